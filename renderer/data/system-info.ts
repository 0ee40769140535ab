import type { Client, Reply } from '../../shared/contract.ts'
import type { SystemInfo } from '../../shared/views.ts'
import { createStore, type Store } from './store.ts'

export interface SystemInfoStore extends Pick<Store<Reply<SystemInfo> | null>, 'get' | 'subscribe'> {
  reload(): void
}

/** Another Triptych ends without a word, and then this one takes the data folder over: two seconds later at most. */
const ASK_AGAIN_MS = 3_000
/** What goes wrong with the data folder on the way is told soon enough. */
const LOOK_AGAIN_MS = 15_000

/** What the application says of itself; null until the first answer. Asked again by itself, soon while another process drives the data folder. */
export function createSystemInfo(client: Pick<Client, 'call'>): SystemInfoStore {
  const store = createStore<Reply<SystemInfo> | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  // Only the latest reading counts, so that there is one timer.
  let reading = 0
  const reload = (): void => {
    clearTimeout(timer)
    reading += 1
    const own = reading
    void client.call('system.info', {}).then((reply) => {
      if (own !== reading) return
      store.set(reply)
      const isSoon = reply.ok && reply.value.otherOwner !== null
      timer = setTimeout(reload, isSoon ? ASK_AGAIN_MS : LOOK_AGAIN_MS)
    })
  }
  return { get: store.get, subscribe: store.subscribe, reload }
}
