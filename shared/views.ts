import type { Baseline } from './baseline.ts'
import type { Delivery, Limits, RunConfig, Setup } from './config.ts'
import type {
  AgentStateRecord,
  ApprovalRecord,
  ArtifactRecord,
  CheckpointRecord,
  EventRecord,
  GateRecord,
  RunRecord,
  TaskAttemptRecord,
  TaskRecord,
} from './domain.ts'
import type {
  AttemptResult,
  Comment,
  MessageRecord,
  PlanRecord,
  ReviewRecord,
  StepEvidence,
  TurnRecord,
} from './evidence.ts'
import type { HistoryLoss } from './history-loss.ts'
import type { Settings } from './settings/settings.ts'
import type {
  AgentRole,
  ApprovalVerdict,
  FormKind,
  GateKind,
  RunControl,
  RunStatus,
  TaskStatus,
  TurnKind,
} from './words.ts'

/** What crosses the boundary to a window, docs/contracts.md section 9. Facts only: every label is derived where it is shown. */

/** One line of the list of runs, and the head of an open one. */
export interface RunRow {
  id: string
  /** At most 300 characters; the open run has the whole. */
  goal: string
  repoPath: string
  status: RunStatus
  /** As `controlReason` and `waitReason` at most 2000 characters. */
  summary: string | null
  branch: string | null
  createdAt: string
  updatedAt: string
  control: RunControl
  /** Why control is not `run`: `person`, `restart`, `interrupted`, or what went wrong. */
  controlReason: string | null
  /** When a run that waits for a limit continues by itself. */
  waitUntil: string | null
  waitReason: string | null
  /** The oldest open gate. */
  gate: GateRow | null
  openGates: number
  /** Revision of the newest plan, while its steps are tried before any work. */
  untriedPlan: number | null
  tasks: Record<TaskStatus, number>
  /** The turn that runs now. */
  turn: {
    role: AgentRole
    kind: TurnKind
    taskTitle: string | null
    attemptNumber: number | null
    startedAt: string
  } | null
  usage: RunUsage
  /** Taken over from a predecessor: can be read, not resumed. */
  imported: boolean
  /** It was removed, and can be put back until then (ISO); null: it was not. */
  removedUntil: string | null
}

/** Where an export of a run is. `contents`: the hash by which `triptych verify --hash` knows it. */
export type RunExported =
  | { kind: 'saved'; path: string; contents: string }
  /** An artifact of kind `export`, whose bytes become the file `name`. */
  | { kind: 'download'; artifactId: string; name: string; contents: string }

/** A run in the trash. */
export interface TrashRow {
  runId: string
  goal: string
  repoPath: string
  branch: string | null
  removedAt: string
  until: string
}

/** What was done to several runs, each by itself. `why`: for people, with what to do. */
export interface EachRun {
  done: string[]
  refused: { runId: string; why: string }[]
}

/** What lies on the disk, in bytes. */
export interface StorageView {
  /** Of all but the trash, backups and logs: what the retention of the settings is about. */
  bytes: number
  database: number
  backups: number
  logs: number
  /** The largest first. `hasEnded`: it may be cleaned up. `goesNext`: by the settings the next sweep moves it to the trash. */
  runs: {
    runId: string
    goal: string
    repoPath: string
    status: RunStatus
    updatedAt: string
    bytes: number
    hasEnded: boolean
    goesNext: boolean
  }[]
  /** The newest first. */
  trash: (TrashRow & { bytes: number })[]
}

/** What turns used, with what is known by now of one that runs. Null: none of them reported any. `costMicros`: millionths of a US dollar. */
export interface TurnsUsage {
  turns: number
  tokens: number | null
  costMicros: number | null
}
/** `activeMs`: time in turns. */
export interface RunUsage extends TurnsUsage {
  activeMs: number
}
export interface RoleUsage extends TurnsUsage {
  role: AgentRole
}
export interface TaskUsage extends TurnsUsage {
  taskId: string
}

