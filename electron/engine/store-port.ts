import type { BaselineResult } from '../../shared/baseline.ts'
import type { RunConfig } from '../../shared/config.ts'
import type {
  ApprovalRecord,
  ArtifactRecord,
  CheckpointRecord,
  EventRecord,
  GateRecord,
  RunFacts,
  RunRecord,
  RunSnapshot,
  TaskDraft,
  TaskRecord,
} from '../../shared/domain.ts'
import type {
  AttemptResult,
  MessageRecord,
  PlanRecord,
  ReviewRecord,
  StepEvidence,
  TurnRecord,
} from '../../shared/evidence.ts'
import type {
  AgentRole,
  ApprovalSource,
  ApprovalVerdict,
  AttemptPhase,
  FinalRunStatus,
  GateKind,
  MessageMode,
  PlanState,
  RunControl,
  TaskStatus,
  TurnKind,
  TurnState,
} from '../../shared/words.ts'
import type {
  AttemptDetail,
  CheckpointState,
  EffectRecord,
  NewGate,
  PermissionAnswer,
  RunInternals,
  RunPatch,
  StartedAttempt,
  StoredCheckpoint,
  TurnChange,
  TurnUsage,
} from './records.ts'

/**
 * The store. Everything is synchronous. Every `boolean` result means "one row changed": the operation is
 * `UPDATE … WHERE <expected state>`, so `false` means somebody else was first and nothing was written.
 * After each transaction the status of every touched run is derived again (`openRunStatus`).
 */
export interface EngineStore {
  /** `BEGIN IMMEDIATE`; nests by joining; a throw rolls everything back. */
  transaction<T>(work: () => T): T
  /** Called after a commit of this connection, or when another connection changed the file (noticed within 500 ms while `watch` is on). */
  subscribe(listener: () => void): () => void

  getRun(runId: string): RunRecord
  /** Files that a person attached, in that order; of a fork those of the runs that it comes from. */
  listAttachments(runId: string): ArtifactRecord[]
  getInternals(runId: string): RunInternals
  /** Cheap enough to be asked after every commit. */
  readControl(runId: string): RunControl
  /** Revision of the plan whose steps are still to be tried on the base commit; null: none is. */
  readUntriedPlan(runId: string): number | null
  /** What `nextStep` reads, without the snapshot's lists. */
  readFacts(runId: string): { run: RunRecord; facts: RunFacts }
  buildSnapshot(runId: string): RunSnapshot
  addEvent(runId: string, source: string, kind: string, message: string, payload: unknown): void
  /** What the run's children were last confined by, for people; null: nothing was started yet. */
  sandboxOf(runId: string): string | null
  noteSandbox(runId: string, sentence: string): void
  /** What was last said of files for agents that are held back; null: nothing yet. */
  heldBackOf(runId: string): string | null
  noteHeldBack(runId: string, sentence: string): void
  listEvents(runId: string, limit?: number): EventRecord[]
  /** Events with an id greater than `after`, oldest first. */
  listEventsAfter(runId: string, after: number, limit: number): EventRecord[]
  addApproval(
    runId: string,
    source: ApprovalSource,
    verdict: ApprovalVerdict,
    rationale: string,
    payload: unknown,
  ): ApprovalRecord
  /** In the order they were given. */
  listApprovals(runId: string): ApprovalRecord[]
  /** The run as a checkpoint made now would keep it. */
  captureState(runId: string): CheckpointState
  /** A checkpoint of the run as it is now. */
  saveCheckpoint(runId: string, payload: unknown): CheckpointRecord
  findCheckpoint(checkpointId: string): StoredCheckpoint | null
  newestCheckpoint(runId: string): StoredCheckpoint | null
  /**
   * Facts, tasks, attempts, plan and sessions of the run as the state has them; gates, files and branch are not its business. A
   * session that has had turns since is forgotten. Nothing of a run that has ended.
   */
  applyState(runId: string, state: CheckpointState): void
  /** How many checkpoints the run has: the number of the next one. */
  countCheckpoints(runId: string): number

  /** Sets `patch` where every member of `expect` holds and the run has not ended. */
  patchRun(runId: string, expect: RunPatch, patch: RunPatch): boolean
  setConfig(runId: string, config: RunConfig): void
  /** Guarded: only a run that has not ended. Also sets control to `run` and clears waits. */
  finishRun(runId: string, status: FinalRunStatus, summary: string): boolean
  incrementReplanCount(runId: string): void

