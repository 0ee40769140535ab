import { inspect } from 'node:util'
import { z } from 'zod'
import { contract, type Reply, type RpcError, type TopicMessage } from '../shared/contract.ts'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import type { Settings } from '../shared/settings/settings.ts'
import type { RunView } from '../shared/views.ts'
import { type Backend, openBackend } from './backend.ts'
import { type Conductor, createConductor } from './conductor.ts'
import { dataFolderProblem } from './data-folder-problem.ts'
import { createHandlers } from './handlers/all.ts'
import { backupHandlers } from './handlers/backups.ts'
import { logHandlers } from './handlers/logs.ts'
import type { HostParts, HostShell } from './handlers/parts.ts'
import { settingsHandlers } from './handlers/settings.ts'
import { systemHandlers } from './handlers/system.ts'
import { updateHandlers } from './handlers/updates.ts'
import { windowHandlers } from './handlers/windows.ts'
import { openHostLog } from './host-log.ts'
import { createHousekeeper } from './housekeeper.ts'
import { type NoticeBook, tellingAnyhow } from './notice-book.ts'
import { createPublisher, type Publisher } from './publisher.ts'
import { dispatch, type LooseHandlers } from './rpc.ts'
import { folderSecrets } from './secrets/folder-secrets.ts'
import type { Secrets } from './secrets/secrets.ts'
import { settingsFile } from './settings.ts'
import { keepSettings } from './settings-keeper.ts'
import type { Surroundings } from './start-run.ts'
import { RefusedDatabase } from './store/file-kind.ts'
import { DamagedDatabase } from './store/integrity.ts'
import { setQuietTimer } from './timer.ts'
import { gatesChangedAfter, newestOf, runsChangedAfter, type Told } from './views/changed-runs.ts'
import { notedUsage } from './views/noted-usage.ts'
import { openGateRows, readRunRow } from './views/run-row.ts'
import { readRunView } from './views/run-view.ts'
import { settingsView } from './views/settings-view.ts'

/** One window: its calls, and what it is told without asking. */
export interface Connection {
  /** Never rejects. */
  call(method: unknown, input: unknown): Promise<Reply<unknown>>
  /** Nothing more is sent. */
  close(): void
}

/** What every program with windows has in common: the data folder, its driver, and the boundary to the windows. */
export interface Host {
  connect(send: (message: TopicMessage) => void): Connection
  /** What goes: the file's; while that cannot be read, what was read from it last. Refused: nothing was yet. */
  settings(): Result<Settings, Refusal>
  /** Which gates the person was told of. While the data folder cannot be read there is none to tell. */
  readonly notices: NoticeBook
  /** Why the program must not be replaced under it now, as a sentence; null: nothing works. */
  works(): string | null
  /** How many runs this process works on now. */
  working(): number
  /** The machine was asleep: what is due by now is looked for at once. */
  wake(): void
  /** Pauses what is driven, ends its agents and closes the store. Idempotent; calls that come later, or are overtaken by it, are `unavailable`. */
  close(): Promise<void>
}

export interface HostOptions extends Surroundings {
  shell: HostShell
  /** What nobody who asked is told in full: faults of ours, and runs that broke off; `runId` where it is one run's. */
  report?: (error: unknown, runId?: string) => void
  /** How many runs this process works on, told with each change. */
  onWorking?: (count: number) => void
}

