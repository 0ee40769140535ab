/** What happens in one run of the soak, drawn from a seed. Pure. */
import { AGENT_ROLES, type AgentRole } from '../../shared/words.ts'
import { MISCHIEFS, type Mischief } from '../support/mischief.ts'

/** `demo`: the demo agent. `own`: an agent of the settings that speaks the protocol. `command`: a plain command of the settings. */
export type SoakAgent = 'demo' | 'own' | 'command'

/**
 * What is done to `triptych run` or `resume` while it works. `cancel` and `pause` come from a second terminal; `interrupt` is Ctrl-C, once or
 * twice; `terminate` is SIGTERM; `kill` is kill -9.
 */
export const DISTURBANCES = ['none', 'cancel', 'pause', 'interrupt', 'interrupt_twice', 'terminate', 'kill'] as const
export type Disturbance = (typeof DISTURBANCES)[number]

export interface Disturbed {
  what: Disturbance
  afterMs: number
  /** Since when: the start of the command, or the first words of an agent. */
  since: 'start' | 'words'
}

export interface Scenario {
  number: number
  agents: Record<AgentRole, SoakAgent>
  /** As TRIPTYCH_DEMO_FAULT takes it; empty: none. */
  demoFault: string
  mischief: { own: Mischief; command: Mischief }
  /** `auto`: the system ends everything inside with the application, where it can. `off`: what is left is ours to find. */
  sandbox: 'auto' | 'off'
  first: Disturbed
  /** What is done to `triptych resume`; null: the run is not resumed. */
  second: Disturbed | null
}

/** Those that leave processes, keep them, or print without end stand beside the plain one. */
const DEMO_FAULTS = ['', '', 'orphan', 'ignore_sigterm', 'hang', 'flood', 'slow', 'crash', 'half_line']

/** Each number from 0 to 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function drawScenario(number: number, random: () => number): Scenario {
  const pick = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0]
  const pickWord = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? ''
  const mischief = (): Mischief => (random() < 0.4 ? 'none' : pick(MISCHIEFS))
  const disturbed = (maxMs: number): Disturbed => ({
    what: pick(DISTURBANCES),
    afterMs: Math.round(random() * maxMs),
    since: pick(['start', 'words']),
  })
  const agent = (): SoakAgent => pick(['demo', 'own', 'command'] as const)
  const fault = pickWord(DEMO_FAULTS)
  return {
    number,
    agents: { strategy: agent(), implementation: agent(), checker: agent() },
    demoFault: fault === '' ? '' : `${fault}@${pick(AGENT_ROLES)}`,
    mischief: { own: mischief(), command: mischief() },
    sandbox: pick(['auto', 'off'] as const),
    first: disturbed(6_000),
    second: random() < 0.5 ? disturbed(4_000) : null,
  }
}

/** One line for people. */
export function describeScenario({ agents, demoFault, mischief, sandbox, first, second }: Scenario): string {
  const told = ({ what, afterMs, since }: Disturbed): string =>
    what === 'none' ? 'left alone' : `${what} ${afterMs} ms after ${since}`
  const roles = AGENT_ROLES.map((role) => agents[role]).join('/')
  const ills = `demo ${demoFault || 'none'}, own ${mischief.own}, command ${mischief.command}`
  return `${roles} (${ills}, sandbox ${sandbox}); run ${told(first)}${second === null ? '' : `, resume ${told(second)}`}`
}
