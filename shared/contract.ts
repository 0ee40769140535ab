import { z } from 'zod'
import { taskDraftSchema } from './answers.ts'
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, MAX_UPLOAD_PIECE } from './attachments.ts'
import { runConfigSchema } from './config.ts'
import type { ApprovalRecord, ArtifactRecord, EventRecord, GateRecord } from './domain.ts'
import { EVENT_GROUPS } from './event-filter.ts'
import type { MessageRecord, PlanRecord } from './evidence.ts'
import { PLACE } from './place.ts'
import type { Result } from './result.ts'
import { RUN_GROUPS } from './run-status.ts'
import { MAX_FORM_CHARACTERS, MAX_FORM_NAME, MAX_MESSAGE_CHARACTERS, MAX_RATIONALE_CHARACTERS } from './text-limits.ts'
import { UPDATE_ACTS, type UpdateView } from './update.ts'
import type {
  AgentRow,
  AttachmentRow,
  AttemptView,
  BackupRow,
  Check,
  EachRun,
  FileText,
  ForkPreview,
  GateRow,
  GateView,
  RepositoryRow,
  RepositoryView,
  Restored,
  ReturnPreview,
  RunExported,
  RunRecords,
  RunRow,
  RunView,
  SavedForm,
  SecretsView,
  SettingsView,
  SinceDiff,
  StorageView,
  SystemInfo,
  TrashRow,
  UsageView,
  WorktreeView,
} from './views.ts'
import { MAX_LINK_LENGTH } from './web-link.ts'
import { AGENT_ROLES, APPROVAL_VERDICTS, FORM_KINDS, MESSAGE_MODES } from './words.ts'

/**
 * The typed boundary of docs/contracts.md, section 9: a new method is one line here, and the compiler names the handler that is
 * missing. The renderer takes types only from this file, so that zod stays out of its bundle.
 */
interface Method<I extends z.ZodType, O> {
  readonly input: I
  /** Only a type: what the main process says of itself needs no check. */
  readonly output?: () => O
}
const returns =
  <O>() =>
  <I extends z.ZodType>(input: I): Method<I, O> => ({ input })

const id = z.uuid()
const nothing = z.strictObject({})
const MAX_PATH_LENGTH = 4_096
const AGENT_ID = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/)
const SECRET_NAME = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/)
/** What a window may change; everything else of the file is the person's own to write. */
const CHANGEABLE =
  /^(?:roles|policy|limits|sandbox|permissions|repositories|retention|appearance|updates|desktop|attention)$/
const settingPath = z
  .array(z.string().min(1).max(100))
  .min(1)
  .max(3)
  .refine(
    ([first = '', , last]) =>
      CHANGEABLE.test(first) || (first === 'agents' && /^(?:sandbox|writable)$/.test(last ?? '')),
    'a setting that windows may change',
  )
const scalar = z.union([z.string().max(MAX_PATH_LENGTH), z.number(), z.boolean(), z.null()])
const flat = z.union([scalar, z.array(scalar).max(200), z.record(z.string().max(100), scalar)])
/** No deeper than any setting is; the schema of the file has the last word. */
const settingValue = z.union([scalar, z.array(flat).max(200), z.record(z.string().max(100), flat)])
const REPOSITORY_ID = z.string().regex(/^[0-9a-f]{16}$/)
/** Bytes of an artifact in one reply. */
export const MAX_READ_BYTES = 1024 * 1024
const MAX_PIECE_CHARACTERS = Math.ceil(MAX_UPLOAD_PIECE / 3) * 4
/** What broke in the page. */
const fault = z.strictObject({
  where: z.string().max(200),
  message: z.string().max(20_000),
  stack: z.string().max(100_000).nullable(),
})
export type PageFault = z.infer<typeof fault>
const MAX_RUNS_AT_ONCE = 500
const page = { limit: z.int().min(1).max(500), before: id.optional() }