/** What turns of one role with one agent used on one day. */
export interface DaySpent extends TurnsUsage {
  /** `YYYY-MM-DD`, of this machine's time zone. */
  day: string
  role: AgentRole
  /** Null: it was not noted. */
  agentId: string | null
  /** From the begin to the end of each turn, with what it waited for answers. */
  ms: number
}

/** What was spent in a span of days. Turns count where they began. Runs that were deleted for good are not in it. */
export interface UsageView {
  /** First and last day; `from` null: whenever there was a turn. */
  from: string | null
  to: string
  /** Of each day, role and agent that had a turn, oldest day first. */
  spent: DaySpent[]
  /** The dearest first, at most 12: by what they cost, then by tokens. */
  tasks: (TaskUsage & { runId: string; title: string; attempts: number })[]
  /** Runs that had a turn. */
  runs: Record<'completed' | 'failed' | 'cancelled' | 'open', number>
  /** What completed runs cost, of those of which it is known. */
  delivered: { runs: number; medianMicros: number | null; dearestMicros: number | null }
  /** Tasks whose first attempt has ended by itself, and how many of those were accepted. */
  firstAttempts: { accepted: number; ended: number }
  /** On attempts that ended as failed or blocked. */
  notAccepted: TurnsUsage
  /** Unfinished runs, newest first, with all of their turns, whatever the span. */
  open: { runId: string; goal: string; repoPath: string; limits: Limits; usage: RunUsage }[]
}

/** An open gate in a list. */
export interface GateRow {
  id: string
  runId: string
  kind: GateKind
  question: string
  openedAt: string
}

/** An attempt without its `resultJson`; `attempts.get` has it. */
export interface AttemptRow extends Omit<TaskAttemptRecord, 'resultJson'> {
  /** A return to a checkpoint went back past it: it stays in the history and no longer counts. */
  setAside: boolean
}

/** A gate with its answer. */
export interface AnsweredGate extends GateRecord {
  approval: ApprovalRecord | null
}

/**
 * An open run. Every list is oldest first; tasks in plan order. Bounds: tasks all; attempts 200, turns 100, gates 100 (all open
 * ones), approvals 100, artifacts 200, checkpoints 100, verifications 300, events 300: the
 * newest.
 */
export interface RunView extends RunRecords {
  runId: string
  /** The newest event that this view includes. */
  seq: number
  events: EventRecord[]
}
/** The parts that are replaced as a whole or by id. */
export interface RunRecords {
  run: RunRecord
  row: RunRow
  /** Over all turns, in no order; of roles and tasks that had one. */
  usage: { roles: RoleUsage[]; tasks: TaskUsage[] }
  /** The newest plan, in whatever state. */
  plan: PlanRecord | null
  /** What its steps did before any work. */
  baseline: Baseline | null
  agents: AgentStateRecord[]
  tasks: TaskRecord[]
  attempts: AttemptRow[]
  turns: TurnRecord[]
  gates: AnsweredGate[]
  approvals: ApprovalRecord[]
  /** Of people to roles; the newest 100. */
  messages: MessageRecord[]
  artifacts: ArtifactRecord[]
  checkpoints: CheckpointRecord[]
  verifications: VerificationSpan[]
  origin: RunOrigin
  /** A sentence: what its agents and commands are confined by, or why by nothing; null: nothing was started yet. */
  sandbox: string | null
}

/** When the application ran a verification step, and how it ended. */
export interface VerificationSpan
  extends Pick<StepEvidence, 'label' | 'command' | 'exitCode' | 'timedOut' | 'durationMs'> {
  /** Of its log. */
  id: string
  /** An attempt or a review. */
  ownerId: string
  endedAt: string
}

