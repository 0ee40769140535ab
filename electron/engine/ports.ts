/**
 * What the engine is given. It knows no SQLite, git, process or protocol: each of these is an interface here, implemented in
 * `store/`, `git/`, `process/` and `agents/`, and joined in `backend.ts`.
 */

import type { AnswerTool } from '../../shared/answers.ts'
import type { AgentChoice, Delivery, RunConfig } from '../../shared/config.ts'
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
import type { Refusal, Result } from '../../shared/result.ts'
import type {
  AgentRole,
  ApprovalSource,
  ApprovalVerdict,
  AttemptPhase,
  FinalRunStatus,
  GateKind,
  PlanReason,
  PlanState,
  RunControl,
  RunStatus,
  TaskStatus,
  TurnKind,
  TurnState,
} from '../../shared/words.ts'
import type {
  AttemptDetail,
  AttemptResult,
  EffectRecord,
  PlanRecord,
  ReviewRecord,
  RunInternals,
  RunPatch,
  StartedAttempt,
  StepEvidence,
  TurnRecord,
} from './records.ts'

// ---------------------------------------------------------------------------------------------------------------- store

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
  getInternals(runId: string): RunInternals
  /** Cheap enough to be asked after every commit. */
  readControl(runId: string): RunControl
  /** What `nextStep` reads, without the snapshot's lists. */
  readFacts(runId: string): { run: RunRecord; facts: RunFacts }
  buildSnapshot(runId: string): RunSnapshot
  addEvent(runId: string, source: string, kind: string, message: string, payload: unknown): void
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
  addCheckpoint(runId: string, status: RunStatus, payload: unknown): CheckpointRecord
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
  /** Of one task, oldest first. */
  listAttempts(taskId: string): AttemptDetail[]
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
    plan: { reason: PlanReason; summary: string; tasks: TaskDraft[]; risks: string[]; questions: string[] },
  ): PlanRecord
  getPlan(runId: string, revision: number): PlanRecord
  latestPlan(runId: string): PlanRecord | null
  movePlan(planId: string, from: PlanState, to: PlanState): boolean

  /** Raises the run's and the role's turn counts. */
  startTurn(turn: {
    runId: string
    role: AgentRole
    kind: TurnKind
    taskId: string | null
    attemptId: string | null
  }): TurnRecord
  /** Guarded by state running. Adds tokens and cost to the run. */
  endTurn(
    turnId: string,
    state: Exclude<TurnState, 'running'>,
    change: { detail: string | null; tokens: number | null; costMicros: number | null; sessionId: string | null },
  ): boolean
  /** Of a run, oldest first. */
  listTurns(runId: string): TurnRecord[]
  /** How many turns an attempt has had. */
  countTurns(attemptId: string): number
  /** Session, prompt and response of a role, for the next turn and for people. */
  saveRoleFiles(runId: string, role: AgentRole, change: { promptPath?: string; responsePath?: string }): void
  getRoleSession(runId: string, role: AgentRole): { sessionId: string | null; turns: number; rotationCount: number }
  noteRotation(runId: string, role: AgentRole): void

  openReview(runId: string, headCommit: string): ReviewRecord
  /** Oldest first. */
  listReviews(runId: string): ReviewRecord[]
  patchReview(
    reviewId: string,
    patch: Partial<Pick<ReviewRecord, 'stepsDone' | 'strategyVerdict' | 'checkerVerdict' | 'objections'>>,
  ): void

  openGate(gate: {
    runId: string
    kind: GateKind
    taskId?: string | null
    attemptId?: string | null
    turnId?: string | null
    question: string
    subject: unknown
    subjectHash: string
  }): GateRecord
  getGate(gateId: string): GateRecord
  /** All gates of a run, oldest first. */
  listGates(runId: string): GateRecord[]
  /** Oldest first; of all runs without an id. */
  listOpenGates(runId?: string): GateRecord[]
  /** The compare-and-set of docs/contracts.md, section 6: open and still this subject. */
  decideGate(gateId: string, subjectHash: string, approvalId: string): boolean
  /** The approval that answered a gate. */
  gateApproval(gateId: string): ApprovalRecord | null
  /** Open gates of the run (or of one turn) become void; how many. */
  voidGates(runId: string, only?: { turnId?: string; kinds?: readonly GateKind[] }): number

  /** Returns the existing effect if this key was already intended. */
  intendEffect(runId: string, kind: string, key: string, expected: string): EffectRecord
  finishEffect(effectId: string): boolean
}

// ------------------------------------------------------------------------------------------------------------------ git

