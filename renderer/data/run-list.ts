import type { Client, RpcError } from '../../shared/contract.ts'
import type { RunRow } from '../../shared/views.ts'
import { createStore, type Store } from './store.ts'

export const PAGE_SIZE = 100

export interface RunList {
  /** Newest first. */
  rows: readonly RunRow[]
  /** The rows as they are without a filter: for what stands beside the list. */
  unfiltered: readonly RunRow[]
  hasMore: boolean
  query: string
  /** `loading`: nothing has been read yet. */
  state: 'loading' | 'ready'
  /** What the last reading failed with; the rows are those of the one before. */
  error: RpcError | null
}

export interface RunListStore extends Pick<Store<RunList>, 'get' | 'subscribe'> {
  /** Reads the first page anew, or as many rows as there are. */
  reload(): void
  search(query: string): void
  showMore(): void
  /** Rows that changed or are new. */
  merge(rows: readonly RunRow[]): void
}

/** The rows without those that were removed, changed ones replaced in place; unknown ones are the newest, unless a filter is on. */
export function mergeRows(known: readonly RunRow[], changed: readonly RunRow[], isFiltered: boolean): RunRow[] {
  const removed = new Set(changed.flatMap(({ id, removedUntil }) => (removedUntil === null ? [] : [id])))
  const byId = new Map(changed.flatMap((row) => (removed.has(row.id) ? [] : [[row.id, row] as const])))
  const stayed = known.filter(({ id }) => !removed.has(id))
  const kept = stayed.map((row) => {
    const next = byId.get(row.id)
    byId.delete(row.id)
    return next ?? row
  })
  if (isFiltered) return kept
  // A row that is older than the last one shown belongs to a page that was not read yet.
  const oldest = known.at(-1)?.createdAt ?? ''
  const fresh = [...byId.values()].filter(({ createdAt }) => createdAt >= oldest)
  return [...fresh.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)), ...kept]
}

export function createRunList(client: Client): RunListStore {
  const store = createStore<RunList>({
    rows: [],
    unfiltered: [],
    hasMore: false,
    query: '',
    state: 'loading',
    error: null,
  })
  // Only the latest reading counts: a slow answer to an older question is dropped.
  let reading = 0
  /** Told since a reading of several pages has its first, which may be older; null: there is none. */
  let told: RunRow[] | null = null
  const read = async (query: string, wanted: number): Promise<void> => {
    reading += 1
    const own = reading
    told = null
    const pages: RunRow[] = []
    let before: string | null = null
    do {
      const page: Awaited<ReturnType<typeof ask>> = await ask(client, query, before)
      if (own !== reading) return
      if (!page.ok) {
        store.set({ ...store.get(), state: 'ready', error: page.error })
        return
      }
      told ??= []
      pages.push(...page.value.rows)
      before = page.value.next
    } while (before !== null && pages.length < wanted)
    const rows = mergeRows(pages, told, query !== '')
    told = null
    const unfiltered = query === '' ? rows : store.get().unfiltered
    store.set({ rows, unfiltered, hasMore: before !== null, query, state: 'ready', error: null })
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    reload: () => void read(store.get().query, Math.max(PAGE_SIZE, store.get().rows.length)),
    search: (query) => void read(query, PAGE_SIZE),
    showMore: () => void read(store.get().query, store.get().rows.length + PAGE_SIZE),
    merge: (rows) => {
      const list = store.get()
      if (list.state === 'loading') return
      told?.push(...rows)
      const unfiltered = mergeRows(list.unfiltered, rows, false)
      store.set({ ...list, rows: list.query === '' ? unfiltered : mergeRows(list.rows, rows, true), unfiltered })
    },
  }
}

function ask(client: Client, query: string, before: string | null) {
  const filter = query.trim() === '' ? {} : { query: query.trim() }
  return client.call('runs.list', { limit: PAGE_SIZE, ...filter, ...(before === null ? {} : { before }) })
}
