/** A request to the agent fails in one of these ways; none is an exception. */
export type Reply<T> = { kind: 'ok'; value: T } | FailedReply
export type FailedReply =
  | { kind: 'rpc_error'; code: number; message: string; data: unknown }
  /** The connection closed first: the agent ended, or closed its output. */
  | { kind: 'closed' }
  | { kind: 'timeout'; method: string; timeoutMs: number }
  | { kind: 'bad_reply'; method: string; problem: string }

/** The JSON-RPC error as one text, with its data: agents put the provider's words into either. */
export function errorText({ message, data }: { message: string; data: unknown }): string {
  return `${message} ${data === undefined ? '' : JSON.stringify(data)}`.trim()
}

/** Why a request failed, as the end of a sentence for people. */
export function describeFailure(reply: FailedReply): string {
  if (reply.kind === 'rpc_error') return reply.message
  if (reply.kind === 'closed') return 'the agent ended'
  return reply.kind === 'timeout' ? `no answer within ${duration(reply.timeoutMs)}` : reply.problem
}

const NOT_FOUND = -32002

/** The agent does not know the session, whatever it said when the session was opened. */
export function isSessionUnknown(error: { code: number; message: string; data: unknown }): boolean {
  return error.code === NOT_FOUND || /session\b.{0,80}\bnot found|(no such|unknown) session/i.test(errorText(error))
}

/** `0.3 s`, `10 min`. */
export const duration = (ms: number): string => (ms < 120_000 ? `${ms / 1000} s` : `${Math.round(ms / 60_000)} min`)
