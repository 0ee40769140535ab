import type { Client } from '../shared/contract.ts'
import { createSocketClient } from './socket-client.ts'
import type { UiClient } from './ui-client.ts'

export type { UiClient } from './ui-client.ts'

/** The preload's, where there is one; else the local server's that sent this page. */
export function createClient(): UiClient {
  if ('triptych' in window) return overPreload(window.triptych)
  return createSocketClient({
    open: () => new WebSocket(`ws://${location.host}/socket`),
    isKnown: async () => (await fetch('/', { method: 'HEAD' })).status !== 401,
  })
}

/** The main process lives as long as its windows do. */
function overPreload({ call, subscribe }: Client): UiClient {
  return {
    call,
    subscribe,
    onConnection: (listener) => {
      listener(true, null)
      return () => {}
    },
  }
}