/** Opens nothing yet: the data folder is opened with the first call, and tried again with each one until it can be. */
export function openHost({ shell, report: given, onWorking = () => undefined, ...outside }: HostOptions): Host {
  const settings = keepSettings(outside.home)
  const around: Surroundings = { ...outside, readSettings: settings.read }
  const secrets = folderSecrets(around, () => shell.keyStore)
  const log = openHostLog(around.home, secrets)
  const tell = given ?? reportToConsole(secrets)
  const report: Report = (error, runId) => {
    log.error(error, runId)
    tell(error, runId)
  }
  const windows = new Set<HostWindow>()
  let opening: Promise<Result<Opened, RpcError>> | null = null
  let conductor: Conductor | null = null
  let notices = NO_NOTICES
  let closing: Promise<void> | null = null
  /** The store is closed, or about to be. */
  let isShut = false
  let isLogged = false
  let working = 0
  const onCount = (count: number): void => {
    working = count
    onWorking(count)
  }

  const open = async (): Promise<Result<Opened, RpcError>> => {
    if (closing) return err(CLOSED)
    const attempt = opening ?? openFolder({ around, shell, settings, log }, { report, onCount })
    opening = attempt
    const opened = await attempt
    if (!opened.ok && opening === attempt) opening = null
    if (opened.ok) {
      conductor = opened.value.conductor
      notices = tellingAnyhow(opened.value.backend.notices, report)
    }
    if (opened.ok && opening === attempt && !isLogged) {
      isLogged = true
      log.write('info', `Opened by ${shell.kind} ${shell.version}.`)
    }
    if (opened.ok && !closing) for (const window of windows) window.attach(opened.value.publisher)
    return opened
  }
  settings.subscribe((state) => {
    const value = settingsView(settingsFile(around.home), state, (text) => secrets.redactor().text(text))
    for (const window of windows) window.send({ topic: 'settings.changed', value })
  })
  const close = async (): Promise<void> => {
    const opened = await opening
    settings.close()
    windows.clear()
    notices = NO_NOTICES
    if (!opened?.ok) return
    const { publisher, backend, housekeeper } = opened.value
    await housekeeper.stop()
    await opened.value.conductor.stop()
    publisher.close()
    isShut = true
    await backend.close()
    log.write('info', 'Closed.')
  }
  shell.updates?.subscribe((value) => {
    for (const window of windows) window.send({ topic: 'update.changed', value })
  })
  return {
    connect: (send) => {
      const window = createWindow(send)
      windows.add(window)
      return {
        call: async (method, input) => {
          const opened = await open()
          const handlers = opened.ok
            ? opened.value.handlers
            : handlersWithout(opened.error, { around, shell, settings, log }, secrets)
          const known = opened.ok ? explainedBy(opened.value.backend) : () => null
          // A call that closing has overtaken finds no store any more: that is no fault.
          const explain = (error: unknown): RpcError | null => (isShut ? CLOSED : known(error))
          return dispatch(contract, handlers, method, input, window, report, explain)
        },
        close: () => {
          windows.delete(window)
          window.detach()
        },
      }
    },
    settings: settings.read,
    get notices() {
      return notices
    },
    works: () => (conductor === null || closing !== null ? null : whatWorks(conductor)),
    working: () => working,
    wake: () => conductor?.look(),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

const NO_NOTICES: NoticeBook = { isToTell: () => false, tell: () => undefined, skip: () => undefined }

/** Another process counts even if it is idle: a new version would change the database below it. */
function whatWorks({ owner, working }: Conductor): string | null {
  const other = owner()
  if (other !== null)
    return `Another Triptych${other.pid === 0 ? '' : ` (process ${other.pid})`} works in the same data folder.`
  const count = working().length
  if (count === 0) return null
  return count === 1 ? 'A run works.' : `${count} runs work.`
}

interface Opened {
  handlers: LooseHandlers
  backend: Backend
  conductor: Conductor
  publisher: Publisher
  housekeeper: ReturnType<typeof createHousekeeper>
}
type Report = NonNullable<HostOptions['report']>
/** What is there before the data folder is open. */
type OuterParts = Pick<HostParts, 'around' | 'shell' | 'settings' | 'log'>

async function openFolder(
  outer: OuterParts,
  { report, onCount }: { report: Report; onCount: (count: number) => void },
): Promise<Result<Opened, RpcError>> {
  const { around, shell } = outer
  try {
    const problem = dataFolderProblem(around.home)
    if (problem) return err({ code: 'unavailable', message: problem.message, remedy: problem.remedy })
    const tell = (message: string): void => report(new Error(message))
    const backend = await openBackend(around, () => shell.keyStore, undefined, tell)
    const onError = (runId: string | null, error: unknown): void => report(error, runId ?? undefined)
    const conductor = createConductor(backend, { onError, onCount })
    try {
      await startWithin(conductor, OWN_WITHIN_MS)
      return ok(assemble({ ...outer, backend, conductor, around: { ...around, home: backend.home } }, report))
    } catch (error) {
      // Left open, it would keep the data folder from the next attempt.
      await conductor.stop()
      await backend.close()
      throw error
    }
  } catch (error) {
    if (!(error instanceof RefusedDatabase)) report(error)
    if (error instanceof DamagedDatabase) {
      const remedy = 'Restore a backup. The damaged file is kept.'
      return err({ code: 'unavailable', message: error.message, remedy, detail: { damaged: true } })
    }
    const message = `The data folder ${around.home} could not be opened: ${error instanceof Error ? error.message : String(error)}`
    return err({ code: 'unavailable', message, remedy: 'Run `triptych doctor` in a terminal, then try again.' })
  }
}

/** What a killed owner left behind may take seconds to end; reading need not wait for it. */
const OWN_WITHIN_MS = 3_000

function startWithin(conductor: Conductor, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cancel = setQuietTimer(resolve, patienceMs)
    void conductor.start().then(() => {
      cancel()
      resolve()
    })
  })
}

