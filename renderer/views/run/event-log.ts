import type { Client, Input, RpcError } from '../../../shared/contract.ts'
import type { EventRecord } from '../../../shared/domain.ts'
import type { RunView } from '../../../shared/views.ts'
import { createStore, type Store } from '../../data/store.ts'

export interface EventLog {
  /** Oldest first, without a gap. */
  events: readonly EventRecord[]
  /** There are older ones than these. */
  hasOlder: boolean
  isReading: boolean
  /** Nothing has been read yet. */
  isNew: boolean
  error: RpcError | null
}

export interface EventLogStore extends Pick<Store<EventLog>, 'get' | 'subscribe'> {
  /** The newest state of the run: its events are added; what may be missing between is read. The first call begins the reading. */
  take(view: Pick<RunView, 'seq' | 'events'>): void
  /** Reads the page before the first event. */
  older(): void
}

const PAGE = 300
const CATCH_UP_PAGE = 500
/** More are let go, the oldest first; they can be read again. */
const MAX_EVENTS = 10_000

/** The events of one source of a run (null: of all): the newest page, then what comes, and older ones on demand. */
export function createEventLog(client: Pick<Client, 'call'>, runId: string, source: string | null): EventLogStore {
  const store = createStore<EventLog>({ events: [], hasOlder: false, isReading: false, isNew: true, error: null })
  const filter = source === null ? {} : { source }
  /** Every event up to here is in the log; null: nothing was read yet. */
  let covered: number | null = null
  let latest: Pick<RunView, 'seq' | 'events'> | null = null

  const change = (next: Partial<EventLog>): void => store.set({ ...store.get(), ...next })
  const list = async (input: Omit<Input<'events.list'>, 'runId'>) => {
    change({ isReading: true, error: null })
    const reply = await client.call('events.list', { runId, ...filter, ...input })
    change({ isReading: false, error: reply.ok ? null : reply.error })
    return reply.ok ? reply.value : null
  }
  const append = (added: readonly EventRecord[]): void => {
    if (added.length === 0) return
    const events = [...store.get().events, ...added]
    if (events.length <= MAX_EVENTS) change({ events })
    else change({ events: events.slice(-MAX_EVENTS), hasOlder: true })
  }
  const readNewest = async (seq: number): Promise<void> => {
    const page = await list({ limit: PAGE })
    if (page === null) return
    covered = Math.max(seq, page.events.at(-1)?.id ?? 0)
    change({ events: page.events, hasOlder: page.more, isNew: false })
    advance()
  }
  const readMissed = async (after: number, seq: number): Promise<void> => {
    const page = await list({ after, limit: CATCH_UP_PAGE })
    if (page === null) return
    append(page.events)
    const last = page.events.at(-1)?.id ?? after
    covered = page.more ? last : Math.max(seq, last)
    advance()
  }
  const advance = (): void => {
    if (latest === null || store.get().isReading) return
    const { seq, events } = latest
    if (covered === null) void readNewest(seq)
    else if (seq > covered) {
      const known = covered
      // Only a list that reaches back to what is known has nothing missing between.
      if ((events[0]?.id ?? Number.POSITIVE_INFINITY) > known) void readMissed(known, seq)
      else {
        covered = seq
        append(events.filter((event) => event.id > known && (source === null || event.source === source)))
      }
    }
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    take: (view) => {
      latest = view
      advance()
    },
    older: () => {
      const { events, hasOlder, isReading } = store.get()
      const before = events[0]?.id
      if (!hasOlder || isReading || before === undefined) return
      void list({ before, limit: PAGE }).then((page) => {
        if (page !== null) change({ events: [...page.events, ...store.get().events], hasOlder: page.more })
        advance()
      })
    },
  }
}
