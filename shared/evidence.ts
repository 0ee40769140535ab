import type { ReportAnswer, VerdictAnswer } from './answers.ts'
import type { TaskDraft } from './domain.ts'
import type { AgentRole, BaselineMark, MessageMode, PlanReason, PlanState, TurnKind, TurnState } from './words.ts'

/** The records of plans, turns, evidence and reviews: written by the engine, read by every host. */

export interface PlanRecord {
  id: string
  runId: string
  /** From 1; every proposal and every edit is a new revision. */
  revision: number
  reason: PlanReason
  state: PlanState
  summary: string
  tasks: TaskDraft[]
  risks: string[]
  questions: string[]
  hash: string
  /** The run's head when it was proposed: its steps are tried there. Null in plans of before version 3 of the store. */
  baseCommit: string | null
  createdAt: string
}

export interface TurnRecord {
  id: string
  runId: string
  role: AgentRole
  kind: TurnKind
  /** The how-many-th turn of this role in this run, from 1. */
  number: number
  taskId: string | null
  attemptId: string | null
  state: TurnState
  detail: string | null
  /** Which agent played, and what it called itself; null in turns of before version 2 of the store. */
  agentId: string | null
  agentVersion: string | null
  sessionId: string | null
  /** While the turn runs: at least so many. Null: the agent reported none. */
  tokens: number | null
  costMicros: number | null
  /** Tokens of the session's context in use, and how many there are room for, as last told. */
  contextUsed: number | null
  contextSize: number | null
  startedAt: string
  finishedAt: string | null
  /** What its agent said and did is in its transcript only. */
  compacted: boolean
}

/** A person's message to a role. `sentAt` null: it waits for the role's next turn. */
export interface MessageRecord {
  id: string
  runId: string
  role: AgentRole
  mode: MessageMode
  text: string
  createdAt: string
  /** The turn that got it. */
  turnId: string | null
  sentAt: string | null
}

/** What one verification step did. `label` is `v1`… in an attempt, `t<task>.v<n>` in a review. */
export interface StepEvidence {
  label: string
  command: string
  /** null: it never ended by itself (time-out, signal, could not start). */
  exitCode: number | null
  timedOut: boolean
  durationMs: number
  /** Hash of the log artifact's bytes. */
  log: string
  logArtifactId: string
  /** Lines of the whole log: evidence labels may name one. */
  logLines: number
  /** The unaltered end of the log, for prompts and terminals. */
  logTail: string
  /** What the same command did before any work of the task's plan; null: it is not known, and never will be. */
  baseline: BaselineMark | null
}

/** Why an attempt was not accepted. `reasons` go to the next attempt and to the person, word for word. */
export interface AttemptFailure {
  cause: 'verify' | 'check' | 'scope' | 'agent' | 'failed'
  signature: string
  reasons: string[]
  /** Interruptions and a person's objections do not count against the limit. */
  counted: boolean
}

/** `resultJson` of an attempt: each phase adds its own part before the next begins. */
export interface AttemptResult {
  report?: ReportAnswer
  changedPaths?: string[]
  outsidePaths?: string[]
  candidateTree?: string
  verdict?: VerdictAnswer
  verdictArtifactHash?: string
  diffArtifactHash?: string
  /** Paths the checker changed; they were put back. */
  checkerChanged?: string[]
  failure?: AttemptFailure
  /** A person's answer to a `task` gate that was not an approval. */
  objection?: { verdict: 'changes_requested' | 'rejected'; rationale: string; comments: Comment[] }
}

/** A person's remark on lines of a diff. Lines count from 1. */
export interface Comment {
  path: string
  side: 'old' | 'new'
  /** Where it stands: the last of its lines. */
  line: number
  /** The first of several lines; missing: it is about one. */
  fromLine?: number
  /** The lines as the person saw them, joined by `\n`. */
  excerpt?: string
  text: string
  /** `c1`, `c2` … within its run, for ever; given when it is recorded. Missing in what was recorded before ids were given. */
  id?: string
}

export interface ReviewRecord {
  id: string
  runId: string
  headCommit: string
  /** True once every step of every completed task was run on the head. */
  stepsDone: boolean
  strategyVerdict: VerdictAnswer | null
  checkerVerdict: VerdictAnswer | null
  /** Set when the review ended. */
  objections: string[] | null
}
