import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { ANSWER_SCHEMAS, ANSWER_TOOL_DESCRIPTIONS } from '../../shared/answers.ts'
import type { Redactor } from '../secrets/redactor.ts'
import { type AnswerRules, checkAnswer } from './answer-check.ts'

export const SERVER_NAME = 'triptych'
const MAX_BODY_BYTES = 4 * 1024 * 1024

/** What came in over the answer server. */
export interface ReceivedAnswers {
  /** The last valid answer. */
  answer: { value: unknown } | null
  /** What was wrong with the last answer, if it was not valid. */
  problem: string | null
  /** The agent has asked for the list of tools; without that it cannot know of ours. */
  listed: boolean
}

interface Received extends ReceivedAnswers {
  isHeld: boolean
}

/** An answer is without its secrets before anything looks at it. */
export interface ServedRules extends AnswerRules {
  redactor: Redactor
}

export interface AnswerServer {
  url: string
  token: string
  received(): ReceivedAnswers
  /** Whether answers are refused for now: a person's message comes first. */
  hold(isHeld: boolean): void
  /** Stops listening and cuts open connections. */
  close(): Promise<void>
}

/** The SDK takes half a second to load; commands that start no agent do not wait for it. */
async function loadMcp() {
  const [{ Server }, { StreamableHTTPServerTransport }, types] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/index.js'),
    import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
    import('@modelcontextprotocol/sdk/types.js'),
  ])
  return { Server, StreamableHTTPServerTransport, types }
}
type Mcp = Awaited<ReturnType<typeof loadMcp>>

/**
 * An MCP server with the one answer tool of a turn, on loopback and a port of the system's choice. Only who knows the token
 * (256 bits, made for this turn) and asks as no browser can is heard. `onCall` is told of every accepted request.
 */
export async function openAnswerServer(rules: ServedRules, onCall: () => void): Promise<AnswerServer> {
  const mcp = await loadMcp()
  const token = randomBytes(32).toString('base64url')
  const received: Received = { answer: null, problem: null, listed: false, isHeld: false }
  const server = createServer((request, response) => {
    const refusal = refuse(request, token)
    if (refusal !== null) {
      response.writeHead(refusal.status, { ...refusal.headers, connection: 'close' }).end(refusal.message)
      return
    }
    onCall()
    // The transport answers malformed requests itself; what still fails is a connection that was cut.
    handle(mcp, rules, received, request, response).catch((error: unknown) => response.destroy(asError(error)))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/mcp`,
    token,
    received: () => ({ ...received }),
    hold: (isHeld) => {
      received.isHeld = isHeld
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

const portOf = (address: ReturnType<ReturnType<typeof createServer>['address']>): number =>
  z.object({ port: z.int() }).parse(address).port

interface HttpRefusal {
  status: number
  message: string
  headers?: Record<string, string>
}

/** A page in a browser sends an Origin, and reaches us by a name that is not ours; neither is ever right. */
function refuse(request: IncomingMessage, token: string): HttpRefusal | null {
  const own = `127.0.0.1:${request.socket.localPort}`
  if (request.headers.host !== own) return { status: 403, message: 'Host not allowed' }
  if (request.headers.origin !== undefined) return { status: 403, message: 'Origin not allowed' }
  if (!sameText(request.headers.authorization ?? '', `Bearer ${token}`))
    return { status: 401, message: 'Token missing or wrong' }
  if (request.url !== '/mcp') return { status: 404, message: 'Not found' }
  if (request.method !== 'POST') return { status: 405, message: 'Only POST', headers: { allow: 'POST' } }
  return null
}

function sameText(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Stateless: every request has a server and a transport of its own. */
async function handle(
  mcp: Mcp,
  rules: ServedRules,
  received: Received,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const server = new mcp.Server({ name: SERVER_NAME, version: '1.0.0' }, { capabilities: { tools: {} } })
  server.setRequestHandler(mcp.types.ListToolsRequestSchema, () => {
    received.listed = true
    return { tools: [toolDefinition(rules)] }
  })
  server.setRequestHandler(mcp.types.CallToolRequestSchema, ({ params }) => callTool(rules, received, params))
  const transport = new mcp.StreamableHTTPServerTransport({
    enableJsonResponse: true,
    maxRequestBodySize: MAX_BODY_BYTES,
  })
  response.once('close', () => void server.close())
  await server.connect(transport)
  await transport.handleRequest(request, response)
}

const toolDefinition = ({ tool }: AnswerRules) => ({
  name: tool,
  description: ANSWER_TOOL_DESCRIPTIONS[tool],
  // It changes nothing but what we are told; in their read-only modes some agents offer the model no other tools.
  annotations: { readOnlyHint: true },
  inputSchema: { ...z.toJSONSchema(ANSWER_SCHEMAS[tool], { io: 'input' }), type: 'object' as const },
})

function callTool(rules: ServedRules, received: Received, call: { name: string; arguments?: unknown }) {
  const reply = (text: string, isError: boolean) => ({ content: [{ type: 'text' as const, text }], isError })
  if (call.name !== rules.tool) return reply(`There is no tool ${call.name}; call ${rules.tool}.`, true)
  if (received.isHeld)
    return reply(`Not accepted: the person has a message for you. Heed it, then call ${rules.tool}.`, true)
  const checked = checkAnswer(rules.redactor.data(call.arguments ?? {}), rules)
  if (checked.kind === 'wrong') {
    received.problem = checked.problem
    return reply(`Not accepted. Correct this and call ${rules.tool} again:\n${checked.problem}`, true)
  }
  received.answer = { value: checked.answer }
  received.problem = null
  return reply('Accepted. You can end your turn now.', false)
}
