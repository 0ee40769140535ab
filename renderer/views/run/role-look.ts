import type { TurnRecord } from '../../../shared/evidence.ts'
import type { RunRow, RunView } from '../../../shared/views.ts'
import type { AgentRole, TurnState } from '../../../shared/words.ts'
import type { StateLook } from '../../ui/status.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { attemptLook } from '../../words/work-words.ts'

/** How a role stands. `since`: when the turn that runs began. */
export interface RoleLook extends StateLook {
  since: string | null
}

type Facts = Pick<RunView, 'row' | 'plan' | 'turns' | 'attempts' | 'gates'>

const TROUBLES: Readonly<Partial<Record<TurnState, StateLook>>> = {
  limited: { icon: 'clock', tone: 'resting', word: TEXT.limitReached },
  login: { icon: 'lock', tone: 'warning', word: COMMON.logInNeeded },
  stopped: { icon: 'stop', tone: 'resting', word: TEXT.stopped },
  failed: { icon: 'failed', tone: 'failed', word: TEXT.noUsableAnswer },
  interrupted: { icon: 'broken', tone: 'resting', word: TEXT.interrupted },
}
const TURN_WORDS = {
  plan: TEXT.planning,
  replan: TEXT.planningAgain,
  implement: TEXT.writing,
  check: TEXT.judging,
  review: TEXT.reviewing,
} as const
const NOT_BEGUN: StateLook = { icon: 'pending', tone: 'resting', word: TEXT.notBegun }
const ASKS: StateLook = { icon: 'gate', tone: 'needs_you', word: TEXT.waitsForYourAnswer }
/** A predecessor kept no turns. */
const NOT_RECORDED: StateLook = { icon: 'cancelled', tone: 'resting', word: TEXT.notRecorded }
const RESTS: StateLook = { icon: 'cancelled', tone: 'resting', word: TEXT.rests }

/** Nothing more will happen in the run. */
export const isOver = ({ status, imported }: Pick<RunRow, 'status' | 'imported'>): boolean =>
  imported || status === 'completed' || status === 'failed' || status === 'cancelled'

export function roleLook(view: Facts, role: AgentRole): RoleLook {
  const turns = view.turns.filter((turn) => turn.role === role)
  const running = turns.findLast(({ state }) => state === 'running')
  if (running && asksPerson(view, running.id)) return { ...ASKS, since: null }
  const resting = { strategy: strategyLook, implementation: implementationLook, checker: checkerLook }[role]
  if (running) return { icon: 'working', tone: 'working', word: TURN_WORDS[running.kind], since: running.startedAt }
  if (view.row.imported && (role !== 'implementation' || view.attempts.length === 0))
    return { ...NOT_RECORDED, since: null }
  return { ...resting(view, turns), since: null }
}

/** A turn that runs, but stands still until a person allows or rejects what it wants to do. */
export const asksPerson = ({ gates }: Pick<Facts, 'gates'>, turnId: string): boolean =>
  gates.some((gate) => gate.turnId === turnId && gate.state === 'open')

/** The last turn brought nothing, and the run has to go on from there. */
const troubleOf = (view: Facts, turns: readonly TurnRecord[]): StateLook | undefined => {
  const last = turns.at(-1)
  return last === undefined || isOver(view.row) ? undefined : TROUBLES[last.state]
}

function strategyLook(view: Facts, turns: readonly TurnRecord[]): StateLook {
  const { plan, gates } = view
  const trouble = troubleOf(view, turns)
  if (trouble) return trouble
  if (plan === null) return turns.length === 0 ? NOT_BEGUN : RESTS
  if (gates.some(({ kind, state }) => kind === 'plan' && state === 'open'))
    return { icon: 'gate', tone: 'needs_you', word: TEXT.planVNeedsYou(plan.revision) }
  if (view.row.untriedPlan === plan.revision && view.row.status === 'planning')
    return { icon: 'working', tone: 'working', word: TEXT.planVBeingTried(plan.revision) }
  if (plan.state === 'accepted') return { icon: 'done', tone: 'proved', word: TEXT.planVSettled(plan.revision) }
  return { ...RESTS, word: TEXT.planVNotAccepted(plan.revision) }
}

function implementationLook(view: Facts, turns: readonly TurnRecord[]): StateLook {
  const last = view.attempts.at(-1)
  if (last === undefined) return NOT_BEGUN
  if (last.status !== 'running') return attemptLook(last)
  if (view.row.status === 'paused') return { icon: 'paused', tone: 'resting', word: COMMON.paused }
  const trouble = last.phase === 'implement' ? troubleOf(view, turns) : undefined
  return trouble ?? attemptLook(last)
}

function checkerLook(view: Facts, turns: readonly TurnRecord[]): StateLook {
  const live = view.attempts.at(-1)
  if (live?.status === 'running' && live.phase !== 'check' && live.phase !== 'settle')
    return { icon: 'pending', tone: 'resting', word: TEXT.waitsForAttempt(live.attemptNumber) }
  return troubleOf(view, turns) ?? (turns.length === 0 ? NOT_BEGUN : RESTS)
}

/** The role whose panel is lit: whose turn it is; the implementation's while the application verifies its attempt. */
export function activeRole(view: Facts): AgentRole | null {
  const running = view.turns.findLast(({ state }) => state === 'running')
  if (running) return asksPerson(view, running.id) ? null : running.role
  const verifies = view.row.status === 'running' && view.attempts.at(-1)?.status === 'running'
  return verifies ? 'implementation' : null
}
