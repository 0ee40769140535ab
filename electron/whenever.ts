import type { Store } from './store/store.ts'

/** True as soon as `holds` does, looked at now and after each commit of any process; false once the signal is aborted. */
export function whenever(store: Pick<Store, 'subscribe'>, holds: () => boolean, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (value: boolean): void => {
      unsubscribe()
      signal.removeEventListener('abort', stop)
      resolve(value)
    }
    const look = (): void => {
      if (holds()) finish(true)
    }
    const stop = (): void => finish(false)
    const unsubscribe = store.subscribe(look)
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    else look()
  })
}
