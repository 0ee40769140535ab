import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { type AnswerServer, openAnswerServer } from '../../../electron/agents/mcp-server.ts'
import { NOTHING_TO_HIDE } from '../../../electron/secrets/redactor.ts'
import { startServe } from '../../../electron/serve.ts'
import { fakeHost } from '../../serve/fake-host.ts'
import { forgedRequests } from '../../serve/forged-requests.ts'
import { ask, letIn, targetOf } from '../../serve/requests.ts'
import type { FaultRun, Figure } from '../section.ts'

/** Requests that a page or a program could forge against `serve`. */
export async function serverFigures({ folder }: FaultRun): Promise<Figure[]> {
  const rendererFolder = path.join(folder, 'renderer')
  mkdirSync(path.join(rendererFolder, 'assets'), { recursive: true })
  writeFileSync(path.join(rendererFolder, 'index.html'), '<!doctype html><title>Triptych</title>')
  writeFileSync(path.join(rendererFolder, 'assets/app.css'), 'body {}')
  const host = fakeHost()
  const started = await startServe({
    host,
    rendererFolder,
    port: 0,
    onNewAddress: () => undefined,
    report: () => undefined,
  })
  if (!started.ok) throw new Error(started.error.message)
  try {
    const { port, address } = started.value
    const known = { port, cookie: await letIn(started.value), entry: targetOf(address()) }
    const forged = forgedRequests(known)
    const answers = await Promise.all(forged.map(({ target, ...options }) => ask(port, target, options)))
    const granted = answers.filter(({ status, headers, body }) => {
      const isRefused = status >= 400 && status < 500 && headers['set-cookie'] === undefined
      return !isRefused || /<title>Triptych<|body \{\}/.test(body)
    })
    const bad = granted.length + host.connected
    return [{ what: 'forged requests of the server for browsers that were granted', count: forged.length, bad }]
  } finally {
    await started.value.close()
  }
}

/** What is wrong about a request of the agents' endpoint; each alone is enough. */
function forgeries({ token, url }: AnswerServer): Record<string, string>[] {
  const host = new URL(url).host
  const right = {
    host,
    authorization: `Bearer ${token}`,
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
  }
  const tokens = [
    '',
    'Bearer',
    'Bearer ',
    `Bearer ${token.slice(1)}`,
    `Bearer ${token}x`,
    `Basic ${token}`,
    token,
    `bearer ${token}`,
    `Bearer ${'A'.repeat(43)}`,
  ]
  const hosts = [
    'evil.example',
    `evil.example:${new URL(url).port}`,
    `localhost:${new URL(url).port}`,
    '127.0.0.1',
    `[::1]:${new URL(url).port}`,
    `127.0.0.1.evil.example:${new URL(url).port}`,
  ]
  const origins = [
    'https://evil.example',
    'null',
    `http://${host}`,
    'http://localhost',
    'file://',
    'app://triptych',
    '',
  ]
  return [
    ...tokens.map((authorization) => ({ ...right, authorization })),
    ...hosts.map((other) => ({ ...right, host: other })),
    ...origins.map((origin) => ({ ...right, origin })),
    ...origins.map((origin) => ({ ...right, origin, authorization: '' })),
  ]
}

const CALL = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} })

function statusOf({ url }: AnswerServer, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const asked = request(url, { method: 'POST', headers, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', () => resolve(0))
    asked.end(CALL)
  })
}

/** Requests of the endpoint that an agent has while its turn runs; and of the same address when the turn is over. */
export async function endpointFigures(): Promise<Figure[]> {
  let heard = 0
  const open = () =>
    openAnswerServer({ tool: 'submit_plan', problem: () => null, redactor: NOTHING_TO_HIDE }, () => (heard += 1))
  const [server, other] = [await open(), await open()]
  const forged = [
    ...forgeries(server),
    { ...forgeries(server)[0], authorization: `Bearer ${other.token}`, host: new URL(server.url).host },
  ]
  const statuses = await Promise.all(forged.map((headers) => statusOf(server, headers)))
  const granted = statuses.filter((status) => status !== 401 && status !== 403).length
  const rightly = await statusOf(server, { ...forgeries(server)[0], authorization: `Bearer ${server.token}` })
  await Promise.all([server.close(), other.close()])
  const afterwards = await statusOf(server, { authorization: `Bearer ${server.token}` })
  return [
    {
      what: "forged requests of an agent's endpoint that were granted",
      count: forged.length,
      bad: granted + (heard - 1),
    },
    {
      what: 'controls that failed: the right request is granted while the turn runs, and nobody answers afterwards',
      count: 2,
      bad: Number(rightly !== 200) + Number(afterwards !== 0),
    },
  ]
}
