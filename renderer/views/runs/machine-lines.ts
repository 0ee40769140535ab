import type { AgentRow } from '../../../shared/views.ts'

/** Pure. Agents that are here, those that can work first; and those that are not, the tried ones first. The demo agent stands last: it is always there. */
export function machineLines(agents: readonly AgentRow[]): { here: AgentRow[]; missing: AgentRow[] } {
  const order = ({ id, state }: AgentRow): number =>
    id === 'demo' ? 3 : { ready: 0, login_unknown: 1, login_needed: 2, missing: 4 }[state]
  const here = agents.filter(({ state }) => state !== 'missing').sort((one, other) => order(one) - order(other))
  const missing = agents.filter(({ state }) => state === 'missing')
  const isTried = ({ verified }: AgentRow): number => (verified === null ? 1 : 0)
  return { here, missing: missing.sort((one, other) => isTried(one) - isTried(other)) }
}

/** Pure. The command of a remedy: what stands between its first backticks. Null: it names none. */
export const commandIn = (remedy: string | null): string | null => /`([^`]+)`/.exec(remedy ?? '')?.[1] ?? null