/** Where a run comes from, and which runs come from it. */
export interface RunOrigin {
  /** `goal` null: that run was removed for good. */
  forkedFrom: { runId: string; checkpoint: number | null; goal: string | null } | null
  /** Oldest first, at most 100. */
  forks: { runId: string; goal: string; createdAt: string }[]
  /** Tasks that were taken over from another run, by the task there. `verified`: it was, there. */
  taken: { taskId: string; from: string; verified: boolean }[]
}

/** A checkpoint as previews name it. */
export interface CheckpointRef {
  id: string
  runId: string
  /** Null: a predecessor's. */
  n: number | null
  label: string | null
  commit: string | null
  createdAt: string
}

/** How the files at a checkpoint differ from those on the head of the run. Null: git could not tell. */
export type FilesDiffer = { files: number; added: number; removed: number; paths: string[] } | null

/** What returning to a checkpoint would change, looked up just now. */
export interface ReturnPreview {
  checkpoint: CheckpointRef
  /** What a return is bound to: it is refused once the run is not as it is now. */
  hash: string
  /** Why it cannot be done, with the remedy; null: it can. */
  problem: string | null
  /** The checkpoint was made by an earlier version and keeps files only: nothing but those would change. */
  filesOnly: boolean
  branch: string | null
  /** Full commit ids. */
  head: { from: string | null; to: string | null }
  differ: FilesDiffer
  /** The next attempt would begin with files that are not on the head. */
  beginsWithFiles: boolean
  plan: { from: number | null; to: number | null }
  tasks: { title: string; from: TaskStatus; to: TaskStatus }[]
  attempts: { aside: number; again: number }
  /** Patterns that tasks may change now because a person allowed them, and could not then; and the other way round. */
  paths: { dropped: string[]; again: string[] }
  /** Titles of tasks whose attempt works now and would be interrupted. */
  interrupted: string[]
  /** Questions that are open now and would not stand, and those that would be asked again. */
  questions: { dropped: string[]; again: string[] }
  sessions: { continued: AgentRole[]; dropped: AgentRole[] }
  /** Since the checkpoint; it stays counted. */
  spent: TurnsUsage
}

/** What a run forked from a checkpoint would begin with. */
export interface ForkPreview {
  checkpoint: CheckpointRef
  problem: string | null
  filesOnly: boolean
  /** The commit its branch would begin at. */
  head: string | null
  beginsWithFiles: boolean
  plan: number | null
  tasks: { title: string; status: TaskStatus }[]
  differ: FilesDiffer
}

/** An attempt with everything that was observed and judged. */
export interface AttemptView {
  attempt: AttemptRow
  result: AttemptResult
  /** In the order they were run. */
  steps: StepEvidence[]
  /** The diff that the scope was checked on and the evidence hash covers. */
  diff: ArtifactRecord | null
}

/** How a report of the implementation answered a comment. */
export interface CommentAnswer {
  attemptId: string
  taskId: string
  attemptNumber: number
  /** `declined`: nothing was changed for it. */
  outcome: 'done' | 'declined'
  text: string
}

/** A person's comment as it was recorded, and what became of it. */
export interface AskedComment {
  comment: Comment & { id: string }
  gateId: string
  /** The task whose attempt it is about; null: the whole result. */
  taskId: string | null
  askedAt: string
  /** The commits that its diff was between. */
  on: { base: string | null; head: string | null }
  /** Null: nothing that stands has answered it. */
  answer: CommentAnswer | null
}

/** An earlier comment as it is seen beside the diff of now. */
export interface EarlierComment extends AskedComment {
  /** The title of the task that answered. */
  answeredIn: string | null
  /** Where the line is now and what it says; `changed`: the line itself is another one. Null: it is gone, or nobody could tell. */
  now: { path: string; line: number; text: string; changed: boolean } | null
}

/** A file on one side of a diff. `text` null: it is larger than a window is given, or no text. */
export interface FileText {
  text: string | null
  /** Bytes of the whole file. */
  total: number
}

