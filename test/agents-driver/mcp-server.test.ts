import { request as httpRequest } from 'node:http'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { expect, onTestFinished, test } from 'vitest'
import { type AnswerServer, openAnswerServer } from '../../electron/agents/mcp-server.ts'
import { NOTHING_TO_HIDE } from '../../electron/secrets/redactor.ts'

const VERDICT = { summary: 's', criteria: [{ criterion: 1, status: 'met', reason: 'r', evidence: ['v1'] }] }

async function open(problem: (answer: unknown) => string | null = () => null) {
  const calls = { count: 0 }
  const server = await openAnswerServer(
    { tool: 'submit_verdict', problem, redactor: NOTHING_TO_HIDE },
    () => (calls.count += 1),
  )
  onTestFinished(server.close)
  return { server, calls }
}

/** The SDK's own client, as agents use it. */
async function connect({ url, token }: AnswerServer): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' })
  const headers = { authorization: `Bearer ${token}` }
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }))
  onTestFinished(() => client.close())
  return client
}

test('it offers the one tool of the turn, with its schema', async () => {
  const { server } = await open()
  expect(server.received().listed).toBe(false)
  const client = await connect(server)
  const { tools } = await client.listTools()
  expect(client.getServerVersion()?.name).toBe('triptych')
  expect(tools).toMatchObject([
    {
      name: 'submit_verdict',
      inputSchema: { type: 'object', required: ['summary', 'criteria'], additionalProperties: false },
    },
  ])
  expect(server.received().listed).toBe(true)
})

test.each([
  ['no JSON', '{"jsonrpc":'],
  ['nothing', ''],
  [
    'two million levels',
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"submit_verdict","arguments":{"x":${'['.repeat(1e6)}${']'.repeat(1e6)}}}}`,
  ],
  ['five megabytes', `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"x":"${'x'.repeat(5e6)}"}}`],
  ['another type of arguments', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":7,"arguments":"all"}}'],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00])],
])('a call that is %s is refused, and the next one is heard [fault 16, 18]', async (_, body) => {
  const { server } = await open()
  const headers = {
    authorization: `Bearer ${server.token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  }
  const response = await fetch(server.url, { method: 'POST', headers, body })
  const text = await response.text()
  expect(
    response.status >= 400 || /"isError":true|"error":\{/.test(text),
    `${response.status} ${text.slice(0, 300)}`,
  ).toBe(true)
  const client = await connect(server)
  await client.callTool({ name: 'submit_verdict', arguments: VERDICT })
  expect(server.received()).toMatchObject({ answer: { value: VERDICT }, problem: null })
})

test('what is wrong is told to the model; the last valid answer counts', async () => {
  const { server } = await open((answer) => (JSON.stringify(answer).includes('v9') ? 'there is no v9' : null))
  const client = await connect(server)
  const call = async (name: string, args: Record<string, unknown>) =>
    JSON.stringify(await client.callTool({ name, arguments: args }))

  expect(await call('submit_verdict', { summary: 's' })).toMatch(/criteria.*"isError":true/)
  expect(await call('submit_plan', VERDICT)).toContain('There is no tool submit_plan')
  expect(server.received()).toMatchObject({ answer: null, problem: expect.stringContaining('criteria') })

  expect(await call('submit_verdict', VERDICT)).toContain('"isError":false')
  expect(await call('submit_verdict', VERDICT)).toContain('"isError":false')
  expect(await call('submit_verdict', { ...VERDICT, summary: 'v9' })).toContain('there is no v9')
  expect(server.received()).toMatchObject({ answer: { value: VERDICT }, problem: 'there is no v9' })

  await call('submit_verdict', { ...VERDICT, summary: 'second thoughts' })
  expect(server.received()).toMatchObject({ answer: { value: { summary: 'second thoughts' } }, problem: null })
})

interface Forgery {
  method?: string
  path?: string
  headers?: Record<string, string | undefined>
  body?: string
}

/** By hand: `fetch` would not let us choose Host. */
function send(server: AnswerServer, { method = 'POST', path = '/mcp', headers = {}, body }: Forgery): Promise<number> {
  const { port } = new URL(server.url)
  const right = {
    authorization: `Bearer ${server.token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  }
  const told = Object.entries({ ...right, ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, headers: Object.fromEntries(told), agent: false }
    const request = httpRequest(options, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    request.on('error', reject)
    request.end(
      body ??
        JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name: 'submit_verdict', arguments: VERDICT },
        }),
    )
  })
}

test.each<[string, Forgery, number]>([
  ['no token', { headers: { authorization: undefined } }, 401],
  ['a wrong token', { headers: { authorization: `Bearer ${'x'.repeat(43)}` } }, 401],
  ['the token as a basic one', { headers: { authorization: 'Basic abc' } }, 401],
  ['the name of another host', { headers: { host: 'evil.example' } }, 403],
  ['a name for this host', { headers: { host: 'localhost' } }, 403],
  ['another port', { headers: { host: '127.0.0.1:1' } }, 403],
  ['a page of another origin', { headers: { origin: 'https://evil.example' } }, 403],
  ['a page without origin', { headers: { origin: 'null' } }, 403],
  ['another path', { path: '/' }, 404],
  ['GET', { method: 'GET' }, 405],
  ['DELETE', { method: 'DELETE' }, 405],
  ['no JSON', { body: '{' }, 400],
  ['another content type', { headers: { 'content-type': 'text/plain' } }, 415],
  ['five megabytes', { body: JSON.stringify({ x: 'x'.repeat(5 * 1024 * 1024) }) }, 413],
])('a forged request is refused: %s', async (_, forgery, status) => {
  const { server, calls } = await open()
  expect(await send(server, forgery)).toBe(status)
  expect(server.received().answer).toBeNull()
  if (status < 406 && status > 400) expect(calls.count).toBe(0)
})

test('the same request is taken when nothing is forged, and refused once the turn is over', async () => {
  const { server, calls } = await open()
  expect(await send(server, {})).toBe(200)
  expect(server.received().answer).toEqual({ value: VERDICT })
  expect(calls.count).toBe(1)
  await server.close()
  await expect(send(server, {})).rejects.toThrow('ECONNREFUSED')
})

test('every turn has a token of its own', async () => {
  const [one, two] = [await open(), await open()]
  expect(one.server.token).toHaveLength(43)
  expect(await send(one.server, { headers: { authorization: `Bearer ${two.server.token}` } })).toBe(401)
})
