import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { createPageConnections } from '../electron/page-connections.ts'
import type { TopicMessage } from '../shared/contract.ts'

const MESSAGE: TopicMessage = { topic: 'gates.changed', value: { gates: [] } }

class FakePage extends EventEmitter {
  readonly sent: unknown[] = []
  destroyed = false
  isDestroyed(): boolean {
    return this.destroyed
  }
  send(...args: unknown[]): void {
    if (this.destroyed) throw new Error('Object has been destroyed')
    this.sent.push(args)
  }
}

/** A host that remembers its connections, oldest first. */
function fakeHost() {
  const connections: { open: boolean; send(message: TopicMessage): void }[] = []
  const pages = createPageConnections<FakePage>((send) => {
    const connection = { open: true, send }
    connections.push(connection)
    const number = connections.length
    return {
      call: async (method) => ({ ok: true, value: `${String(method)} by ${number}` }),
      close: () => {
        connection.open = false
      },
    }
  })
  const page = new FakePage()
  pages.add(page)
  return { connections, pages, page }
}

test('a page is told and heard from its first document on', async () => {
  const { connections, pages, page } = fakeHost()
  expect(await pages.call(page, 'runs.list', {})).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  page.emit('did-navigate')
  expect(await pages.call(page, 'runs.list', {})).toEqual({ ok: true, value: 'runs.list by 1' })
  connections[0]?.send(MESSAGE)
  expect(page.sent).toEqual([['triptych:topic', MESSAGE]])
})

test('a reload begins a new connection, and the old one says nothing any more', async () => {
  const { connections, pages, page } = fakeHost()
  page.emit('did-navigate')
  page.emit('did-navigate')
  expect(connections.map(({ open }) => open)).toEqual([false, true])
  connections[0]?.send(MESSAGE)
  expect(page.sent).toEqual([])
  expect(await pages.call(page, 'runs.list', {})).toEqual({ ok: true, value: 'runs.list by 2' })
})

test.each(['destroyed', 'render-process-gone'])('a page that is %s has no connection', async (event) => {
  const { connections, pages, page } = fakeHost()
  page.emit('did-navigate')
  page.destroyed = true
  connections[0]?.send(MESSAGE)
  page.emit(event)
  expect(connections.map(({ open }) => open)).toEqual([false])
  expect(await pages.call(page, 'runs.list', {})).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  expect(page.sent).toEqual([])
})
