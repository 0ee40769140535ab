import type { Delivery } from '../../shared/config.ts'
import type { TaskAttemptRecord, TaskRecord } from '../../shared/domain.ts'
import type { AttemptResult } from '../../shared/evidence.ts'
import type { DeliveryState, GateKind, PlanReason, RunControl, SetupState } from '../../shared/words.ts'
import type { TurnOutcome } from './agents-port.ts'

/** What only the engine reads: effects, gates before they are asked, and a run's inner columns. */

export interface AttemptDetail extends TaskAttemptRecord {
  result: AttemptResult
}

export interface EffectRecord {
  id: string
  runId: string
  /** Open set: `run_branch`, `checkpoint_ref`, `delivery`. */
  kind: string
  /** Unique per run: one effect is one key, for ever. */
  key: string
  /** The commit (or other fact) the outside world will show once it is done. */
  expected: string
  state: 'intended' | 'done'
}

/** Columns of a run that are not in `RunRecord`, or that only the engine changes. */
export interface RunInternals {
  control: RunControl
  /** Why control is not `run`: `person`, `restart`, `interrupted`, … */
  controlReason: string | null
  waitUntil: string | null
  waitReason: string | null
  branch: string | null
  baseCommit: string | null
  headCommit: string | null
  needsPlan: PlanReason | null
  /** What the next planning turn must know: a person's rationale, review objections, guidance. */
  planGuidance: string | null
  /** A plan asked for by a person does not count against limits.replans. */
  planByPerson: boolean
  /** Revision of the newest plan, while steps of it are still to be tried before any work. */
  untriedPlan: number | null
  delivery: DeliveryState
  deliveryChoice: Delivery | null
  setupState: SetupState
  /** The worktree is trusted only if this says so. */
  worktreeReady: boolean
  /** Failed strategy, checker or review turns in a row. */
  turnFailures: number
  activeMs: number
  tokens: number
  costMicros: number
  turns: number
  /** Highest budget share, in percent, that was warned about; 0 if none. */
  budgetWarned: number
}

export type RunPatch = Partial<RunInternals>

export interface StartedAttempt {
  task: TaskRecord
  attempt: AttemptDetail
}

/** A question before it is asked. */
export interface NewGate {
  runId: string
  kind: GateKind
  taskId?: string | null
  attemptId?: string | null
  turnId?: string | null
  question: string
  subject: unknown
  subjectHash: string
}

export type PermissionAnswer = 'allow' | 'reject'

/** Null: not reported. `costMicros` is millionths of a US dollar, the rest tokens. */
export interface TurnUsage {
  tokens: number | null
  costMicros: number | null
  contextUsed: number | null
  contextSize: number | null
}

/** How a turn ended. */
export interface TurnChange extends TurnUsage {
  detail: string | null
  sessionId: string | null
  agentVersion: string | null
  /** The driver's word for it; left out where the turn was cut. */
  outcome?: TurnOutcome['kind']
}