  listTasks(runId: string, statuses?: TaskStatus[]): TaskRecord[]
  getTask(taskId: string): TaskRecord
  /** Completed tasks that no verification step of the application proves: those without steps, and a predecessor's. */
  unverifiedTasks(runId: string): string[]
  /** Pending and in-progress tasks become abandoned; the drafts become pending in the given order. */
  replacePendingTasks(runId: string, tasks: TaskDraft[]): TaskRecord[]
  moveTask(
    taskId: string,
    from: readonly TaskStatus[],
    to: TaskStatus,
    detail: { summary?: string | null; signature?: string | null },
  ): boolean
  /** The count of attempts for the limit, and the same-signature rule, start anew. */
  restartTaskCount(taskId: string): void
  allowTaskPaths(taskId: string, paths: readonly string[]): void

  /** Claims the next pending task, adds the attempt row (running, phase implement), raises the cycle count; null if none is pending. */
  startAttempt(runId: string, baseCommit: string): StartedAttempt | null
  getAttempt(attemptId: string): AttemptDetail
  /** Of one task, oldest first, without those that a return went back past. */
  listAttempts(taskId: string): AttemptDetail[]
  /** The same of all tasks of a run. */
  listRunAttempts(runId: string): AttemptDetail[]
  /** The last so many of them, oldest first. */
  lastAttempts(runId: string, limit: number): AttemptDetail[]
  /** Guarded by status running and phase `from`; merges `result` into the stored result. */
  advanceAttempt(
    attemptId: string,
    from: AttemptPhase,
    to: AttemptPhase,
    change: { result?: AttemptResult; candidateCommit?: string; summary?: string },
  ): boolean
  /** Guarded by status running: the attempt ends. */
  endAttempt(
    attemptId: string,
    status: 'completed' | 'failed' | 'blocked' | 'interrupted',
    change: { summary: string; signature: string | null; result?: AttemptResult; counted: boolean },
  ): boolean
  /** Counted attempts (failed, blocked) since the count last started anew, and the newest one's signature. */
  countedAttempts(taskId: string): { count: number; lastSignature: string | null }
  /** Interrupted attempts at the end of the task's list. */
  interruptionsInARow(taskId: string): number

  /** Idempotent per (owner, label): a step that is already stored is left as it is. `ownerId`: an attempt or a review. */
  addStepEvidence(runId: string, ownerId: string, evidence: StepEvidence): void
  /** In the order they were run. */
  listStepEvidence(ownerId: string): StepEvidence[]

  /** A new revision, state `proposed`. Older proposed revisions become superseded. */
  proposePlan(
    runId: string,
    plan: Pick<PlanRecord, 'reason' | 'summary' | 'tasks' | 'risks' | 'questions' | 'baseCommit'>,
  ): PlanRecord
  getPlan(runId: string, revision: number): PlanRecord
  latestPlan(runId: string): PlanRecord | null
  movePlan(planId: string, from: PlanState, to: PlanState): boolean
  /** What a command of a plan did on the commit that the plan starts from. False: it is known already, and stays as it is. */
  addBaselineResult(runId: string, commit: string, result: BaselineResult): boolean
  /** Of all plans that start from this commit, in the order they were run. */
  listBaselineResults(runId: string, commit: string): BaselineResult[]
  /** Tasks that are pending now are of a plan that starts from this commit. */
  notePlanCommit(runId: string, commit: string | null): void
  /** The commit that a task's plan started from; null: it is of before version 3 of the store. */
  planCommitOf(taskId: string): string | null

