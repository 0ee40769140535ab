import { TOPIC_CHANNEL } from '../shared/channel.ts'
import type { Reply, TopicMessage } from '../shared/contract.ts'
import { err } from '../shared/result.ts'

/** One end of the host, as a page has it. */
interface Connection {
  call(method: unknown, input: unknown): Promise<Reply<unknown>>
  close(): void
}

/** What is needed of Electron's `WebContents`. */
export interface Page {
  on(event: 'did-navigate', listener: () => void): unknown
  on(event: 'render-process-gone', listener: () => void): unknown
  once(event: 'destroyed', listener: () => void): unknown
  isDestroyed(): boolean
  send(channel: string, message: TopicMessage): void
}

export interface PageConnections<P extends Page> {
  /** From now on the page has a connection whenever it shows something. */
  add(page: P): void
  call(page: P, method: unknown, input: unknown): Promise<Reply<unknown>>
}

/**
 * One connection for each document that a window shows. A reload begins a new one when the new document is committed, so that nothing
 * the old one watched goes on; `did-start-navigation` would be too early, because a navigation that is refused starts too.
 */
export function createPageConnections<P extends Page>(
  connect: (send: (message: TopicMessage) => void) => Connection,
): PageConnections<P> {
  const connections = new Map<P, Connection>()
  const close = (page: P): void => {
    connections.get(page)?.close()
    connections.delete(page)
  }
  return {
    add: (page) => {
      page.on('did-navigate', () => {
        close(page)
        const connection = connect((message) => {
          // What was under way when a document was replaced belongs to nobody.
          if (connections.get(page) === connection && !page.isDestroyed()) page.send(TOPIC_CHANNEL, message)
        })
        connections.set(page, connection)
      })
      page.on('render-process-gone', () => close(page))
      page.once('destroyed', () => close(page))
    },
    call: async (page, method, input) =>
      connections.get(page)?.call(method, input) ??
      err({ code: 'unavailable', message: 'This window is closing. Nothing was done.' }),
  }
}
