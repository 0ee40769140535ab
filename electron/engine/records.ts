import type { Delivery } from '../../shared/config.ts'
import type { CheckpointRecord, TaskAttemptRecord, TaskRecord } from '../../shared/domain.ts'
import type { AttemptResult } from '../../shared/evidence.ts'
import type {
  AgentRole,
  DeliveryState,
  GateKind,
  PlanReason,
  PlanState,
  RestoreState,
  RunControl,
  SetupState,
  TaskStatus,
} from '../../shared/words.ts'
import type { TurnOutcome } from './agents-port.ts'

/** What only the engine reads: effects, gates before they are asked, and a run's inner columns. */

export interface AttemptDetail extends TaskAttemptRecord {
  result: AttemptResult
  /** A return went back past it. */
  setAside: boolean
}

export interface EffectRecord {
  id: string
  runId: string
  /** Open set: `run_branch`, `checkpoint_ref`, `delivery`, `notice` (a gate was told). */
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
  /** The commit whose files the next attempt begins with; null: the usual one. */
  startCommit: string | null
  /** A return to a checkpoint that is not finished, and what it is. */
  restore: RestoreState | null
  restoreRequest: RestoreRequest | null
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

/**
 * What a checkpoint keeps of its run besides the commit. A task in progress counts as pending here, and its attempt as not made yet:
 * no return brings an attempt back to life. Summaries and signatures of tasks follow from the attempts that stand.
 */
export interface CheckpointState {
  v: 1
  headCommit: string | null
  needsPlan: PlanReason | null
  planGuidance: string | null
  planByPerson: boolean
  delivery: DeliveryState
  deliveryChoice: Delivery | null
  turnFailures: number
  replanCount: number
  /** The newest plan; null: there is none. */
  plan: { revision: number; state: PlanState } | null
  untriedPlan: number | null
  /**
   * In plan order. `countAfter`: attempts up to this seq do not count against the limit. `allowedPaths`: those of the plan and what a
   * person has allowed by then; null: of an earlier version, which did not keep them.
   */
  tasks: { id: string; status: TaskStatus; countAfter: number; allowedPaths: string[] | null }[]
  /** The attempts that stand, as ranges of their seq, both ends included. */
  attempts: [number, number][]
  /** By role: its session, and how many turns it had had. */
  sessions: Partial<Record<AgentRole, { id: string; turns: number }>>
  /** Ids of gates that were open and belong to no turn and no attempt. */
  gates: string[]
  /** The newest turn of the run, by seq; 0: it had none. What was spent afterwards is told by it. */
  lastTurn: number
}

export interface StoredCheckpoint {
  record: CheckpointRecord
  /** Null: of an earlier version, which kept only the commit. */
  state: CheckpointState | null
}

/** A return that a person asked for, bound to what they were shown. */
export interface RestoreRequest {
  checkpointId: string
  /** Of the run as it was previewed. */
  hash: string
  /** Once it is decided: where the run's branch was left. */
  from?: string
}
