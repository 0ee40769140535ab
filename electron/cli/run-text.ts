import type { Delivery, RunConfig } from '../../shared/config.ts'
import type { RunRecord } from '../../shared/domain.ts'
import { assertNever } from '../../shared/result.ts'
import { AGENT_ROLES, type GateKind, type PolicyName } from '../../shared/words.ts'
import type { RunInternals } from '../engine/records.ts'

export const POLICY_TEXT: Record<PolicyName, string> = {
  supervised: 'you answer the plan, permissions and the result',
  review_at_end: 'you answer permissions and the result; the plan is accepted by the policy',
  every_task: 'you answer the plan, permissions, every task and the result',
  unattended: 'nobody is asked; what only a person may answer ends the run as failed',
}

export function deliveryText(delivery: Delivery): string {
  switch (delivery.kind) {
    case 'branch':
      return 'the run’s own branch'
    case 'patch':
      return 'the run’s own branch and a patch file'
    case 'fast_forward':
      return `fast-forward of ${delivery.branch} from ${delivery.expectedCommit.slice(0, 12)}`
    case 'pull_request':
      return `pull request to ${delivery.remote}/${delivery.base}`
    default:
      return assertNever(delivery)
  }
}

/** `demo (scripted, no model)`; the same agent for several roles is named once. */
export function agentsText(agents: RunConfig['agents']): string {
  const ids = [...new Set(AGENT_ROLES.map((role) => agents[role].id))]
  const named = (id: string): string => (id === 'demo' ? 'demo (scripted, no model)' : id)
  const [only] = ids
  if (only !== undefined && ids.length === 1) return named(only)
  return AGENT_ROLES.map((role) => `${role}: ${named(agents[role].id)}`).join(', ')
}

export interface WaitFacts {
  run: Pick<RunRecord, 'status' | 'control' | 'baseCommit'>
  internals: Pick<RunInternals, 'controlReason' | 'waitUntil' | 'waitReason'>
  openGates: readonly { kind: GateKind }[]
  /** Some process works on runs of this data folder. */
  driven: boolean
}

const PAUSE_REASONS: Readonly<Record<string, string>> = {
  person: 'paused by a person',
  imported: 'paused: made by an earlier version, and cannot go on',
  restart: 'paused, because the application ended while it was open',
  interrupted: 'paused, because it was interrupted',
}

/** Why nothing happens, or what does; derived, never stored. */
export function waitText({ run, internals, openGates, driven }: WaitFacts): string {
  if (run.status === 'completed' || run.status === 'failed' || run.status === 'cancelled') return run.status
  if (run.control === 'cancel') return 'being cancelled'
  const { controlReason, waitUntil, waitReason } = internals
  if (run.control === 'pause')
    return PAUSE_REASONS[controlReason ?? ''] ?? `paused: ${controlReason ?? 'no reason given'}`
  if (waitUntil !== null) return `waits for a limit until ${waitUntil}${waitReason ? `: ${waitReason}` : ''}`
  if (openGates.length > 0) return `waits for a person (${openGates.map(({ kind }) => kind).join(', ')})`
  if (!driven) return 'stands still: no Triptych works on it'
  return run.status === 'planning' ? 'planning' : 'working'
}

/** Whether `resume` is what it takes to go on. */
export function takesResume({ run, openGates, driven }: WaitFacts): boolean {
  const ended = run.status === 'completed' || run.status === 'failed' || run.status === 'cancelled'
  // Nothing to work on: a run of the predecessor.
  if (ended || run.baseCommit === null) return false
  return run.control === 'pause' || !driven || run.status === 'paused' || openGates.length > 0
}

/** `12 turns, tokens not reported, 3 min 10 s of work`. */
export function usageText({
  turns,
  tokens,
  costMicros,
  activeMs,
}: Pick<RunInternals, 'turns' | 'tokens' | 'costMicros' | 'activeMs'>): string {
  const minutes = activeMs < 60_000 ? `${Math.round(activeMs / 1_000)} s` : `${Math.round(activeMs / 60_000)} min`
  return [
    `${turns} ${turns === 1 ? 'turn' : 'turns'}`,
    tokens === 0 ? 'tokens not reported' : `${tokens} tokens`,
    costMicros === 0 ? 'cost not reported' : `${(costMicros / 1_000_000).toFixed(2)} US dollars`,
    `${minutes} of agents’ work`,
  ].join(', ')
}
