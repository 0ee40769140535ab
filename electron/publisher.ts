import type { Caller, TopicMessage } from '../shared/contract.ts'
import type { EventRecord } from '../shared/domain.ts'
import type { GateRow, RunRow, RunView } from '../shared/views.ts'
import type { Store } from './store/store.ts'
import type { SetTimer } from './timer.ts'
import type { Told } from './views/changed-runs.ts'
import { shownUsage } from './views/noted-usage.ts'
import { changesOf, MAX_OUTPUT, outputChange } from './views/run-changes.ts'

/** What is committed by now. Each may throw: the run is gone, or its rows are damaged. */
export interface Readers {
  readRunRow(runId: string): RunRow
  readRunView(runId: string): RunView
  openGateRows(): GateRow[]
  /** What is committed by now. */
  newest(): Told
  /** Of one run, oldest first. */
  eventsAfter(runId: string, seq: number, limit: number): EventRecord[]
  runsChangedAfter(told: Told): string[]
  /** By run: what is noted of its turns that run. A note is written without an event. */
  notedUsage(): ReadonlyMap<string, string>
  gatesChangedAfter(told: Told): boolean
  /** The newest artifact of a run; null: it has none. */
  newestArtifactId(runId: string): string | null
}

/** Tells windows what was committed, by whichever process. */
export interface Publisher {
  /** `close`: nothing more is sent. */
  connect(send: (message: TopicMessage) => void): { caller: Caller; close(): void }
  close(): void
}

export interface PublisherOptions {
  setTimer: SetTimer
  /** What could not be read or sent; everything else is. */
  report(error: unknown): void
}

interface Connection {
  send(message: TopicMessage): void
  /** The open run as the window has it. */
  baseline: RunView | null
}

const FRAME_MS = 16
/** Rows that are remembered as sent; one that is forgotten is only sent again. */
const MAX_ROWS = 500

export function createPublisher(
  store: Pick<Store, 'subscribe'>,
  readers: Readers,
  { setTimer, report }: PublisherOptions,
): Publisher {
  const connections = new Set<Connection>()
  const tell = createTeller(connections, readers, report)
  let told = readers.newest()
  let noted = readers.notedUsage()
  let cancelFrame: (() => void) | null = null

  const publish = (): void => {
    cancelFrame = null
    attempt(report, () => {
      const before = told
      const newest = readers.newest()
      const usage = readers.notedUsage()
      const noticed = [...usage].flatMap(([runId, note]) => (noted.get(runId) === note ? [] : [runId]))
      const runIds = connections.size === 0 ? [] : [...new Set([...readers.runsChangedAfter(before), ...noticed])]
      told = newest
      noted = usage
      if (runIds.length === 0) return
      tell.rows(runIds)
      tell.gates(before)
      tell.views(new Set(runIds), usage)
    })
  }
  const unsubscribe = store.subscribe(() => {
    cancelFrame ??= setTimer(publish, FRAME_MS)
  })
  return {
    connect: (send) => {
      const connection: Connection = { send, baseline: null }
      connections.add(connection)
      return {
        caller: {
          watch: (view) => {
            connection.baseline = view
          },
        },
        close: () => {
          connections.delete(connection)
        },
      }
    },
    close: () => {
      unsubscribe()
      cancelFrame?.()
      connections.clear()
    },
  }
}

function createTeller(connections: ReadonlySet<Connection>, readers: Readers, report: (error: unknown) => void) {
  const rowSent = createMemory(MAX_ROWS)
  const gatesSent = createMemory(1)
  const send = (connection: Connection, message: TopicMessage): void => {
    attempt(report, () => connection.send(message))
  }
  const toAll = (message: TopicMessage): void => {
    for (const connection of connections) send(connection, message)
  }
  return {
    rows: (runIds: readonly string[]): void => {
      const rows: RunRow[] = []
      for (const runId of runIds) {
        const row = attempt(report, () => readers.readRunRow(runId))
        if (row && rowSent.isNews(runId, row)) rows.push(row)
      }
      if (rows.length > 0) toAll({ topic: 'runs.changed', value: { rows } })
    },
    gates: (before: Told): void => {
      const gates = attempt(report, readers.openGateRows)
      if (!gates) return
      // A window may have read the list while a gate was open that was not told yet, and now is not open any more.
      const changed = attempt(report, () => readers.gatesChangedAfter(before)) ?? true
      if (gatesSent.isNews('', gates) || changed) toAll({ topic: 'gates.changed', value: { gates } })
    },
    /** Each open run that changed is read once, however many windows have it open. */
    views: (runIds: ReadonlySet<string>, usage: ReadonlyMap<string, string>): void => {
      const views = new Map<string, RunView | null>()
      for (const connection of connections) {
        const { baseline } = connection
        if (!baseline || !runIds.has(baseline.runId)) continue
        const { runId } = baseline
        const told = attempt(report, () => outputAlone(readers, baseline, usage.get(runId)))
        if (told) {
          connection.baseline = told.view
          send(connection, { topic: 'run.changed', value: told.change })
          continue
        }
        const view = views.get(runId) ?? (views.has(runId) ? null : attempt(report, () => readers.readRunView(runId)))
        views.set(runId, view)
        const value = view && changesOf(baseline, view)
        // Without a message the window stays where it was, and so does what it is compared with.
        if (!value) continue
        connection.baseline = view
        send(connection, { topic: 'run.changed', value })
      }
    },
  }
}

/** What `outputChange` says, where neither an artifact nor a note of what is used came besides. */
function outputAlone(readers: Readers, baseline: RunView, noted: string | undefined): ReturnType<typeof outputChange> {
  const { runId, seq, artifacts, turns } = baseline
  if (shownUsage(turns) !== noted) return null
  if (readers.newestArtifactId(runId) !== (artifacts.at(-1)?.id ?? null)) return null
  return outputChange(baseline, readers.eventsAfter(runId, seq, MAX_OUTPUT + 1))
}

/** The value; null if it could not be had, and then it is reported. */
function attempt<T>(report: (error: unknown) => void, work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    report(error)
    return null
  }
}

/** Tells whether a value differs from the last one of its key; the keys longest unchanged are forgotten first. */
function createMemory(limit: number) {
  const last = new Map<string, string>()
  return {
    isNews(key: string, value: unknown): boolean {
      const text = JSON.stringify(value)
      if (last.get(key) === text) return false
      last.delete(key)
      last.set(key, text)
      const [oldest] = last.size > limit ? last.keys() : []
      if (oldest !== undefined) last.delete(oldest)
      return true
    },
  }
}
