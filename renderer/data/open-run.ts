import { applyRunChange } from '../../shared/apply-run-change.ts'
import type { Client, RpcError, Topics } from '../../shared/contract.ts'
import type { RunView } from '../../shared/views.ts'
import { createStore, type Store } from './store.ts'

export interface OpenRun {
  runId: string | null
  /** Null until the first answer; kept while a later reading fails. */
  view: RunView | null
  error: RpcError | null
}

export interface OpenRunStore extends Pick<Store<OpenRun>, 'get' | 'subscribe'> {
  open(runId: string): void
  reload(): void
  change(change: Topics['run.changed']): void
}

/** The one run that the window shows: read whole, then changed by what is told, and read again where something was missed. */
export function createOpenRun(client: Client): OpenRunStore {
  const store = createStore<OpenRun>({ runId: null, view: null, error: null })
  let reading = 0
  let isReading = false
  /** Told while a reading was under way: newer than it, or contained in it. */
  let told: Topics['run.changed'][] = []

  const apply = (change: Topics['run.changed']): void => {
    const { view, runId } = store.get()
    if (view === null || runId !== change.runId) return
    const next = applyRunChange(view, change)
    if (next === null) read(change.runId)
    else store.set({ ...store.get(), view: next })
  }
  const read = (runId: string): void => {
    reading += 1
    const own = reading
    isReading = true
    void client.call('runs.get', { runId }).then((reply) => {
      if (own !== reading) return
      isReading = false
      const missed = told
      told = []
      store.set(reply.ok ? { runId, view: reply.value, error: null } : { ...store.get(), error: reply.error })
      for (const change of missed) if (reply.ok && change.seq > reply.value.seq) apply(change)
    })
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    open: (runId) => {
      if (store.get().runId === runId) return
      store.set({ runId, view: null, error: null })
      read(runId)
    },
    reload: () => {
      const { runId } = store.get()
      if (runId !== null) read(runId)
    },
    change: (change) => {
      if (isReading) told.push(change)
      else apply(change)
    },
  }
}
