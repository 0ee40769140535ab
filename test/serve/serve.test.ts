import { once } from 'node:events'
import { createConnection } from 'node:net'
import { expect, test, vi } from 'vitest'
import { startServe } from '../../electron/serve.ts'
import { CONTENT_SECURITY_POLICY } from '../../electron/static-files.ts'
import type { TopicMessage } from '../../shared/contract.ts'
import { fakeHost } from './fake-host.ts'
import { ask, letIn, openSocket, serve, targetOf } from './support.ts'

vi.setConfig({ testTimeout: 60_000 })

/** What must come, however busy the machine is. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 30_000 })

/** As large as is asked for: the id of its only gate is. */
const gates = (bytes: number): TopicMessage => ({
  topic: 'gates.changed',
  value: { gates: [{ id: 'x'.repeat(bytes), runId: '', kind: 'plan', question: '', openedAt: '' }] },
})

test('the address opens one browser, once, and leaves no token behind', async () => {
  const served = await serve()
  const { port } = served
  const first = served.address()
  expect(first).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
  // What previews a link may not use it up.
  expect((await ask(port, targetOf(first), { method: 'HEAD' })).status).toBe(401)
  const entered = await ask(port, targetOf(first))
  expect(entered).toMatchObject({ status: 303, headers: { location: '/' }, body: '' })
  expect(entered.headers['set-cookie']).toEqual([
    expect.stringMatching(new RegExp(`^triptych-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`)),
  ])
  expect(served.addresses).toEqual([served.address()])
  expect(served.address()).not.toBe(first)

  const again = await ask(port, targetOf(first))
  expect(again.status).toBe(401)
  expect(again.headers['set-cookie']).toBeUndefined()
  expect(again.body).toContain('The newest one is the last that the terminal printed')
  expect(again.body).not.toContain(targetOf(served.address()))
  expect(served.addresses).toHaveLength(1)
})

test('who was let in reads the window, and only that', async () => {
  const served = await serve()
  const cookie = await letIn(served)
  const page = await ask(served.port, '/', { headers: { cookie: `other=1; ${cookie}` } })
  expect(page.status).toBe(200)
  expect(page.body).toContain('<title>Triptych</title>')
  expect(page.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY)
  const head = await ask(served.port, '/assets/app.css', { method: 'HEAD', headers: { cookie } })
  expect(head).toMatchObject({ status: 200, body: '', headers: { 'content-length': '7' } })
  expect((await ask(served.port, '/secret.txt', { headers: { cookie } })).status).toBe(404)
  // The address of the next browser, opened in this one: it is in already, and the address stays good.
  const next = served.address()
  expect((await ask(served.port, targetOf(next), { headers: { cookie } })).status).toBe(303)
  expect(served.address()).toBe(next)
})

test('calls are answered by id, topics are pushed, and a closed window is forgotten', async () => {
  const answered = Promise.withResolvers<void>()
  const host = fakeHost(async (method, input) => {
    if (method === 'runs.list') await answered.promise
    return { ok: true, value: { method, input } }
  })
  const served = await serve({ host })
  const socket = openSocket(served.port, await letIn(served))
  const got: unknown[] = []
  socket.on('message', (data) => got.push(JSON.parse(String(data))))
  await once(socket, 'open')
  socket.send(JSON.stringify({ id: 1, method: 'runs.list', input: { limit: 1 } }))
  socket.send(JSON.stringify({ id: 2, method: 'system.info' }))
  await eventually(() => got).toEqual([{ id: 2, reply: { ok: true, value: { method: 'system.info' } } }])
  host.publish(gates(1))
  answered.resolve()
  await eventually(() => got.length).toBe(3)
  expect(got.slice(1)).toEqual([
    gates(1),
    { id: 1, reply: { ok: true, value: { method: 'runs.list', input: { limit: 1 } } } },
  ])
  socket.close()
  await eventually(() => host.connected).toBe(0)
})

