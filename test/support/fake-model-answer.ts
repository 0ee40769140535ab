import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ModelProtocol, ModelRequest, OfferedTool, ServerSentEvent, ToolCall } from './fake-model-protocol.ts'

export interface FakeCall {
  /** The end of a tool's name, because agents put prefixes before it. */
  tool: string
  arguments: Record<string, unknown>
}

export type FakeAction =
  /** Without a call the turn ends. */
  | { text?: string; call?: FakeCall }
  /** Never answers; the request stays open until the agent or the server closes it. */
  | { hang: true }
  /** Says this again and again, five times a second, until the agent or the server closes the request. */
  | { drip: string }
  /** An error of the provider, such as 429. */
  | { status: number; message: string; headers?: Record<string, string> }

const PIECE_CHARACTERS = 4_000
const DRIP_MS = 200

/** Answers one request; resolves when all is sent, or cannot be. */
export async function perform(
  action: FakeAction,
  protocol: ModelProtocol,
  { model, tools, stream }: ModelRequest,
  number: number,
  response: ServerResponse,
): Promise<void> {
  if ('hang' in action) return
  if ('status' in action) {
    sendJson(response, action.status, protocol.error(action.status, action.message), action.headers)
    return
  }
  const writer = protocol.writer(model, number)
  const call = 'call' in action && action.call !== undefined ? toolCall(action.call, tools, number) : null
  const text = 'drip' in action ? '' : (action.text ?? '')
  const document = stream ? null : writer.document(text, call)
  if (document !== null) {
    sendJson(response, 200, document)
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  await send(response, writer.begin())
  while ('drip' in action && !response.destroyed) {
    await send(response, writer.text(action.drip))
    await sleep(DRIP_MS, undefined, { ref: false })
  }
  for (let at = 0; at < text.length; at += PIECE_CHARACTERS) {
    await send(response, writer.text(text.slice(at, at + PIECE_CHARACTERS)))
  }
  await send(response, [...(call === null ? [] : writer.call(call)), ...writer.end()])
  response.end()
}

function toolCall({ tool: name, arguments: given }: FakeCall, tools: readonly OfferedTool[], number: number): ToolCall {
  const tool = tools.find((offered) => offered.name === name) ?? { name }
  return { id: `call_${number}`, tool, arguments: given }
}

async function send(response: ServerResponse, events: readonly ServerSentEvent[]): Promise<void> {
  for (const { event, data } of events) {
    if (response.destroyed) return
    const name = event === undefined ? '' : `event: ${event}\n`
    const taken = response.write(`${name}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`)
    if (!taken) await drained(response)
  }
}

/** What was written is taken, or will never be. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      response.off('drain', settle).off('close', settle)
      resolve()
    }
    response.on('drain', settle).on('close', settle)
  })

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
