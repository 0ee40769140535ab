import type { Client, Reply, RpcError } from '../../../shared/contract.ts'
import type { EventRecord } from '../../../shared/domain.ts'
import { type EventFilter, passesFilter } from '../../../shared/event-filter.ts'
import type { RunView } from '../../../shared/views.ts'
import { createStore, type Store } from '../../data/store.ts'
import { createEventCache } from './event-cache.ts'
import { createEventIds } from './event-ids.ts'

/** What is known of the events that pass a filter. Another object whenever anything of it changed. */
export interface EventIndex {
  /** How many were found so far; the rows are numbered from 0, the oldest first. */
  count: number
  /** Rows that were found before the first ones: so far these moved down. */
  before: number
  /** Older ones are still being looked for. */
  isSearching: boolean
  error: RpcError | null
}

export interface EventIndexStore extends Pick<Store<EventIndex>, 'get' | 'subscribe'> {
  /** Looks for events until it is closed. Returns its undo. */
  open(): () => void
  /** What is at hand, before anybody listens: the rows of the newest events, so that the first picture has them. Once only. */
  begin(view: Pick<RunView, 'seq' | 'events'>): void
  /** The newest state of the run: its events are added. */
  take(view: Pick<RunView, 'seq' | 'events'>): void
  /** Undefined where it has not been read yet; `want` reads it. */
  eventAt(row: number): EventRecord | undefined
  idAt(row: number): number | undefined
  /** The row of an event, or of the last one before it; -1: there are none. */
  rowOf(id: number): number
  has(id: number): boolean
  /** Reads what is shown, from `first` to before `last`. */
  want(first: number, last: number): void
  /** After an error. */
  retry(): void
}

/** Found rows are told of so often, and not piece by piece. */
const TELL_EVERY_MS = 500
/** Rows on both sides of those that are drawn that are read, too: who scrolls on meets words. */
const READ_AROUND = 60
/** While a person scrolls, the search takes as little of the machine as it can: after each piece it rests until they have stopped, but no longer than this. */
const LONGEST_REST_MS = 300
const STOPPED_MS = 100

/** Milliseconds; given in tests. */
export interface IndexClock {
  now(): number
  pause(ms: number): Promise<void>
}