test('a fault of the host is told as one, and the window goes on', async () => {
  const host = fakeHost(async () => {
    throw new Error('broken')
  })
  const served = await serve({ host })
  const socket = openSocket(served.port, await letIn(served))
  await once(socket, 'open')
  socket.send(JSON.stringify({ id: 7, method: 'runs.list', input: {} }))
  const [data] = await once(socket, 'message')
  expect(JSON.parse(String(data))).toMatchObject({ id: 7, reply: { ok: false, error: { code: 'internal' } } })
  expect(served.reported).toEqual([new Error('broken')])
})

test.each([
  ['no JSON', 'hello', 1003],
  ['an unknown shape', '{"method":"runs.list"}', 1003],
  ['more than was asked for', '{"id":1,"method":"runs.list","extra":1}', 1003],
  ['bytes', Buffer.from('{"id":1,"method":"runs.list"}'), 1003],
  ['more than 5 MiB', `{"id":1,"method":"runs.list","input":"${'x'.repeat(5 * 1024 * 1024)}"}`, 1009],
])('%s ends the line', async (_name, frame, code) => {
  const served = await serve()
  const socket = openSocket(served.port, await letIn(served))
  await once(socket, 'open')
  socket.send(frame)
  const [closed] = await once(socket, 'close')
  expect(closed).toBe(code)
  await eventually(() => served.host.connected).toBe(0)
})

test('a window that does not read is cut off before it costs memory', async () => {
  const served = await serve()
  const socket = openSocket(served.port, await letIn(served))
  await once(socket, 'open')
  socket.pause()
  await eventually(() => {
    served.host.publish(gates(4 * 1024 * 1024))
    return served.host.connected
  }).toBe(0)
})

test('a window is not cut off for an answer that is large and still on its way', async () => {
  const value = 'x'.repeat(40 * 1024 * 1024)
  const served = await serve({ host: fakeHost(async () => ({ ok: true, value })) })
  const socket = openSocket(served.port, await letIn(served))
  await once(socket, 'open')
  const heard: number[] = []
  socket.on('message', (data) => heard.push(String(data).length))
  socket.send(JSON.stringify({ id: 1, method: 'runs.get', input: {} }))
  socket.pause()
  // The answer waits in the server by now, and what follows it must not be what ends the connection.
  await new Promise((resolve) => setTimeout(resolve, 300))
  for (let topic = 0; topic < 3; topic += 1) served.host.publish(gates(10))
  socket.resume()
  await eventually(() => heard.length).toBe(4)
  expect(heard[0]).toBeGreaterThan(value.length)
  expect(served.host.connected).toBe(1)
})

test('a window that no longer answers is ended; one that does stays', async () => {
  const served = await serve({ pingMs: 40 })
  const cookie = await letIn(served)
  const alive = openSocket(served.port, cookie)
  const dead = openSocket(served.port, cookie)
  await Promise.all([once(alive, 'open'), once(dead, 'open')])
  dead.pause()
  await eventually(() => served.host.connected).toBe(1)
  let pings = 0
  alive.on('ping', () => {
    pings += 1
  })
  await eventually(() => pings).toBeGreaterThan(3)
  expect(served.host.connected).toBe(1)
})

test('closing cuts every window off, whatever it does, and closes the host', async () => {
  const served = await serve()
  const socket = openSocket(served.port, await letIn(served))
  const idle = createConnection(served.port, '127.0.0.1')
  await Promise.all([once(socket, 'open'), once(idle, 'connect')])
  const gone = Promise.all([once(socket, 'close'), once(idle, 'close')])
  idle.resume()
  await served.close()
  await gone
  expect(served.host.isClosed).toBe(true)
  await expect(ask(served.port, '/')).rejects.toThrow('ECONNREFUSED')
})

test('nothing listens but 127.0.0.1', async () => {
  const { port } = await serve()
  // Linux has all of 127.0.0.0/8: an open server would answer here.
  const elsewhere = createConnection(port, '127.0.0.2')
  await expect(once(elsewhere, 'connect')).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL|ETIMEDOUT/)
})

test('a port that is taken is refused with what to do', async () => {
  const { port } = await serve()
  const started = await startServe({
    host: fakeHost(),
    rendererFolder: '/',
    port,
    onNewAddress: () => {},
    report: () => {},
  })
  expect(started).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining(`Port ${port}`), remedy: expect.stringContaining('--port') },
  })
})