export const contract = {
  'system.info': returns<SystemInfo>()(nothing),
  'system.doctor': returns<Check[]>()(nothing),
  /** Newest first, each checked now; also where the database cannot be opened. */
  'backups.list': returns<BackupRow[]>()(nothing),
  /** Only where the database cannot be opened because it is damaged; `refused` otherwise, and beside a process that drives the folder. */
  'backups.restore': returns<Restored>()(z.strictObject({ id: z.string().regex(/^[A-Za-z0-9._-]{1,200}$/) })),
  /** A person knows what is missing from the history, all of it; runs may be resumed and started from then on. */
  'history.acknowledge': returns<{ acknowledged: number }>()(nothing),
  /** Most recently used first. */
  'repositories.list': returns<RepositoryRow[]>()(nothing),
  /** By the host's own dialog; null if the person closed it. `unavailable` where the host has none. */
  'repositories.pick': returns<RepositoryRow | null>()(nothing),
  /** The only method that takes a path: absolute, or beginning with `~/`. A folder inside a checkout stands for the whole. */
  'repositories.add': returns<RepositoryRow>()(z.strictObject({ path: z.string().min(1).max(MAX_PATH_LENGTH) })),
  'repositories.inspect': returns<RepositoryView>()(
    z.strictObject({ repositoryId: REPOSITORY_ID, base: z.string().min(1).max(250).optional() }),
  ),
  /** `hash`: of the settings for agents that the person was shown and trusts; null takes it back. Whoever runs meanwhile goes by it from the next turn on. */
  'repositories.trust': returns<null>()(
    z.strictObject({
      repositoryId: REPOSITORY_ID,
      base: z.string().min(1).max(250).optional(),
      hash: z.string().max(100).nullable(),
    }),
  ),
  'agents.list': returns<AgentRow[]>()(nothing),
  /** Newest first. `before`: the last run of the page above; `next`: the `before` of the following page, null after the last. */
  'runs.list': returns<{ rows: RunRow[]; next: string | null }>()(
    z.strictObject({
      ...page,
      query: z.string().max(500).optional(),
      repositoryId: REPOSITORY_ID.optional(),
      group: z.enum(RUN_GROUPS).optional(),
      /** Plays a role in it. */
      agentId: AGENT_ID.optional(),
    }),
  ),
  /** From then on this window gets `run.changed` of that run, until it gets another one. */
  'runs.get': returns<RunView>()(z.strictObject({ runId: id })),
  'runs.start': returns<{ runId: string }>()(
    z.strictObject({
      repositoryId: REPOSITORY_ID,
      goal: z.string().max(100_000),
      base: z.string().min(1).max(250).optional(),
      config: runConfigSchema,
      /** Of `attachments.add`, in this order. */
      attachments: z.array(id).max(MAX_ATTACHMENTS).optional(),
    }),
  ),
  /** A piece of a file for a run that is yet to start: the first without an id, each further one where the last ended. Bytes, never a path. */
  'attachments.add': returns<AttachmentRow>()(
    z.strictObject({
      id: id.optional(),
      name: z.string().min(1).max(255),
      total: z.int().min(1).max(MAX_ATTACHMENT_BYTES),
      offset: z.int().nonnegative().max(MAX_ATTACHMENT_BYTES),
      base64: z.base64().min(4).max(MAX_PIECE_CHARACTERS),
    }),
  ),
  /** Those that are complete and still here, in the given order. */
  'attachments.list': returns<AttachmentRow[]>()(z.strictObject({ ids: z.array(id).max(100) })),
  /** Templates and drafts, the one saved last first. */
  'forms.list': returns<SavedForm[]>()(nothing),
  /** With an id it replaces that one. */
  'forms.save': returns<SavedForm>()(
    z.strictObject({
      id: id.optional(),
      kind: z.enum(FORM_KINDS),
      name: z.string().min(1).max(MAX_FORM_NAME),
      form: z.string().max(MAX_FORM_CHARACTERS),
    }),
  ),
  'forms.remove': returns<null>()(z.strictObject({ id })),
  /** A message to a role: cancels the prompt that runs, or waits for the role's next turn. */
  'runs.steer': returns<MessageRecord>()(
    z.strictObject({
      runId: id,
      role: z.enum(AGENT_ROLES),
      mode: z.enum(MESSAGE_MODES),
      text: z.string().min(1).max(MAX_MESSAGE_CHARACTERS),
    }),
  ),
  'runs.control': returns<RunRow>()(z.strictObject({ runId: id, action: z.enum(['pause', 'resume', 'cancel']) })),
  /** Paused, hidden, and in the trash; until when it can be put back (ISO). */
  'runs.remove': returns<{ until: string }>()(z.strictObject({ runId: id })),
  /** Those that have ended go to the trash; what has not is left alone, and told. */
  'runs.removeEnded': returns<EachRun>()(z.strictObject({ runIds: z.array(id).min(1).max(MAX_RUNS_AT_ONCE) })),
  /** For good: what is in the trash is deleted. */
  'runs.purge': returns<EachRun>()(z.strictObject({ runIds: z.array(id).min(1).max(MAX_RUNS_AT_ONCE) })),
  /** Looks at every file of the data folder, so it takes a while. */
  'storage.read': returns<StorageView>()(nothing),
  /** A run of the demo agents on a new sample repository in the data folder, which asks its questions as any other. */
  'demo.start': returns<{ runId: string }>()(nothing),
  'runs.putBack': returns<{ runId: string }>()(z.strictObject({ runId: id })),
  /**
   * The run as a folder or as a report: into a folder that the person chooses in the host's dialog (null if they closed it), or, where
   * the host has none, as an artifact to be downloaded.
   */
  'runs.export': returns<RunExported | null>()(z.strictObject({ runId: id, as: z.enum(['folder', 'report']) })),
  /** Newest first. */
  'runs.removed': returns<TrashRow[]>()(nothing),
  /** Oldest first: those before or after a seq, else the newest. `source`: a role, or `system`. */
  'events.list': returns<{ events: EventRecord[]; more: boolean }>()(
    z.strictObject({
      runId: id,
      before: z.int().positive().optional(),
      after: z.int().nonnegative().optional(),
      source: z.string().max(100).optional(),
      limit: z.int().min(1).max(500),
    }),
  ),
  /** The ids of the events of a run that pass the filter, a bounded piece at a time: `next` goes into the next call's `before` or `after`. */
  'events.find': returns<{ ids: number[]; next: number | null }>()(
    z.strictObject({
      runId: id,
      before: z.int().positive().optional(),
      after: z.int().nonnegative().optional(),
      group: z.enum(EVENT_GROUPS),
      source: z.string().max(100).nullable(),
      text: z.string().max(200),
      kinds: z.array(z.string().max(100)).max(100),
    }),
  ),
  /** Oldest first; those that are kept no more are left out. */
  'events.read': returns<{ events: EventRecord[] }>()(
    z.strictObject({ runId: id, ids: z.array(z.int().positive()).max(200) }),
  ),
  /** The newest event at or before a moment (milliseconds since 1970), else the first one; null: the run has none. */
  'events.at': returns<{ event: EventRecord | null }>()(z.strictObject({ runId: id, ms: z.int().min(0).max(8.64e15) })),
  /** Makes revision n+1 of a proposed plan; the gate of revision n is void from then on. */
  'plan.edit': returns<GateRecord>()(
    z.strictObject({ runId: id, revision: z.int().positive(), tasks: z.array(taskDraftSchema).min(1).max(30) }),
  ),
  'plans.get': returns<PlanRecord>()(z.strictObject({ runId: id, revision: z.int().positive() })),
  /** Open gates, oldest first; of all runs without an id. */
  'gates.list': returns<GateRow[]>()(z.strictObject({ runId: id.optional() })),
  'gates.get': returns<GateView>()(z.strictObject({ gateId: id })),
  /** A file on one side of the gate's diff; null: it is not there. */
  'gates.file': returns<FileText | null>()(
    z.strictObject({
      gateId: id,
      path: z
        .string()
        .min(1)
        .max(MAX_PATH_LENGTH)
        .refine((name) => !name.includes('\0')),
      side: z.enum(['old', 'new']),
    }),
  ),
  /** What changed since the attempt before, or since the result that changes were requested of; null: there was none. */
  'gates.since': returns<SinceDiff | null>()(z.strictObject({ gateId: id })),
  'gates.decide': returns<ApprovalRecord>()(
    z.strictObject({
      gateId: id,
      subjectHash: z.string().max(200),
      verdict: z.enum(APPROVAL_VERDICTS),
      rationale: z.string().max(MAX_RATIONALE_CHARACTERS),
      payload: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  /** Newest first. */
  'artifacts.list': returns<{ artifacts: ArtifactRecord[]; next: string | null }>()(
    z.strictObject({ runId: id, kinds: z.array(z.string().max(50)).max(20).optional(), ...page }),
  ),
  /** `total`: bytes of the whole artifact; `sha256`: what was recorded when it was written. */
  'artifacts.read': returns<{ base64: string; total: number; sha256: string | null; mime: string }>()(
    z.strictObject({ id, offset: z.int().nonnegative(), length: z.int().min(1).max(MAX_READ_BYTES) }),
  ),
  /** Where its file is; `revealed` says whether the host showed it in a file manager. */
  'artifacts.reveal': returns<{ path: string; revealed: boolean }>()(z.strictObject({ id })),
  /** Its file in an editor that `worktree.get` named, after the person agreed. Nothing else opens a file: another program might run it. */
  'artifacts.open': returns<{ name: string }>()(z.strictObject({ id, program: z.string().regex(/^[a-z]{1,40}$/) })),
  /** Opens a page outside in the person's browser, after they saw its host; only https (`webLink`). Its address as it was opened. */
  'links.open': returns<{ href: string }>()(z.strictObject({ url: z.string().min(1).max(MAX_LINK_LENGTH) })),
  /** Another window of ours at a place of this page. `unavailable` in a browser, which opens its windows itself. */
  'windows.open': returns<null>()(z.strictObject({ place: z.string().regex(PLACE) })),
  'worktree.get': returns<WorktreeView>()(z.strictObject({ runId: id })),
  /** Shows the worktree in a program that `worktree.get` named. */
  'worktree.open': returns<{ name: string }>()(
    z.strictObject({ runId: id, program: z.string().regex(/^[a-z]{1,40}$/) }),
  ),
  'attempts.get': returns<AttemptView>()(z.strictObject({ attemptId: id })),
  /** Against the base of the run; what the attempt itself changed is in its view. `refused` where it has no commit yet. */
  'attempts.diff': returns<{ artifact: ArtifactRecord }>()(
    z.strictObject({ attemptId: id, against: z.literal('base') }),
  ),
  /** The diff of what an attempt that is being written has changed so far, as its files are now; `text` null: more than 1 MiB. `refused` once it is written. */
  'attempts.soFar': returns<FileText>()(z.strictObject({ attemptId: id })),
  /** `preview`: what a return would change; without it the run returns, bound to the hash of a preview (`stale` if it went on since). */
  'checkpoints.restore': returns<{ preview: ReturnPreview } | { row: RunRow }>()(
    z.strictObject({ id, preview: z.boolean(), hash: z.string().max(200).optional() }),
  ),
  /** A new, paused run that begins there; `preview`: with what. */
  'checkpoints.fork': returns<{ preview: ForkPreview } | { runId: string }>()(
    z.strictObject({ id, preview: z.boolean() }),
  ),
  /** Null where the program is not updated by itself; also where the data folder cannot be opened. */
  'updates.get': returns<UpdateView | null>()(nothing),
  'updates.act': returns<UpdateView>()(z.strictObject({ act: z.enum(UPDATE_ACTS) })),
  /** `days`: so many up to today; without it all there were. */
  'usage.get': returns<UsageView>()(
    z.strictObject({ days: z.int().min(1).max(3_660).optional(), repositoryId: REPOSITORY_ID.optional() }),
  ),
  'settings.read': returns<SettingsView>()(nothing),
  /**
   * All or nothing; `stale` where the file is not the one that was shown. A member without a value gets its default back. In
   * `repositories` the second word is a repository's id.
   */
  'settings.change': returns<SettingsView>()(
    z.strictObject({
      revision: z.string().max(100),
      changes: z
        .array(z.strictObject({ path: settingPath, value: settingValue.optional() }))
        .min(1)
        .max(50),
    }),
  ),
  /** Where the file is; `revealed` says whether the host showed it, or the data folder where there is none. */
  'settings.show': returns<{ path: string; revealed: boolean }>()(nothing),
  /** The folder of the log files; `revealed` says whether the host showed it. */
  'logs.show': returns<{ path: string; revealed: boolean }>()(nothing),
  /** What the page came upon goes into the log. */
  'logs.note': returns<null>()(z.strictObject({ fault })),
  /** A report for the person to read: versions, the fault, the last lines of the log. Nothing is sent or written. */
  'report.make': returns<{ text: string }>()(z.strictObject({ fault })),
  /** Writes a report, as the person left it, beside the logs. */
  'report.save': returns<{ path: string; revealed: boolean }>()(
    z.strictObject({ text: z.string().min(1).max(500_000) }),
  ),
  'secrets.list': returns<SecretsView>()(nothing),
  /** A variable for one agent; an earlier value is replaced. */
  'secrets.set': returns<SecretsView>()(
    z.strictObject({ agentId: AGENT_ID, name: SECRET_NAME, value: z.string().min(8).max(10_000) }),
  ),
  'secrets.remove': returns<SecretsView>()(z.strictObject({ agentId: AGENT_ID, name: SECRET_NAME })),
} as const satisfies Record<string, Method<z.ZodType, unknown>>

type Contract = typeof contract
export type MethodName = keyof Contract
export type Input<M extends MethodName> = z.input<Contract[M]['input']>
export type Output<M extends MethodName> = ReturnType<NonNullable<Contract[M]['output']>>

export type RpcErrorCode =
  | 'bad_input'
  | 'not_found'
  | 'refused'
  | 'already_decided'
  | 'stale'
  | 'unavailable'
  | 'internal'

/** Errors cross the boundary as data: Electron would flatten them to a prefixed text. */
export interface RpcError {
  readonly code: RpcErrorCode
  readonly message: string
  readonly remedy?: string
  readonly detail?: unknown
}
export type Reply<T> = Result<T, RpcError>

/** The window that asks. */
export interface Caller {
  /** From now on this window is sent what changes against `view`; null: nothing. */
  watch(view: RunView | null): void
}

/** What the main process implements. Input is parsed already. */
export type Handlers = {
  readonly [M in MethodName]: (
    input: z.output<Contract[M]['input']>,
    caller: Caller,
  ) => Reply<Output<M>> | Promise<Reply<Output<M>>>
}

/** What is told without being asked: only after commit, at most once per frame. */
export interface Topics {
  /** Rows that changed or are new. */
  'runs.changed': { rows: RunRow[] }
  /** The file was changed, by whomever. */
  'settings.changed': SettingsView
  /** All open gates of all runs, oldest first. */
  'gates.changed': { gates: GateRow[] }
  /**
   * What changed in the run that the window has open: events with an id in (fromSeq, seq], and each changed record whole.
   * `fromSeq` greater than the seq the window has: something was missed, so it reads the run again.
   */
  'run.changed': { runId: string; fromSeq: number; seq: number; events: EventRecord[]; records: Partial<RunRecords> }
  /** Of the program itself, and of nothing that is stored. */
  'update.changed': UpdateView
}
export type TopicName = keyof Topics
export type TopicMessage = { readonly [T in TopicName]: { readonly topic: T; readonly value: Topics[T] } }[TopicName]

/** What the preload puts on `window.triptych`, and all that the renderer knows of the main process. */
export interface Client {
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Reply<Output<M>>>
  /** Messages in the order they were sent. Returns its undo. */
  subscribe(listener: (message: TopicMessage) => void): () => void
}
