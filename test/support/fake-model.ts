import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { type PromptHeading, readHeading } from '../../electron/engine/prompts/heading.ts'

/** One turn of a run as the model sees it: whose it is comes from the first line of our prompt, and from nothing else in it. */
export interface FakeTurn extends PromptHeading {
  /** Names of the tools that the agent offers, as the agent spells them. */
  tools: string[]
  /** The agent's working directory, if its system prompt tells it. */
  cwd: string | null
}

export type FakeAction =
  /** `tool` is the end of a tool's name, because agents put prefixes before it. Without a call the turn ends. */
  | { text?: string; call?: { tool: string; arguments: Record<string, unknown> } }
  /** Never answers; the request stays open until the agent or the server closes it. */
  | { hang: true }
  /** An error of the provider, such as 429. */
  | { status: number; message: string }

/** `step` is how many tool results the turn has had since its prompt, from 0. */
export type FakeScript = (turn: FakeTurn, step: number) => FakeAction

export interface FakeRequest {
  /** Null for an agent's side request, such as one for a session title. */
  turn: FakeTurn | null
  step: number
  action: FakeAction
  /** All messages' texts, as they were received. */
  messages: { role: string; text: string }[]
}

export interface FakeModel {
  /** Base address of the OpenAI Chat Completions API. */
  url: string
  /** Oldest first. */
  requests: readonly FakeRequest[]
  close(): Promise<void>
}

/** A scripted model on loopback for agents that speak OpenAI Chat Completions with streaming. */
export async function startFakeModel({ script }: { script: FakeScript }): Promise<FakeModel> {
  const requests: FakeRequest[] = []
  const server = createServer((request, response) => {
    answer(request, response, script, requests).catch((error: unknown) => {
      // A script that throws is a fault of the test: the agent must not take it for one that is worth a retry.
      sendError(response, 400, error instanceof Error ? error.message : String(error))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The fake model has no port')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const textPart = z.object({ text: z.string() }).transform(({ text }) => text)
const content = z.union([z.string(), z.array(textPart.catch('')).transform((parts) => parts.join('\n'))])
const completionSchema = z.object({
  model: z.string(),
  messages: z.array(
    z
      .object({ role: z.string(), content: content.nullish() })
      .transform(({ role, content: text }) => ({ role, text: text ?? '' })),
  ),
  tools: z
    .array(z.object({ function: z.object({ name: z.string() }) }).transform((tool) => tool.function.name))
    .default([]),
  stream: z.literal(true),
})
type Completion = z.infer<typeof completionSchema>

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  script: FakeScript,
  requests: FakeRequest[],
): Promise<void> {
  if (request.method === 'GET' && request.url?.endsWith('/models')) {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data: [] }))
    return
  }
  if (request.method !== 'POST' || !request.url?.endsWith('/chat/completions')) {
    sendError(response, 404, `The fake model does not speak ${request.method} ${request.url}`)
    return
  }
  const completion = completionSchema.parse(JSON.parse(await readBody(request)))
  const { turn, step } = findTurn(completion)
  const action = turn === null ? { text: 'A side request' } : withFullToolName(script(turn, step), turn.tools)
  requests.push({ turn, step, action, messages: completion.messages })
  perform(action, completion.model, response)
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

/** The newest of our prompts decides; agents add messages of their own before and after it. */
function findTurn({ messages, tools }: Completion): { turn: FakeTurn | null; step: number } {
  const headings = messages.map(({ role, text }) => (role === 'user' ? readHeading(text) : null))
  const at = headings.findLastIndex((heading) => heading !== null)
  const heading = headings[at] ?? null
  // Agents ask for titles without any tools, with our prompt in the request.
  if (heading === null || tools.length === 0) return { turn: null, step: 0 }
  const step = messages.slice(at + 1).filter(({ role }) => role === 'tool').length
  const system = messages.find(({ role }) => role === 'system')?.text ?? ''
  const cwd = /^\s*Working directory:\s*(\S.*?)\s*$/m.exec(system)?.[1] ?? null
  return { turn: { ...heading, tools, cwd }, step }
}

function withFullToolName(action: FakeAction, tools: readonly string[]): FakeAction {
  if (!('call' in action) || action.call === undefined) return action
  const { tool } = action.call
  const name = tools.find((offered) => offered === tool) ?? tools.find((offered) => offered.endsWith(tool))
  if (name === undefined) throw new Error(`No tool ends in "${tool}"; the agent offers ${tools.join(', ')}`)
  return { ...action, call: { ...action.call, tool: name } }
}

function perform(action: FakeAction, model: string, response: ServerResponse): void {
  if ('hang' in action) return
  if ('status' in action) sendError(response, action.status, action.message)
  else sendStream(action, model, response)
}

function sendError(response: ServerResponse, status: number, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ error: { message, type: 'fake_model', code: status } }))
}

let completions = 0

function sendStream(
  { text = '', call }: Extract<FakeAction, { text?: string }>,
  model: string,
  response: ServerResponse,
): void {
  completions += 1
  const number = completions
  const send = (delta: object, finishReason: string | null) => {
    const choices = [{ index: 0, delta, finish_reason: finishReason }]
    write({ id: `fake-${number}`, object: 'chat.completion.chunk', created: 0, model, choices })
  }
  const write = (chunk: object) => response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  send({ role: 'assistant', content: text }, null)
  if (call !== undefined) {
    const invoked = { name: call.tool, arguments: JSON.stringify(call.arguments) }
    send({ tool_calls: [{ index: 0, id: `call_${number}`, type: 'function', function: invoked }] }, null)
  }
  send({}, call === undefined ? 'stop' : 'tool_calls')
  const usage = { prompt_tokens: 1_200, completion_tokens: 34, total_tokens: 1_234 }
  write({ id: `fake-${number}`, object: 'chat.completion.chunk', created: 0, model, choices: [], usage })
  response.end('data: [DONE]\n\n')
}
