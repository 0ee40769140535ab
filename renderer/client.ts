import type { Reply } from '../shared/contract.ts'
import { createSocketClient } from './socket-client.ts'
import type { PreloadClient, UiClient } from './ui-client.ts'

export type { UiClient } from './ui-client.ts'

/** The preload's, where there is one; else the local server's that sent this page. */
export function createClient(): UiClient {
  if ('triptych' in window) return overPreload(window.triptych)
  const socket = createSocketClient({
    open: () => new WebSocket(`ws://${location.host}/socket`),
    isKnown: async () => (await fetch('/', { method: 'HEAD' })).status !== 401,
  })
  return { ...socket, openLink, openWindow: (place) => window.open(place, '_blank', 'noopener'), pathOf: () => null }
}

/** Here the page is in the person's browser already. The other page gets no way back to this one, and is not told where it comes from. */
async function openLink(href: string): Promise<Reply<unknown>> {
  window.open(href, '_blank', 'noopener,noreferrer')
  return { ok: true, value: null }
}

/** The main process lives as long as its windows do. */
function overPreload({ call, subscribe, pathOf }: PreloadClient): UiClient {
  return {
    call,
    subscribe,
    openLink: (href) => call('links.open', { url: href }),
    // A host that shows this page has windows; a place that it refuses is a mistake of ours.
    openWindow: (place) => void call('windows.open', { place }),
    pathOf: (file) => pathOf(file) || null,
    onConnection: (listener) => {
      listener(true, null)
      return () => {}
    },
  }
}
