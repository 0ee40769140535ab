import os from 'node:os'
import path from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { MAX_ATTACHMENTS } from '../shared/attachments.ts'
import type { Setup } from '../shared/config.ts'
import type { RunRecord, TaskDraft } from '../shared/domain.ts'
import type { MessageRecord } from '../shared/evidence.ts'
import { shortId } from '../shared/names.ts'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import type { AgentSettings } from '../shared/settings/agent-settings.ts'
import type { Settings } from '../shared/settings/settings.ts'
import type { AgentRole, MessageMode } from '../shared/words.ts'
import { createAgents } from './agents/agents.ts'
import type { FoundAgent } from './agents/found-agents.ts'
import { createMcpServers } from './agents/mcp-servers.ts'
import { createArtifacts } from './artifacts.ts'
import { type Attached, attachToRun } from './attachments/attach-to-run.ts'
import { withGivenFiles } from './attachments/given-files.ts'
import { createUploads, tooManyAttached, type Uploads } from './attachments/uploads.ts'
import { type AttemptDiffs, createAttemptDiffs } from './attempt-diff.ts'
import { type Checkpoints, createCheckpoints } from './checkpoints.ts'
import type { AgentSources } from './choose-agents.ts'
import { isDemoRepository, withOwnNodeFirst } from './demo-run.ts'
import { NeedsAttention } from './engine/context.ts'
import { decideGate } from './engine/decide.ts'
import { type EditPlanResult, editPlan } from './engine/edit-plan.ts'
import { drive, type Rest } from './engine/engine.ts'
import type { Workplace } from './engine/git-port.ts'
import { compileRules } from './engine/permission-rules.ts'
import type { DecideInput, DecideResult, EnginePorts } from './engine/ports.ts'
import { createDownloads, type MakeDownload } from './export/download.ts'
import { createExports, type Exports } from './export/exports.ts'
import { createGitPort } from './git/git-port.ts'
import type { RepositoryInfo } from './git/inspect.ts'
import { lookAtWorktree } from './git/look.ts'
import { databaseFile } from './home.ts'
import { createHousekeeping, type Housekeeping } from './housekeeping.ts'
import { keepFolder } from './keep-folder.ts'
import { makeDataFolder } from './make-data-folder.ts'
import { createMarkedGit } from './marked-git.ts'
import { createNoticeBook, type NoticeBook } from './notice-book.ts'
import { pathGlob } from './path-glob.ts'
import { startAwakeClock } from './process/awake-clock.ts'
import { type ChildMarkers, createChildMarkers } from './process/child-markers.ts'
import type { Environment } from './process/environment.ts'
import { createShell } from './process/shell.ts'
import { newestRunOf } from './repositories.ts'
import { openSeams } from './seams.ts'
import { folderSecrets } from './secrets/folder-secrets.ts'
import type { KeyStore } from './secrets/key-store.ts'
import { redactedCommands, redactedMcp } from './secrets/redacted-ports.ts'
import type { Secrets } from './secrets/secrets.ts'
import { secretsInDiff } from './secrets/secrets-in-diff.ts'
import { type SettingsSource, settingsOf } from './settings.ts'
import { keepSettings } from './settings-keeper.ts'
import { readSetupProposal } from './setup-proposal.ts'
import {
  agentSources,
  controlRun,
  listAgents,
  type NewRun,
  prepareStart,
  type RunControlAction,
  recordRun,
  type Surroundings,
  sandboxOf,
  sandboxProbe,
  steerRun,
  unacknowledged,
} from './start-run.ts'
import { openBackups } from './store/backups.ts'
import { keepBackups } from './store/keep-backups.ts'
import { createOutputSink } from './store/output-sink.ts'
import { acquireOwnerLock, type OwnerLock } from './store/owner-lock.ts'
import type { StorageFailure } from './store/storage-failure.ts'
import { openStore, type Store } from './store/store.ts'
import type { TakenOver } from './store/take-over.ts'
import { createTrash, TRASH_FILES, type Trash } from './trash.ts'
import { createTroubles } from './troubles.ts'
import { createAgentFiles } from './trust/held-files.ts'
import { readTrust } from './trust/trusted-repositories.ts'

/** How soon a change made by another process is noticed; docs/contracts.md section 8 asks for 500 ms. */
const WATCH_INTERVAL_MS = 250