/** What changed since what was looked at before. */
export interface SinceDiff {
  /** From this commit … */
  commit: string
  /** … which is the candidate of this attempt; null: it is the result that changes were requested of. */
  attempt: number | null
  /** … to this one. */
  head: string
  /** A unified diff of git; null: it is larger than a window is given. */
  text: string | null
}

/** A gate with what a person needs to see before they answer. Parts that this kind of gate has not are null or empty. */
export interface GateView {
  gate: AnsweredGate
  /** The answers it takes. */
  verdicts: ApprovalVerdict[]
  plan: PlanRecord | null
  /** What the plan's steps did before any work. */
  baseline: Baseline | null
  task: TaskRecord | null
  /** The attempt in question. */
  attempt: AttemptView | null
  /** All attempts of the task, oldest first (kinds `blocked`, `scope`, `task`). */
  attempts: AttemptView[]
  review: { record: ReviewRecord; steps: StepEvidence[] } | null
  /** Exactly the bytes that the gate's evidence hash covers; of kinds `task`, `scope` and `final`. */
  diff: ArtifactRecord | null
  turn: TurnRecord | null
  deliveries: DeliveryOption[]
  /** What the person asked for in comments before, oldest first (kinds `task`, `final`). */
  comments: EarlierComment[]
}

/** What approving with this delivery would do, checked just now. The first is what the run's configuration offers. */
export interface DeliveryOption {
  delivery: Delivery
  /** One sentence: which branch moves from where to where, or that none does. */
  effect: string
  /** Why it cannot be chosen now, with the remedy; null if it can. */
  problem: string | null
}

/** A file that waits for a run to take it along. */
export interface AttachmentRow {
  id: string
  name: string
  bytes: number
  /** How many of them are here. */
  received: number
  /** What its name tells. */
  mime: string
  /** `sha256:<hex>`; null until all of it is here. */
  sha256: string | null
}

/** A form of a new run as a person keeps it; the window alone knows what is in it. */
export interface SavedForm {
  id: string
  kind: FormKind
  name: string
  /** JSON text. */
  form: string
  updatedAt: string
}

export interface RepositoryRow {
  id: string
  path: string
  name: string
  /** When the last run of it started; null if none did. */
  lastRunAt: string | null
}

export interface Check {
  id: string
  level: 'ok' | 'info' | 'warning' | 'error'
  text: string
  /** What to do; null where nothing is. */
  remedy: string | null
}

/** A repository looked at just now. */
export interface RepositoryView {
  repository: RepositoryRow
  /** Null: HEAD is detached, or it cannot be used. */
  branch: string | null
  head: string | null
  /** Local branches, the checked-out one first, the rest newest first; at most 200. */
  branches: string[]
  /** An error among them refuses the start. */
  checks: Check[]
  /** What a new run of it is proposed with; null if it cannot be used. */
  config: RunConfig | null
  setup: { setup: Setup; source: string } | null
  /** What the commit brings along for agents; null: nothing, or it cannot be used. */
  agentFiles: AgentFilesView | null
}

/** Files by which a repository would make agents start programs or ask another server. Held back unless a person trusts them. */
export interface AgentFilesView {
  files: { path: string; may: string }[]
  /** Of names and contents: what a person trusts. Null: too much to be looked through, so that it can't be trusted. */
  hash: string | null
  isTrusted: boolean
}

export interface AgentRow {
  id: string
  name: string
  family: string
  version: string | null
  /** The version that was tried with Triptych; null: none was, or it is a person's own. */
  verified: string | null
  /** `ready`: something shows that it is logged in. `login_unknown`: installed; whether it is logged in shows only in use. */
  state: 'ready' | 'missing' | 'login_needed' | 'login_unknown'
  /** The file or the variable that shows that it is logged in; null: nothing does. */
  login: string | null
  remedy: string | null
  /** It told that it takes no more before then. Null: it takes work, as far as is known. */
  limit: { until: string; detail: string } | null
}

export type ProgramKind = 'files' | 'terminal' | 'editor'