/** Where a run's files are. `agentGitDir` is a throw-away repository that the agent sees; the application never reads it. */
export interface Workplace {
  runId: string
  repoPath: string
  worktree: string
  agentGitDir: string
  /** Private index of the application. */
  indexFile: string
}

export interface Candidate {
  commit: string
  tree: string
  /** Repository-relative, `/`, sorted. A rename is its two paths. */
  changes: PathChange[]
}
export interface PathChange {
  path: string
  kind: 'added' | 'modified' | 'deleted'
  /** `nested_repository`: an embedded `.git` that the agent made; never allowed. */
  note?: 'nested_repository'
}

export interface GitPort {
  /** Idempotent: whatever was there is put aside and made anew from `commit`. */
  createWorktree(place: Workplace, commit: string): Promise<void>
  /** Tracked files as in `commit`, untracked files removed, ignored files kept. */
  resetWorktree(place: Workplace, commit: string): Promise<void>
  /** A fresh throw-away `.git` for the agent at `commit`: whatever an agent did to the last one is gone. */
  prepareAgentGit(place: Workplace, commit: string): Promise<void>
  /** Tree id of the files as they are now. */
  worktreeTree(place: Workplace, base: string): Promise<string>
  /** The candidate commit of the files as they are. The same files, base and attempt give the same id, for ever. */
  makeCandidate(
    place: Workplace,
    commit: { base: string; message: string; attemptId: string; at: string },
  ): Promise<Candidate>
  /** Unified diff as bytes of a `.diff` file. */
  diff(place: Workplace, base: string, head: string): Promise<Uint8Array>
  /** Paths that differ between two trees or commits. */
  changedPaths(place: Workplace, base: string, head: string): Promise<PathChange[]>
  commitTree(place: Workplace, commit: string): Promise<string>
  /** Full id a ref points to, or null. */
  readRef(place: Workplace, ref: string): Promise<string | null>
  /** Compare-and-set; `from` null: the ref must not exist. `moved: false` tells where it is instead. */
  moveRef(
    place: Workplace,
    ref: string,
    to: string,
    from: string | null,
  ): Promise<{ moved: true } | { moved: false; actual: string | null }>
  /** `refused` leaves everything as it was and names both commit ids. */
  deliver(
    place: Workplace,
    delivery: Delivery,
    run: { branch: string; base: string; head: string },
  ): Promise<{ kind: 'delivered'; detail: string; patch?: Uint8Array } | { kind: 'refused'; refusal: Refusal }>
  /** Whether an agent may touch these paths, see docs/contracts.md section 7. */
  outsidePaths(changes: readonly PathChange[], allowedPaths: readonly string[]): string[]
  /** Copies ignored files (such as `.env`) from the checkout; names those that are not there. */
  copyIgnored(place: Workplace, paths: readonly string[]): Promise<{ copied: string[]; missing: string[] }>
}

// ------------------------------------------------------------------------------------------------- files and processes

export interface ArtifactsPort {
  /** Writes the file (temporary name, fsync, rename) and then its row. Text is UTF-8. */
  write(artifact: {
    runId: string
    role: AgentRole | null
    kind: string
    extension: string
    mime: string
    content: Uint8Array | string
    metadata?: { taskId?: string; attemptNumber?: number; turnId?: string; label?: string }
  }): Promise<ArtifactRecord & { sha256: string; bytes: number }>
  /** A file that a process has already written under the run's folder becomes an artifact. */
  adopt(artifact: {
    runId: string
    role: AgentRole | null
    kind: string
    file: string
    mime: string
    metadata?: { taskId?: string; attemptNumber?: number; turnId?: string; label?: string }
  }): Promise<ArtifactRecord & { sha256: string; bytes: number }>
  /** The file's text, at most `maxBytes` from its end. */
  readTail(artifactId: string, maxBytes: number): Promise<string>
}

export interface CommandOutcome {
  exitCode: number | null
  signal: string | null
  timedOut: boolean
  /** The signal of the caller ended it. */
  aborted: boolean
  durationMs: number
  /** The log: head and tail within the cap, with a line that says what was left out. */
  log: Uint8Array
}

export interface CommandsPort {
  /** The platform's shell, stdin closed, `CI=1`, the child allowlist; the whole process tree is ended before it returns. Never rejects for what the command does. */
  runShell(command: {
    command: string
    cwd: string
    timeoutMs: number
    maxBytes: number
    signal: AbortSignal
  }): Promise<CommandOutcome>
}

// --------------------------------------------------------------------------------------------------------------- agents