/** Everything the hosts (window, serve, terminal) and the tests use. Reading, deciding and control work in any process; `own` first to drive. */
export interface Backend {
  readonly home: string
  readonly store: Store
  readonly secrets: Secrets
  readonly checkpoints: Checkpoints
  readonly attemptDiffs: AttemptDiffs
  readonly trash: Trash
  readonly exports: Exports
  readonly download: MakeDownload
  readonly housekeeping: Housekeeping
  readonly uploads: Uploads
  readonly notices: NoticeBook
  /** The agents that this machine and the settings know. */
  agents(): Promise<Result<FoundAgent[], Refusal>>
  /** Who may play in a run of this repository (its checkout's top folder). */
  agentSources(root: string): Promise<Result<AgentSources, Refusal>>
  /** What the settings say for this repository, else what its newest run used, else what its lock files propose. Nothing is run. */
  proposedSetup(repository: RepositoryInfo, base: string): Promise<{ setup: Setup; source: string }>
  /** Checks everything, then writes the run. A refusal leaves nothing behind. */
  startRun(request: NewRun): Promise<Result<{ run: RunRecord; repository: RepositoryInfo }, Refusal>>
  control(runId: string, action: RunControlAction, reason: string): Result<RunRecord, Refusal>
  steer(runId: string, role: AgentRole, mode: MessageMode, text: string): Result<MessageRecord, Refusal>
  decide(gateId: string, input: DecideInput): DecideResult
  /** A person's version of the plan that is asked about: a new revision with a new gate, which is returned. */
  editPlan(runId: string, revision: number, tasks: readonly TaskDraft[]): EditPlanResult
  /** Becomes the one process that drives this data folder: lock, leftovers swept, crashed work taken over. Idempotent. */
  own(): Promise<Result<TakenOver, { pid: number; host: string }>>
  /** Works until the run waits or has ended. Needs `own`. */
  drive(runId: string, signal: AbortSignal): Promise<Rest>
  /** Clears a limit's wait if its time has come; true if the run can go on. */
  wake(runId: string): boolean
  /** What is wrong with the data folder now, for people. */
  troubles(): string[]
  /** What a person is told of an error of the disk or the database; null: it is another one. */
  explain(error: unknown): StorageFailure | null
  close(): Promise<void>
}

/** `repoPath` of a run as the places of its files in the data folder. */
export function workplaceOf(home: string, run: Pick<RunRecord, 'id' | 'repoPath'>): Workplace {
  const folder = path.join(home, 'runs', run.id)
  return {
    runId: run.id,
    repoPath: run.repoPath,
    worktree: path.join(home, 'worktrees', shortId(run.id)),
    agentGitDir: path.join(folder, 'agent.git'),
    indexFile: path.join(folder, 'index'),
  }
}

/**
 * Opens (and, where it is older, migrates) the store of a data folder. Throws with a message for people if that cannot be. `keyStore`: the
 * host's. `replaced`: for tests that bring agents and commands of their own. `tell`: what goes wrong beside the work and does not end it.
 */
