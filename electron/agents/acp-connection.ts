import { type ClientConnection, client, methods, RequestError } from '@agentclientprotocol/sdk'
import { z } from 'zod'
import { type MessageHandlers, messageStreams } from './acp-messages.ts'
import type { AgentProcess } from './agent-process.ts'
import type { PermissionReply } from './permissions.ts'
import type { Reply } from './rpc-reply.ts'
import type { Transcript } from './transcript.ts'

export interface AgentConnection {
  /** `timeoutMs` null: as long as it takes. */
  request<T>(method: string, params: unknown, reply: z.ZodType<T>, timeoutMs: number | null): Promise<Reply<T>>
  notify(method: string, params: unknown): void
  close(): void
}

export interface ConnectionHandlers extends MessageHandlers {
  /** Params of `session/request_permission`; resolves to the reply. */
  onPermission(params: unknown): Promise<PermissionReply>
}

/** Speaks ACP with a started agent over its standard input and output; both ways go to the transcript. */
export function connectAgent(
  agent: AgentProcess,
  transcript: Transcript,
  handlers: ConnectionHandlers,
): AgentConnection {
  const connection = client({ name: 'triptych' })
    .onRequest(
      methods.client.session.requestPermission,
      (params: unknown) => params,
      ({ params }) => handlers.onPermission(params),
    )
    .connect(messageStreams(agent, transcript, handlers))
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
