import type { RunConfig } from './config.ts'
import type {
  AgentRole,
  ApprovalSource,
  ApprovalVerdict,
  AttemptPhase,
  AttemptStatus,
  DeliveryState,
  GateKind,
  GateState,
  PlanReason,
  RestoreState,
  RunControl,
  RunStatus,
  TaskStatus,
} from './words.ts'

/** The records of docs/contracts.md, section 2. Ids are UUID text, times ISO 8601 UTC with milliseconds; order is never a time. */
export interface RunRecord {
  id: string
  goal: string
  repoPath: string
  status: RunStatus
  summary: string | null
  cycleCount: number
  replanCount: number
  currentTaskId: string | null
  createdAt: string
  updatedAt: string
  control: RunControl
  config: RunConfig
  branch: string | null
  baseCommit: string | null
  headCommit: string | null
  waitUntil: string | null
}

export interface AgentStateRecord {
  runId: string
  role: AgentRole
  sessionId: string | null
  turns: number
  rotationCount: number
  lastPromptPath: string | null
  lastResponsePath: string | null
  updatedAt: string
}

export interface TaskDraft {
  title: string
  objective: string
  acceptanceCriteria: string[]
  verificationSteps: string[]
  allowedPaths: string[]
}

export interface TaskRecord extends TaskDraft {
  id: string
  runId: string
  status: TaskStatus
  attemptCount: number
  implementationSummary: string | null
  blockerSignature: string | null
  createdAt: string
  updatedAt: string
}

export interface TaskAttemptRecord {
  id: string
  runId: string
  taskId: string
  attemptNumber: number
  status: AttemptStatus
  summary: string
  blockerSignature: string | null
  /** JSON text, as in the predecessor. */
  resultJson: string
  createdAt: string
  phase: AttemptPhase
  baseCommit: string | null
  candidateCommit: string | null
}

export interface EventRecord {
  /** The row's own sequence number. */
  id: number
  runId: string
  ts: string
  source: string
  kind: string
  message: string
  payload: unknown
}

export interface ArtifactRecord {
  id: string
  runId: string
  role: AgentRole | null
  kind: string
  /** Relative to the data folder; imported paths stay as they were. */
  path: string
  createdAt: string
  metadata: unknown
}

export interface CheckpointRecord {
  id: string
  runId: string
  status: RunStatus
  payload: unknown
  createdAt: string
}

export interface ApprovalRecord {
  id: string
  runId: string
  source: ApprovalSource
  verdict: ApprovalVerdict
  rationale: string
  payload: unknown
  createdAt: string
}

export interface GateRecord {
  id: string
  runId: string
  kind: GateKind
  taskId: string | null
  attemptId: string | null
  /** Permission gates only: the turn the request belongs to. */
  turnId: string | null
  question: string
  subject: unknown
  subjectHash: string
  state: GateState
  approvalId: string | null
  openedAt: string
}

/** Small, exact facts kept in columns: the only thing besides `run` that decisions read. */
export interface RunFacts {
  openGates: number
  /** Attempts that run, in plan order. */
  live: { attemptId: string; taskId: string; phase: AttemptPhase }[]
  needsPlan: PlanReason | null
  counts: Record<TaskStatus, number>
  delivery: DeliveryState
  /** The newest plan, while steps of it are still to be tried before any work. `asked`: its gate is open already. */
  untriedPlan: { revision: number; asked: boolean } | null
  /** A return to a checkpoint that is not finished. */
  restore: RestoreState | null
}

/** Everything the next decision and the prompts need, read in one transaction. Lists but the open tasks are the newest N, oldest first. */
export interface RunSnapshot {
  run: RunRecord
  agents: Partial<Record<AgentRole, AgentStateRecord>>
  pendingTasks: TaskRecord[]
  inProgressTasks: TaskRecord[]
  completedTasks: TaskRecord[]
  /** Blocked and abandoned. */
  blockedTasks: TaskRecord[]
  recentAttempts: TaskAttemptRecord[]
  recentEvents: EventRecord[]
  approvals: ApprovalRecord[]
  artifacts: ArtifactRecord[]
  facts: RunFacts
}