/** What an agent says while it works. Text of one message carries one `messageId`. */
export type AgentOutput =
  | { kind: 'text'; messageId: string; text: string }
  | { kind: 'thought'; messageId: string; text: string }
  | {
      kind: 'tool'
      toolCallId: string
      title: string
      toolKind: string
      status: string
      paths: string[]
    }
  /** `costMicros`: what this turn has cost so far, as far as that is known. */
  | { kind: 'usage'; used: number; size: number; costMicros: number | null }
  | { kind: 'session'; sessionId: string; continued: boolean; agent: string; version: string | null }
  | { kind: 'exit'; exitCode: number | null; signal: string | null; reason: string }

/** A permission request as the agent sent it. `raw` is what is hashed and, where nothing is understood, drawn. */
export interface PermissionRequest {
  /** ACP tool kinds: read, edit, delete, move, search, execute, think, fetch, other; or whatever the agent says. */
  toolKind: string
  title: string
  /** Absolute and without symbolic links, where the agent tells them. Empty: no rule may allow it by its path. */
  paths: string[]
  /** The request is a call of our own MCP server. */
  ownTool: boolean
  raw: unknown
}

export interface TurnRequest {
  runId: string
  turnId: string
  role: AgentRole
  kind: TurnKind
  /** The how-many-th turn of this role in this run, from 1. */
  turnNumber: number
  task: { title: string; attemptNumber: number } | null
  agent: AgentChoice
  worktree: string
  previousSessionId: string | null
  prompt: string
  /** Put before the prompt if the previous session cannot be continued. */
  brief: string | null
  answer: {
    tool: AnswerTool
    /** Already checked against the schema; says what is wrong with it, for the model, or null. */
    problem(answer: unknown): string | null
    /** The prompt of the one repair turn. */
    repairPrompt(problem: string): string
  }
  /** Absolute path of the bounded raw exchange, JSON lines. */
  transcriptFile: string
  idleMs: number
  signal: AbortSignal
  onOutput(output: AgentOutput): void
  /** Resolves `reject` when the turn is being stopped. */
  onPermission(request: PermissionRequest): Promise<'allow' | 'reject'>
}

export type TurnOutcome =
  /** `answer` satisfies the tool's schema and `problem` said null. */
  | { kind: 'answered'; answer: unknown; via: 'tool' | 'text' }
  | { kind: 'no_answer'; detail: string }
  /** Usage or rate limit. `until` null: the agent did not say. */
  | { kind: 'limited'; until: string | null; detail: string }
  | { kind: 'login'; agent: string; remedy: string }
  /** No such program. */
  | { kind: 'missing'; agent: string; remedy: string }
  | { kind: 'crashed'; detail: string }
  | { kind: 'silent'; detail: string }
  /** `signal` was aborted. */
  | { kind: 'stopped' }

export interface TurnResult {
  outcome: TurnOutcome
  sessionId: string | null
  /** The session is the previous one, continued. */
  continued: boolean
  stopReason: string | null
  tokens: number | null
  costMicros: number | null
  /** Text of the agent's last messages, at most 1 MiB. */
  responseText: string
  /** Last 40 lines. */
  stderrTail: string
}

export interface AgentsPort {
  /** One turn of one agent in a process of its own, which is gone, with all its children, when this resolves. Never rejects for what the agent does. */
  runTurn(request: TurnRequest): Promise<TurnResult>
}

// ---------------------------------------------------------------------------------------------------------------- rest

/** Agent output on its way to the store: joined per message, written at most every 50 ms or 64 pieces. */
export interface OutputSink {
  write(runId: string, source: AgentRole, output: AgentOutput): void
  flush(): Promise<void>
}

export interface EnginePorts {
  store: EngineStore
  git: GitPort
  artifacts: ArtifactsPort
  commands: CommandsPort
  agents: AgentsPort
  sink: OutputSink
  /** Wall clock, ISO 8601 with milliseconds. */
  now(): string
  /** Monotonic milliseconds. */
  elapsedMs(): number
  workplace(run: RunRecord): Workplace
  turnTranscriptFile(runId: string, turnId: string): string
}

export interface DecideInput {
  subjectHash: string
  verdict: ApprovalVerdict
  source: ApprovalSource
  rationale: string
  payload: unknown
}
export type DecideError =
  | { kind: 'already_decided'; source: ApprovalSource; verdict: ApprovalVerdict; at: string }
  | { kind: 'stale'; subjectHash: string }
  | { kind: 'void' }
  | { kind: 'not_offered'; message: string }
export type DecideResult = Result<ApprovalRecord, DecideError>