/** Where a run's files are on this machine, and what can show them. */
export interface WorktreeView {
  /** Absolute. */
  path: string
  /** False before the work began, and where the folder was removed. */
  isThere: boolean
  /** The file manager, one terminal, then editors; empty where the host starts no programs. */
  programs: { id: string; kind: ProgramKind; name: string }[]
}

/** Which secrets there are; their values never cross the boundary. */
export interface SecretsView {
  /** Where a new one is kept: encrypted by the system's key store, or in a file that only this person may read. */
  store: 'keystore' | 'file'
  /** In the order they were set. `usable`: this process can read it, so the agent gets it. */
  secrets: { agentId: string; name: string; usable: boolean }[]
}

/** The settings as a window may see them: no value of a variable or a header, for those may be secrets. */
export interface SettingsView {
  /** Of the file's bytes: a change is bound to it. */
  revision: string
  /** The file's path. It need not exist. */
  file: string
  /** What goes now. Null: the file cannot be read, and nothing was read of it before. */
  settings: ShownSettings | null
  /** What the file itself sets, as `retention.days`; everything else goes by its default. */
  set: string[]
  /** Members that this version does not know. They are kept. */
  unknown: string[]
  /** Why the file cannot be read; what was read of it before stays until it can. `line` from 1; null: it is about the whole file. */
  problem: { message: string; remedy: string; line: number | null; key: string | null } | null
}
export interface ShownSettings
  extends Pick<
    Settings,
    | 'roles'
    | 'policy'
    | 'limits'
    | 'sandbox'
    | 'permissions'
    | 'retention'
    | 'appearance'
    | 'updates'
    | 'desktop'
    | 'attention'
  > {
  /** Of the person's own agents and changed ones, in the order of the file. `command` null: that of the agent as Triptych knows it. */
  agents: {
    id: string
    command: string | null
    args: string[]
    variables: string[]
    writable: string[]
    sandbox: boolean | null
  }[]
  mcpServers: { name: string; where: string; variables: string[]; roles: AgentRole[] }[]
  repositories: { repositoryId: string; path: string; setup: Setup | null }[]
}

/** A copy of the whole database. `runs`, `lastEventId`: null where it cannot be read; `problem` says why then. */
export interface BackupRow {
  id: string
  madeAt: string
  /** Before a migration, after a run had ended, or because a day had passed. */
  reason: 'migration' | 'run' | 'daily'
  bytes: number
  runs: number | null
  lastEventId: number | null
  /** Null: it was checked just now, and is sound. */
  problem: string | null
}

/** A run that what was restored does not know, found by what it left elsewhere. */
export interface LostRun {
  runId: string
  /** Null where the database that was replaced cannot be read. */
  goal: string | null
  /** Its folder of files in the data folder; null: there is none. */
  files: string | null
  /** Branches and checkpoints in its repository: `<repository>: <ref>`. */
  refs: string[]
}

/** What restoring a backup came to. */
export interface Restored {
  backup: BackupRow
  /** Where what was there before lies now; null: there was nothing. */
  setAside: string | null
  /** Events that were known to be saved and are not in the backup; null: nobody knows how many. */
  lostEvents: number | null
  lostRuns: LostRun[]
}

export interface SystemInfo {
  version: string
  node: string
  sqlite: string
  /** Null where the host is no Electron. */
  electron: string | null
  platform: string
  /** The data folder. */
  home: string
  host: 'electron' | 'serve'
  canPickFolder: boolean
  /** Null: this application drives the data folder. */
  otherOwner: { pid: number; host: string } | null
  /** Why the database cannot be opened: it is damaged. `backups.restore` puts a backup in its place. Null: it is not. */
  damage: string | null
  /** What was found missing from the history, until a person acknowledges it; oldest first. */
  losses: HistoryLoss[]
  /** What is wrong with the data folder now, for people. */
  troubles: string[]
  /** A sentence: what a run is confined by here unless it says otherwise, or why nothing confines it. */
  sandbox: string
}