const CLOCK: IndexClock = {
  now: () => performance.now(),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

/**
 * All events of a run that pass a filter, by row, however many there are: their ids are found from the newest back, a piece at a
 * time, and what a row says is read when it is looked at.
 */
export function createEventIndex(
  client: Pick<Client, 'call'>,
  runId: string,
  filter: EventFilter,
  { now, pause }: IndexClock = CLOCK,
): EventIndexStore {
  const store = createStore<EventIndex>({ count: 0, before: 0, isSearching: true, error: null })
  const ids = createEventIds()
  let isOpen = false
  /** Where to look on, going back; null: everything was looked through. */
  let before: number | null = null
  /** Every event up to here was looked at; null: none was yet. */
  let covered: number | null = null
  let latest: Pick<RunView, 'seq' | 'events'> | null = null
  let isCatchingUp = false
  let isLooking = false
  let toldAt = Number.NEGATIVE_INFINITY
  let inView: readonly [first: number, last: number] = [0, 0]
  /** The event of the first row that is drawn, and when a person made it another one. */
  let top: number | undefined
  let movedAt = Number.NEGATIVE_INFINITY

  const tell = (change: Partial<EventIndex> = {}): void => {
    toldAt = now()
    store.set({ ...store.get(), ...change, count: ids.count, before: ids.before })
  }
  const cache = createEventCache(client, runId, {
    read: (read) => {
      const [first, last] = [idAt(inView[0]) ?? 0, idAt(inView[1] - 1) ?? Number.POSITIVE_INFINITY]
      // No row moves for it: what was found is told at its own pace.
      if (read.some((id) => id >= first && id <= last)) store.set({ ...store.get() })
    },
    failed: (error) => store.set({ ...store.get(), error }),
  })
  const find = (from: { before: number } | { after: number }) =>
    client.call('events.find', { runId, ...filter, kinds: [...filter.kinds], ...from })
  const failed = <T>(reply: Reply<T>): reply is Extract<Reply<T>, { ok: false }> => {
    if (!reply.ok) tell({ error: reply.error, isSearching: false })
    return !reply.ok
  }

  /** Rows are those that were told of: what was found before them since then moves them only once it is told, too. */
  const untold = (): number => ids.before - store.get().before
  const idAt = (row: number): number | undefined => (row < 0 ? undefined : ids.at(row + untold()))

  const readInView = (): void => {
    const [first, last] = inView
    const wanted: number[] = []
    const add = (from: number, to: number): void => {
      for (let row = from; row < to; row += 1) wanted.push(idAt(row) ?? 0)
    }
    add(first, last)
    add(last, last + READ_AROUND)
    add(first - READ_AROUND, first)
    cache.want(wanted)
  }
  const rest = async (): Promise<void> => {
    for (let rested = 0; rested < LONGEST_REST_MS && now() - movedAt < STOPPED_MS; rested += STOPPED_MS)
      await pause(STOPPED_MS)
  }
  const lookBack = async (): Promise<void> => {
    if (isLooking) return
    isLooking = true
    while (isOpen && before !== null) {
      const reply = await find({ before })
      if (!isOpen || failed(reply)) break
      ids.addBefore(reply.value.ids)
      before = reply.value.next
      // What is there already is looked at: more of it may come later. Where there is nothing, the first rows are waited for.
      const isAwaited = store.get().count === 0 && ids.count > 0
      if (before === null) tell({ isSearching: false, error: null })
      else if (isAwaited || now() - toldAt >= TELL_EVERY_MS) tell()
      await rest()
    }
    isLooking = false
  }
  const catchUp = async (): Promise<void> => {
    if (isCatchingUp) return
    isCatchingUp = true
    while (isOpen && latest !== null && covered !== null && latest.seq > covered) {
      const { seq } = latest
      const reply = await find({ after: covered })
      if (!isOpen || failed(reply)) break
      ids.addAfter(reply.value.ids)
      covered = reply.value.next ?? Math.max(seq, reply.value.ids.at(-1) ?? 0)
      tell()
    }
    isCatchingUp = false
  }
  /** A view holds the newest events without a gap, so that the search begins before them. */
  const begin = ({ seq, events }: Pick<RunView, 'seq' | 'events'>): void => {
    if (covered !== null) return
    covered = seq
    before = events[0]?.id ?? seq + 1
    cache.keep(events)
    ids.addAfter(events.filter((event) => passesFilter(event, filter)).map(({ id }) => id))
    tell()
  }
  const advance = (): void => {
    if (!isOpen || latest === null) return
    const { seq, events } = latest
    if (covered === null) begin(latest)
    else if (seq > covered && (events[0]?.id ?? Number.POSITIVE_INFINITY) <= covered + 1 && !isCatchingUp) {
      const known = covered
      const added = events.filter((event) => event.id > known && passesFilter(event, filter))
      covered = seq
      if (added.length === 0) return
      cache.keep(added)
      ids.addAfter(added.map(({ id }) => id))
      tell()
    } else if (seq > covered) void catchUp()
    void lookBack()
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    begin,
    open: () => {
      isOpen = true
      advance()
      return () => {
        isOpen = false
      }
    },
    take: (view) => {
      latest = view
      advance()
    },
    eventAt: (row) => cache.get(idAt(row) ?? 0),
    idAt,
    rowOf: (id) => (store.get().count === 0 ? -1 : Math.max(0, ids.rowOf(id) - untold())),
    has: (id) => ids.has(id) && ids.rowOf(id) >= untold(),
    want: (first, last) => {
      inView = [first, last]
      const before = top
      top = idAt(first)
      const isAtEnd = last >= store.get().count
      if (before !== undefined && top !== before && !isAtEnd) movedAt = now()
      readInView()
    },
    retry: () => {
      tell({ error: null, isSearching: before !== null })
      advance()
      readInView()
    },
  }
}
