/** Against the real server and its real sockets; only the host behind it is made up. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { createSocketClient, delayMs, type Line } from '../../renderer/socket-client.ts'
import type { RpcError, TopicMessage } from '../../shared/contract.ts'
import { fakeHost } from '../serve/fake-host.ts'
import { letIn, type Served, serve } from '../serve/support.ts'

const GATES: TopicMessage = { topic: 'gates.changed', value: { gates: [] } }
const sockets: WebSocket[] = []
let ended = false
afterEach(() => {
  ended = true
  for (const socket of sockets.splice(0)) socket.close()
})

/** A window of that server. After the test it begins no further connection. */
function lineTo(port: number, cookie: string, isKnown: Line['isKnown'] = async () => true): Line {
  ended = false
  const origin = `http://127.0.0.1:${port}`
  return {
    open: () => {
      const address = ended ? 'ws://127.0.0.1:9' : `ws://127.0.0.1:${port}/socket`
      // Node's WebSocket takes headers, which a browser sends by itself; the browser's type does not know them.
      const socket: WebSocket = Reflect.construct(WebSocket, [address, { headers: { cookie, origin } }])
      sockets.push(socket)
      return socket
    },
    isKnown,
  }
}

async function windowOf(
  served: Served,
): Promise<{ client: ReturnType<typeof createSocketClient>; told: (RpcError | null)[] }> {
  const client = createSocketClient(lineTo(served.port, await letIn(served)))
  const told: (RpcError | null)[] = []
  client.onConnection((connected, problem) => {
    expect(connected).toBe(problem === null)
    told.push(problem)
  })
  return { client, told }
}

test('the waits grow from 0.3 to 5 seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 60].map(delayMs)).toEqual([300, 300, 600, 1200, 2400, 4800, 5000, 5000])
})

describe('connected', () => {
  test('calls wait for the connection and get their own answers, in whatever order these come', async () => {
    const slow = Promise.withResolvers<void>()
    const host = fakeHost(async (method, input) => {
      if (method === 'agents.list') await slow.promise
      return { ok: true, value: { method, input } }
    })
    const { client, told } = await windowOf(await serve({ host }))
    const first = client.call('agents.list', {})
    const second = await client.call('runs.list', { limit: 3 })
    expect(second).toEqual({ ok: true, value: { method: 'runs.list', input: { limit: 3 } } })
    slow.resolve()
    expect(await first).toEqual({ ok: true, value: { method: 'agents.list', input: {} } })
    expect(told).toEqual([null])
  })

  test('topics reach whoever listens, and nobody else', async () => {
    const served = await serve()
    const { client } = await windowOf(served)
    const [kept, left]: [TopicMessage[], TopicMessage[]] = [[], []]
    client.subscribe((message) => kept.push(message))
    client.subscribe((message) => left.push(message))()
    await client.call('system.info', {})
    served.host.publish(GATES)
    await expect.poll(() => kept).toEqual([GATES])
    expect(left).toEqual([])
  })
})

describe('lost', () => {
  test('open calls are answered once as unavailable, never repeated, and the window connects again', async () => {
    let asked = 0
    const host = fakeHost((method) => {
      asked += 1
      return method === 'agents.list' ? new Promise(() => {}) : Promise.resolve({ ok: true, value: asked })
    })
    const served = await serve({ host })
    const { client, told } = await windowOf(served)
    const starting = client.call('agents.list', {})
    await expect.poll(() => asked).toBe(1)
    sockets[0]?.close()
    expect(await starting).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: 'The connection to Triptych was lost.', remedy: expect.any(String) },
    })
    // Asked while there is no connection: it waits for the next one.
    expect(await client.call('system.info', {})).toEqual({ ok: true, value: 2 })
    expect(told).toEqual([null, expect.objectContaining({ code: 'unavailable' }), null])
  })

  test('a server that is gone: calls end instead of waiting for ever', async () => {
    const gone = createServer().listen(0, '127.0.0.1')
    await once(gone, 'listening')
    const bound = gone.address()
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0
    gone.close()
    const client = createSocketClient(lineTo(port, '', () => Promise.reject(new Error('no answer'))))
    const told: boolean[] = []
    client.onConnection((connected) => told.push(connected))
    expect(await client.call('system.info', {})).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    expect(told).toEqual([true, false])
  })

  test('a server that was started again and does not know this browser says how to get in', async () => {
    const served = await serve()
    const client = createSocketClient(lineTo(served.port, 'stale=1', async () => false))
    const told: (RpcError | null)[] = []
    const undo = client.onConnection((_connected, problem) => told.push(problem))
    const reply = await client.call('system.info', {})
    expect(reply).toMatchObject({ ok: false, error: { remedy: 'Open the newest address that its terminal printed.' } })
    expect(told).toEqual([null, reply.ok ? null : reply.error])
    undo()
    // Told to whoever comes later, too.
    client.onConnection((connected) => expect(connected).toBe(false))()
  })
})