  /** Raises the run's and the role's turn counts. */
  startTurn(turn: {
    runId: string
    role: AgentRole
    kind: TurnKind
    taskId: string | null
    attemptId: string | null
    agentId: string
  }): TurnRecord
  /** What the turn that runs has used by now; the run's sums count it when the turn ends. Members that are null stay as they are. */
  noteTurnUsage(turnId: string, usage: TurnUsage): void
  /** Which session the turn that runs has, and what its agent calls itself. */
  noteTurnSession(turnId: string, session: { sessionId: string; agentVersion: string | null }): void
  /**
   * Guarded by state running. Adds tokens and cost to the run. What is null stays as it was noted. Messages of a turn that did not
   * end as `finished` wait again.
   */
  endTurn(turnId: string, state: Exclude<TurnState, 'running'>, change: TurnChange): boolean
  /** Turns of the role that ended for want of a connection, since the last one that finished or failed. */
  transportTurnsInARow(runId: string, role: AgentRole): number
  /** Of a run, oldest first. */
  listTurns(runId: string): TurnRecord[]
  /** What the agent called its version when the run last started it; null: it never told. */
  lastAgentVersion(runId: string, agentId: string): string | null
  /** How many turns an attempt has had. */
  countTurns(attemptId: string): number
  /** Session, prompt and response of a role, for the next turn and for people. */
  saveRoleFiles(runId: string, role: AgentRole, change: { promptPath?: string; responsePath?: string }): void
  getRoleSession(runId: string, role: AgentRole): { sessionId: string | null; turns: number; rotationCount: number }
  noteRotation(runId: string, role: AgentRole): void
  /** The role's session is gone: its next turn begins a fresh one. */
  forgetSession(runId: string, role: AgentRole): void
  /** How many turns this session has had, what they cost (null: nobody told), and how full its context was at the end of the last one. */
  sessionUse(
    runId: string,
    role: AgentRole,
    sessionId: string,
  ): { turns: number; costMicros: number | null; contextUsed: number | null; contextSize: number | null }

  /** Any process; waits for the role's next turn. */
  addMessage(runId: string, role: AgentRole, mode: MessageMode, text: string): MessageRecord
  /** Not yet sent, oldest first. */
  waitingMessages(runId: string, role: AgentRole): MessageRecord[]
  /** The newest that were sent, oldest first. */
  sentMessages(runId: string, role: AgentRole, limit: number): MessageRecord[]
  /** Guarded: only one that waits. */
  markMessageSent(messageId: string, turnId: string): boolean

  /** Until when an agent's limit lasts, whichever run met it; null if none is known or its time has come by `now` (ISO). */
  agentLimit(agentId: string, now: string): { until: string; detail: string } | null
  /** Replaces what was known; `until` null forgets it. */
  noteAgentLimit(agentId: string, limit: { until: string; detail: string } | null): void

  /** `key`: hash of everything in the request that is not different each time it is made. */
  rememberPermission(runId: string, key: string, answer: PermissionAnswer, approvalId: string): void
  rememberedPermission(runId: string, key: string): PermissionAnswer | null

  /** Servers are trusted by the hash of their command line and tool list, for all runs. */
  isServerTrusted(hash: string): boolean
  /** Whether any server of this name was ever trusted, as it was then. */
  wasServerTrusted(name: string): boolean
  trustServer(name: string, hash: string, approvalId: string): void

  openReview(runId: string, headCommit: string): ReviewRecord
  /** Oldest first. */
  listReviews(runId: string): ReviewRecord[]
  patchReview(
    reviewId: string,
    patch: Partial<Pick<ReviewRecord, 'stepsDone' | 'strategyVerdict' | 'checkerVerdict' | 'objections'>>,
  ): void

  openGate(gate: NewGate): GateRecord
  getGate(gateId: string): GateRecord
  /** All gates of a run, oldest first. */
  listGates(runId: string): GateRecord[]
  /** It is in the trash or on its way there; one that was put back is not, though its files may still be moving. */
  isRemoved(runId: string): boolean
  /** Oldest first; of all runs without an id. */
  listOpenGates(runId?: string): GateRecord[]
  /** The compare-and-set of docs/contracts.md, section 6: open and still this subject. */
  decideGate(gateId: string, subjectHash: string, approvalId: string): boolean
  /** The approval that answered a gate. */
  gateApproval(gateId: string): ApprovalRecord | null
  /** Open gates of the run (or of one turn, or one of them) become void; how many. */
  voidGates(runId: string, only?: { turnId?: string; gateId?: string; kinds?: readonly GateKind[] }): number

  /** Returns the existing effect if this key was already intended. */
  intendEffect(runId: string, kind: string, key: string, expected: string): EffectRecord
  /** Whether it was ever intended, done or not. */
  isIntended(runId: string, key: string): boolean
  finishEffect(effectId: string): boolean
}
