import type { Client, RpcError } from '../../shared/contract.ts'
import type { RunRow } from '../../shared/views.ts'
import { isFiltered, NO_FILTER, type RunFilter } from './run-filter.ts'
import { createStore, type Store } from './store.ts'

export const PAGE_SIZE = 100

export interface RunList {
  /** Newest first. */
  rows: readonly RunRow[]
  /** The rows as they are without a filter: for what stands beside the list. */
  unfiltered: readonly RunRow[]
  hasMore: boolean
  /** What the rows are of. */
  filter: RunFilter
  /** `loading`: nothing has been read yet. */
  state: 'loading' | 'ready'
  /** What the last reading failed with; the rows are those of the one before. */
  error: RpcError | null
}

export interface RunListStore extends Pick<Store<RunList>, 'get' | 'subscribe'> {
  /** Reads the first page anew, or as many rows as there are. */
  reload(): void
  search(filter: RunFilter): void
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

/** How soon a filtered list is read again after a run has changed that may belong in it now, or no longer. */
const READ_AGAIN_MS = 1_000

/** `initial`: what the list is filtered by from the beginning. */
export function createRunList(client: Client, initial: RunFilter = NO_FILTER): RunListStore {
  const store = createStore<RunList>({
    rows: [],
    unfiltered: [],
    hasMore: false,
    filter: initial,
    state: 'loading',
    error: null,
  })
  // Only the latest reading counts: a slow answer to an older question is dropped.
  let reading = 0
  /** Told since a reading of several pages has its first, which may be older; null: there is none. */
  let told: RunRow[] | null = null
  const read = async (filter: RunFilter, wanted: number): Promise<void> => {
    reading += 1
    const own = reading
    told = null
    const pages: RunRow[] = []
    let before: string | null = null
    do {
      const page: Awaited<ReturnType<typeof ask>> = await ask(client, filter, before)
      if (own !== reading) return
      if (!page.ok) {
        store.set({ ...store.get(), filter, state: 'ready', error: page.error })
        return
      }
      told ??= []
      pages.push(...page.value.rows)
      before = page.value.next
    } while (before !== null && pages.length < wanted)
    const rows = mergeRows(pages, told, isFiltered(filter))
    told = null
    const unfiltered = isFiltered(filter) ? store.get().unfiltered : rows
    store.set({ rows, unfiltered, hasMore: before !== null, filter, state: 'ready', error: null })
  }
  /** What stands beside a filtered list. */
  const readBeside = async (): Promise<void> => {
    const page = await ask(client, NO_FILTER, null)
    if (page.ok && isFiltered(store.get().filter)) store.set({ ...store.get(), unfiltered: page.value.rows })
  }
  const reload = (): void => {
    const { filter, rows } = store.get()
    void read(filter, Math.max(PAGE_SIZE, rows.length))
    if (isFiltered(filter)) void readBeside()
  }
  let again: ReturnType<typeof setTimeout> | null = null
  const readSoon = (): void => {
    if (again !== null) return
    again = setTimeout(() => {
      again = null
      const { filter, rows } = store.get()
      if (isFiltered(filter)) void read(filter, Math.max(PAGE_SIZE, rows.length))
    }, READ_AGAIN_MS)
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    reload,
    search: (filter) => void read(filter, PAGE_SIZE),
    showMore: () => void read(store.get().filter, store.get().rows.length + PAGE_SIZE),
    merge: (rows) => {
      const list = store.get()
      if (list.state === 'loading') return
      told?.push(...rows)
      const unfiltered = mergeRows(list.unfiltered, rows, false)
      if (!isFiltered(list.filter)) {
        store.set({ ...list, rows: unfiltered, unfiltered })
        return
      }
      store.set({ ...list, rows: mergeRows(list.rows, rows, true), unfiltered })
      if (rows.some((row) => mayMove(list, row))) readSoon()
    },
  }
}

/** Whether a run that changed may come into the filtered list, or leave it: only the application knows the whole filter. */
function mayMove({ rows, unfiltered }: RunList, { id, status }: RunRow): boolean {
  const before = rows.find((row) => row.id === id) ?? unfiltered.find((row) => row.id === id)
  return before?.status !== status
}

function ask(client: Client, filter: RunFilter, before: string | null) {
  return client.call('runs.list', {
    limit: PAGE_SIZE,
    ...(filter.query.trim() === '' ? {} : { query: filter.query.trim() }),
    ...(filter.repositoryId === null ? {} : { repositoryId: filter.repositoryId }),
    ...(filter.group === null ? {} : { group: filter.group }),
    ...(filter.agentId === null ? {} : { agentId: filter.agentId }),
    ...(before === null ? {} : { before }),
  })
}