export async function openBackend(
  given: Surroundings,
  keyStore: () => KeyStore | null = () => null,
  replaced: (ports: EnginePorts) => EnginePorts = (ports) => ports,
  tell: (message: string) => void = (message) => process.emitWarning(message),
): Promise<Backend> {
  const home = makeDataFolder(given.home)
  const ownSettings = given.readSettings === undefined ? keepSettings(home) : null
  const around: Surroundings =
    ownSettings === null ? { ...given, home } : { ...given, home, readSettings: ownSettings.read }
  const seams = await openSeams()
  const markers = seams.part('children', await createChildMarkers(path.join(home, 'children')))
  const troubles = createTroubles(tell)
  const store = openStore(databaseFile(home), {
    between: seams,
    onError: (error) => troubles.note('mark', unmarked(error)),
    onMarked: () => troubles.note('mark', null),
  })
  store.database.watch(WATCH_INTERVAL_MS)
  const secrets = folderSecrets(around, keyStore)
  const marked = createMarkedGit(markers)
  const git = createGitPort((repository) => seams.repository(marked.repository(repository)))
  const keeper = keepFolder(home, store.database, troubles)
  const clock = startAwakeClock()
  const own = { explainFailure: keeper.explain, elapsedMs: clock.nowMs }
  const made = { ...createPorts(around, store, markers, secrets), ...own }
  const sink = createOutputSink(store, (runIds, error) => keeper.pauseUnsaved(store, runIds, error))
  const ports = seams.ports(replaced({ ...made, git, sink }))
  const owner = seams.part('owner', { acquire: acquireOwnerLock })
  const backups = keepBackups(store.database, (message) => troubles.note('backup', message), {
    backups: seams.part('backups', openBackups(databaseFile(home))),
  })
  const trash = createTrash({
    ...{ store, git: ports.git, home, now: Date.now, tell },
    workplaceOf: (run) => workplaceOf(home, run),
    files: seams.part('trash', TRASH_FILES),
  })
  const uploads = createUploads(home, store)
  const exports = seams.part(
    'exports',
    createExports({
      ...{ store, home, version: packageJson.version, now: ports.now },
      places: ({ run }) => placesOf(home, run),
      redact: () => secrets.redactor().text,
    }),
  )
  let lock: OwnerLock | null = null
  return {
    home,
    store,
    secrets,
    checkpoints: createCheckpoints(store, ports),
    attemptDiffs: createAttemptDiffs(store, ports, async (place, base) =>
      secrets.redactor().bytes(await lookAtWorktree(place, base, marked.repository)),
    ),
    trash,
    exports,
    download: createDownloads(home, exports, ports.artifacts),
    housekeeping: createHousekeeping({ store, trash, around, uploads, now: Date.now }),
    uploads,
    notices: seams.part('notices', createNoticeBook(store)),
    agents: async () => {
      await around.environmentReady
      return listAgents(around, secrets)
    },
    agentSources: async (root) => {
      await around.environmentReady
      const last = newestRunOf(store.database, root)
      return agentSources(around, last === null ? null : store.getRun(last).config.agents, secrets)
    },
    proposedSetup: (repository, base) => setupFor(store, around, repository, base),
    startRun: async (request) => {
      const loss = store.blockingLoss()
      return loss ? err(unacknowledged(loss)) : startRun(around, store, ports, uploads, request)
    },
    control: (runId, action, reason) => controlRun(store, runId, action, reason),
    steer: (...message) => steerRun(store, ...message),
    decide: (gateId, input) => decideGate(store, gateId, input),
    editPlan: (runId, revision, tasks) => editPlan(store, runId, revision, tasks),
    own: async () => {
      if (lock) return ok({ interrupted: [], paused: [] })
      const acquired = owner.acquire(home)
      if (!acquired.ok) return acquired
      try {
        await markers.sweepLeftovers()
        const takenOver = store.takeOver()
        marked.begin()
        backups.start()
        keeper.start()
        lock = acquired.value
        return ok(takenOver)
      } catch (error) {
        marked.end()
        acquired.value.release()
        throw error
      }
    },
    drive: async (runId, signal) => {
      if (!lock) throw new Error('drive needs own() first')
      await around.environmentReady
      if (store.blockingLoss() || keeper.gone.aborted) return { kind: 'wait', why: 'paused' }
      const rest = await drive(ports, runId, AbortSignal.any([signal, keeper.gone]))
      if (rest.kind === 'end') backups.afterRun()
      return rest
    },
    wake: (runId) => wake(store, runId, ports.now()),
    troubles: troubles.list,
    explain: keeper.explain,
    close: async () => {
      try {
        await ports.sink.flush()
      } finally {
        await backups.stop()
        marked.end()
        keeper.stop()
        clock.stop()
        if (lock) store.seal()
        lock?.release()
        lock = null
        ownSettings?.close()
        store.close()
      }
    },
  }
}

/** What a report does not name, though logs do. */
const placesOf = (home: string, run: RunRecord): { folder: string; name: string }[] => [
  { folder: workplaceOf(home, run).worktree, name: '<worktree>' },
  { folder: home, name: '<data folder>' },
  { folder: run.repoPath, name: '<repository>' },
  { folder: os.homedir(), name: '~' },
]

const unmarked = (error: unknown): string =>
  `The mark of how far history goes could not be written: ${error instanceof Error ? error.message : String(error)}. What is saved stays saved, but its loss might not be noticed.`