function assemble(parts: HostParts, report: Report): Opened {
  const { backend, conductor } = parts
  const { store } = backend
  const readers = {
    readRunRow: (runId: string) => readRunRow(store, runId),
    readRunView: (runId: string) => readRunView(store, runId),
    openGateRows: () => openGateRows(store),
    newest: () => newestOf(store.database),
    eventsAfter: (runId: string, seq: number, limit: number) => store.listEventsAfter(runId, seq, limit),
    runsChangedAfter: (told: Told) => runsChangedAfter(store.database, told),
    notedUsage: () => notedUsage(store),
    gatesChangedAfter: (told: Told) => gatesChangedAfter(store.database, told),
    newestArtifactId: (runId: string) => store.newestArtifacts(runId, 1)[0]?.id ?? null,
  }
  const handlers = createHandlers(parts)
  return {
    handlers,
    backend,
    conductor,
    publisher: createPublisher(store, readers, { setTimer: setQuietTimer, report }),
    housekeeper: createHousekeeper({ backend, conductor, setTimer: setQuietTimer, onError: report }),
  }
}

const CLOSED: RpcError = { code: 'unavailable', message: 'Triptych is closing.', remedy: 'Start it again.' }

const explainedBy =
  ({ explain }: Pick<Backend, 'explain'>) =>
  (error: unknown): RpcError | null => {
    const failure = explain(error)
    return failure && { code: 'unavailable', message: failure.message, remedy: failure.remedy }
  }

const damageSchema = z.object({ damaged: z.literal(true) })

/** Every method answers why; what needs no data folder works all the same. */
function handlersWithout(
  error: RpcError,
  { around, shell, settings, log }: OuterParts,
  secrets: Secrets,
): LooseHandlers {
  const unavailable = Object.keys(contract).map((method) => [method, () => err(error)] as const)
  const isDamaged = damageSchema.safeParse(error.detail).success
  const hide = (text: string): string => secrets.redactor().text(text)
  const condition = () => ({ damage: isDamaged ? error.message : null, losses: [], troubles: [] })
  return {
    ...Object.fromEntries(unavailable),
    ...systemHandlers({ shell, around, otherOwner: () => null, condition }),
    ...updateHandlers(shell),
    ...windowHandlers(shell),
    ...settingsHandlers({ home: around.home, settings, shell, hide, findRepository: async () => err(error) }),
    ...logHandlers({ home: around.home, log, shell, hide }),
    ...(isDamaged ? backupHandlers(around.home, true) : {}),
  }
}

/** A window that may be there before the data folder is open: then it gets topics afterwards. */
interface HostWindow {
  send(message: TopicMessage): void
  watch(view: RunView | null): void
  attach(publisher: Publisher): void
  detach(): void
}

function createWindow(send: (message: TopicMessage) => void): HostWindow {
  let link: ReturnType<Publisher['connect']> | null = null
  return {
    send,
    watch: (view) => link?.caller.watch(view),
    attach: (publisher) => {
      link ??= publisher.connect(send)
    },
    detach: () => link?.close(),
  }
}

function reportToConsole(secrets: Secrets): Report {
  return (error, runId) => {
    const what = runId === undefined ? 'Something went wrong.' : `Run ${runId} broke off.`
    console.error(what, secrets.redactor().text(inspect(error)))
  }
}
