import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type PromptHeading, readHeading } from '../../electron/engine/prompts/heading.ts'
import { type FakeAction, perform, sendJson } from './fake-model-answer.ts'
import { anthropicMessages } from './fake-model-anthropic.ts'
import { chatCompletions } from './fake-model-chat.ts'
import { gemini } from './fake-model-gemini.ts'
import type { ModelMessage, ModelProtocol, ModelRequest } from './fake-model-protocol.ts'
import { responses } from './fake-model-responses.ts'

export type { FakeAction, FakeCall } from './fake-model-answer.ts'

/** One turn of a run as the model sees it: whose it is comes from the first line of our prompt, and from nothing else in it. */
export interface FakeTurn extends PromptHeading {
  /** Names of the tools that the agent offers, as the agent spells them. */
  tools: string[]
  /** The agent's working directory, if its system prompt tells it. */
  cwd: string | null
}

/** `step` is how many tool results the turn has had since its prompt, from 0. */
export type FakeScript = (turn: FakeTurn, step: number) => FakeAction

export interface FakeRequest {
  /** Null for an agent's side request, such as one for a session title. */
  turn: FakeTurn | null
  step: number
  action: FakeAction
  /** All messages' texts, as they were received. */
  messages: readonly ModelMessage[]
  /** The agent closed the request before the answer was whole. */
  readonly cutOff: boolean
}

export interface FakeModel {
  /** Scheme, host and port. */
  origin: string
  /** Base address of the two OpenAI protocols. */
  url: string
  /** Oldest first. */
  requests: readonly FakeRequest[]
  close(): Promise<void>
}

const PROTOCOLS: readonly ModelProtocol[] = [chatCompletions, responses, anthropicMessages, gemini]

/**
 * A scripted model on loopback. It speaks OpenAI Chat Completions, OpenAI Responses, Anthropic Messages and Gemini, by the path that
 * is asked.
 */
export async function startFakeModel({ script }: { script: FakeScript }): Promise<FakeModel> {
  const requests: FakeRequest[] = []
  const server = createServer((request, response) => {
    answer(request, response, script, requests).catch((error: unknown) => {
      // A script that throws is a fault of the test: the agent must not take it for one that is worth a retry.
      sendJson(response, 400, chatCompletions.error(400, error instanceof Error ? error.message : String(error)))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The fake model has no port')
  const origin = `http://127.0.0.1:${address.port}`
  return {
    origin,
    url: `${origin}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  script: FakeScript,
  requests: FakeRequest[],
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://model').pathname
  if (request.method === 'GET' && path.endsWith('/models')) {
    sendJson(response, 200, { object: 'list', data: [] })
    return
  }
  const protocol = PROTOCOLS.find((candidate) => candidate.speaks(path))
  if (request.method !== 'POST' || protocol === undefined) {
    const message = `The fake model does not speak ${request.method} ${request.url}`
    sendJson(response, 404, chatCompletions.error(404, message))
    return
  }
  const asked = protocol.read(JSON.parse(await readBody(request)), path)
  const { turn, step } = findTurn(asked)
  const action = turn === null ? { text: 'A side request' } : withFullToolName(script(turn, step), turn.tools)
  const received = { turn, step, action, messages: asked.messages, cutOff: false }
  requests.push(received)
  response.once('close', () => {
    received.cutOff = !response.writableFinished
  })
  await perform(action, protocol, asked, requests.length, response)
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

/** How the agents tell their working directory in what they say before our prompt. */
const WORKING_DIRECTORY = /(?:working directory(?: is)?:|<cwd>|workspace directories:\*\*\s*-)[ \t]*(\/[^\n<]*[^\s<])/i

/** The newest of our prompts decides; agents add messages of their own before and after it. */
function findTurn({ messages, tools }: ModelRequest): { turn: FakeTurn | null; step: number } {
  const headings = messages.map(({ role, text }) => (role === 'user' ? readHeading(text) : null))
  const at = headings.findLastIndex((heading) => heading !== null)
  const heading = headings[at] ?? null
  // Agents ask for titles without any tools, with our prompt in the request.
  if (heading === null || tools.length === 0) return { turn: null, step: 0 }
  const step = messages.slice(at + 1).filter(({ role }) => role === 'tool').length
  const told = messages.map(({ text }) => WORKING_DIRECTORY.exec(text)?.[1]).find((folder) => folder !== undefined)
  return { turn: { ...heading, tools: tools.map(({ name }) => name), cwd: told ?? null }, step }
}

function withFullToolName(action: FakeAction, tools: readonly string[]): FakeAction {
  if (!('call' in action) || action.call === undefined) return action
  const { tool } = action.call
  const name = tools.find((offered) => offered === tool) ?? tools.find((offered) => offered.endsWith(tool))
  if (name === undefined) throw new Error(`No tool ends in "${tool}"; the agent offers ${tools.join(', ')}`)
  return { ...action, call: { ...action.call, tool: name } }
}