function createPorts(
  around: Surroundings,
  store: Store,
  markers: ChildMarkers,
  secrets: Secrets,
): Omit<EnginePorts, 'git' | 'sink' | 'explainFailure' | 'elapsedMs'> {
  const { home, environment } = around
  const { redactor } = secrets
  const probeSandbox = () => sandboxProbe(around)
  const environmentIn = (cwd: string): Environment => {
    // A worktree is named by the beginning of its run's id. No other run is read: one that is damaged holds up nobody else.
    const runs = store.findRunsByPrefix(path.basename(cwd))
    return runs.some(({ repoPath }) => isDemoRepository(home, repoPath))
      ? withOwnNodeFirst(environment, home)
      : environment
  }
  const agentSettings = (): Result<AgentSettings, Refusal> => {
    const settings = settingsOf(around)
    return settings.ok ? ok(settings.value.agents) : settings
  }
  return {
    store,
    artifacts: createArtifacts({ home, addArtifact: store.addArtifact, getArtifact: store.getArtifact, redactor }),
    commands: redactedCommands(
      createShell({ environment, environmentIn, markers, dataFolder: home, probeSandbox }),
      redactor,
    ),
    agents: createAgents({ home, environment, markers, secrets, settings: agentSettings, probeSandbox }),
    mcp: redactedMcp(
      createMcpServers({ home, environment, markers, settings: () => settingsOrPause(around).mcpServers }),
      redactor,
    ),
    sandbox: async (config) => orPause(await sandboxOf(around, config)),
    agentFiles: withGivenFiles(
      createAgentFiles((root) => orPause(readTrust(home, root))),
      home,
      store.listAttachments,
    ),
    secretsIn: (diff) => secretsInDiff(diff, redactor()),
    permissionRules: () => compileRules(settingsOrPause(around).permissions, pathGlob),
    now: () => new Date().toISOString(),
    workplace: (run) => workplaceOf(home, run),
    turnTranscriptFile: (runId, turnId) => path.join(home, 'runs', runId, 'turns', `${turnId}.jsonl`),
  }
}

/** What a person allows or refuses cannot be guessed: while nothing could be read of the file yet, runs pause and say so. */
const settingsOrPause = (around: SettingsSource): Settings => orPause(settingsOf(around))

function orPause<T>(read: Result<T, Refusal>): T {
  if (!read.ok) throw new NeedsAttention(`${read.error.message} ${read.error.remedy}`)
  return read.value
}

async function setupFor(
  store: Store,
  around: SettingsSource,
  repository: RepositoryInfo,
  base: string,
): Promise<{ setup: Setup; source: string }> {
  const settings = settingsOf(around)
  const chosen = settings.ok ? settings.value.repositories[repository.root]?.setup : undefined
  if (chosen !== undefined) return { setup: chosen, source: 'as your settings say for this repository' }
  const earlier = newestRunOf(store.database, repository.root)
  if (earlier !== null)
    return { setup: store.getRun(earlier).config.setup, source: 'as in the last run of this repository' }
  return { setup: await readSetupProposal(repository, base), source: 'proposed from its lock files' }
}

async function startRun(
  around: Surroundings,
  store: Store,
  { git }: EnginePorts,
  uploads: Uploads,
  request: NewRun,
): Promise<Result<{ run: RunRecord; repository: RepositoryInfo }, Refusal>> {
  const start = await prepareStart(around, request)
  if (!start.ok) return start
  const files = attachedFiles(uploads, request.attachments ?? [])
  if (!files.ok) return files
  const { repository } = start.value
  const place = workplaceOf(around.home, { id: 'new', repoPath: repository.root })
  const hasTriptychBranch = (await git.readRef(place, 'refs/heads/triptych')) !== null
  const attach = (runId: string): void => attachToRun(store, around.home, runId, files.value)
  return ok({ run: recordRun(store, start.value, hasTriptychBranch, attach), repository })
}

function attachedFiles(uploads: Uploads, ids: readonly string[]): Result<Attached[], Refusal> {
  if (ids.length > MAX_ATTACHMENTS) return err(tooManyAttached)
  const files: Attached[] = []
  for (const id of ids) {
    const read = uploads.read(id)
    if (!read.ok) return read
    files.push(read.value)
  }
  return ok(files)
}

function wake(store: Store, runId: string, now: string): boolean {
  return store.transaction(() => {
    const { waitUntil } = store.getInternals(runId)
    if (waitUntil === null) return true
    if (Date.parse(waitUntil) > Date.parse(now)) return false
    if (store.patchRun(runId, { waitUntil }, { waitUntil: null, waitReason: null })) {
      store.addEvent(runId, 'system', 'run_resumed', 'The time of the limit has come.', { waitUntil })
    }
    return true
  })
}
