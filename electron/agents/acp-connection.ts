import { type AnyMessage, type ClientConnection, client, methods, RequestError } from '@agentclientprotocol/sdk'
import { z } from 'zod'
import type { AgentProcess } from './agent-process.ts'
import { createLineSplitter } from './json-lines.ts'
import type { PermissionReply } from './permissions.ts'
import type { Transcript } from './transcript.ts'

/** A request to the agent fails in one of these ways; none is an exception. */
export type Reply<T> = { kind: 'ok'; value: T } | FailedReply
export type FailedReply =
  | { kind: 'rpc_error'; code: number; message: string; data: unknown }
  /** The connection closed first: the agent ended, or closed its output. */
  | { kind: 'closed' }
  | { kind: 'timeout'; method: string; timeoutMs: number }
  | { kind: 'bad_reply'; method: string; problem: string }

export interface AgentConnection {
  /** `timeoutMs` null: as long as it takes. */
  request<T>(method: string, params: unknown, reply: z.ZodType<T>, timeoutMs: number | null): Promise<Reply<T>>
  notify(method: string, params: unknown): void
  close(): void
}

export interface ConnectionHandlers {
  /** Params of `session/update`, in the order they were sent. Called while the bytes are read, so nothing piles up. */
  onUpdate(params: unknown): void
  /** Params of `session/request_permission`; resolves to the reply. */
  onPermission(params: unknown): Promise<PermissionReply>
  /** Every valid message is a sign of life. */
  onMessage(): void
  /** A handler threw. */
  onFailure(error: unknown): void
}

const jsonrpc = z.literal('2.0')
const idSchema = z.union([z.string(), z.number(), z.null()])
const errorSchema = z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() })
const resultSchema = z.object({ jsonrpc, id: idSchema, result: z.unknown() })
const messageSchema = z.union([
  z.object({ jsonrpc, id: idSchema, method: z.string(), params: z.unknown().optional() }),
  z.object({ jsonrpc, id: z.undefined().optional(), method: z.string(), params: z.unknown().optional() }),
  z.object({ jsonrpc, id: idSchema, error: errorSchema }),
  resultSchema.refine((message) => message.result !== undefined),
])

/** The message in a line; null if it is none of the protocol. */
function parseMessage(line: string): AnyMessage | null {
  try {
    return messageSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null // Not JSON: a log line of the agent.
  }
}

/** Speaks ACP with a started agent over its standard input and output; both ways go to the transcript. */
export function connectAgent(
  agent: AgentProcess,
  transcript: Transcript,
  handlers: ConnectionHandlers,
): AgentConnection {
  const pending = new Set<unknown>()
  const incoming = readMessages(agent, transcript, handlers, pending)
  const outgoing = writeMessages(agent, transcript, pending)
  const connection = client({ name: 'triptych' })
    .onRequest(
      methods.client.session.requestPermission,
      (params: unknown) => params,
      ({ params }) => handlers.onPermission(params),
    )
    .connect({ readable: incoming, writable: outgoing })
  return {
    request: (method, params, reply, timeoutMs) => {
      handlers.onMessage()
      return requestReply(connection, { method, params, timeoutMs }, reply)
    },
    notify(method, params) {
      connection.agent.notify(method, params).catch((error: unknown) => {
        // That the agent has gone is told by other means.
        if (!connection.signal.aborted) handlers.onFailure(error)
      })
    },
    close: () => connection.close(),
  }
}

/**
 * Lines that are no messages of the protocol go to the transcript only: the SDK would answer each of them with an error on the
 * agent's input. Updates do not pass through the SDK: it drops kinds it does not know and does not wait for handlers.
 */
function readMessages(
  agent: AgentProcess,
  transcript: Transcript,
  handlers: ConnectionHandlers,
  pending: Set<unknown>,
): ReadableStream<AnyMessage> {
  const take = (line: string, forward: (message: AnyMessage) => void): void => {
    if (line.trim() === '') return
    const message = parseMessage(line)
    const isReply = message !== null && !('method' in message)
    if (message === null || (isReply && !pending.delete(message.id))) {
      transcript.text('noise', line)
      return
    }
    transcript.message('agent', line)
    handlers.onMessage()
    if ('method' in message && message.method === methods.client.session.update) handlers.onUpdate(message.params)
    else forward(message)
  }
  let open = true
  return new ReadableStream<AnyMessage>({
    cancel() {
      open = false
    },
    start(controller) {
      const splitter = createLineSplitter({
        line: (line) => take(line, (message) => controller.enqueue(message)),
        fragment: (text, bytes) => transcript.text('noise', `[${bytes} bytes, not a whole line] ${text}`),
      })
      const guarded = (work: () => void): void => {
        if (!open) return
        try {
          work()
        } catch (error) {
          open = false
          handlers.onFailure(error)
        }
      }
      agent.stdout.on('data', (chunk: Buffer) => guarded(() => splitter.push(chunk)))
      // `close` follows `end` and `error` alike.
      agent.stdout.on('error', () => undefined)
      agent.stdout.once('close', () =>
        guarded(() => {
          splitter.end()
          open = false
          controller.close()
        }),
      )
    },
  })
}

function writeMessages(agent: AgentProcess, transcript: Transcript, pending: Set<unknown>): WritableStream<AnyMessage> {
  return new WritableStream<AnyMessage>({
    write(message) {
      if ('method' in message && 'id' in message) pending.add(message.id)
      const json = JSON.stringify(message)
      transcript.message('application', json)
      return new Promise((resolve, reject) => {
        agent.stdin.write(`${json}\n`, (error) => (error ? reject(error) : resolve()))
      })
    },
  })
}

async function requestReply<T>(
  connection: ClientConnection,
  call: { method: string; params: unknown; timeoutMs: number | null },
  reply: z.ZodType<T>,
): Promise<Reply<T>> {
  const { method, timeoutMs } = call
  let timer: NodeJS.Timeout | undefined
  const answered = connection.agent.request(method, call.params).then(
    (value): Reply<T> => parseReply(method, value, reply),
    (error: unknown): Reply<T> => {
      if (error instanceof RequestError) {
        return { kind: 'rpc_error', code: error.code, message: error.message, data: error.data }
      }
      return { kind: 'closed' }
    },
  )
  const late = new Promise<Reply<T>>((resolve) => {
    if (timeoutMs !== null) timer = setTimeout(() => resolve({ kind: 'timeout', method, timeoutMs }), timeoutMs)
  })
  return Promise.race([answered, late]).finally(() => clearTimeout(timer))
}

function parseReply<T>(method: string, value: unknown, reply: z.ZodType<T>): Reply<T> {
  const parsed = reply.safeParse(value)
  if (parsed.success) return { kind: 'ok', value: parsed.data }
  return { kind: 'bad_reply', method, problem: z.prettifyError(parsed.error) }
}
