import { z } from 'zod'

/** What a protocol of a model's provider is to the fake model: how a request is read, and how an answer is written. */
export interface ModelProtocol {
  /** Whether requests to this path, without its query, are its own. */
  speaks(path: string): boolean
  /** Throws for what no client of the protocol sends. */
  read(body: unknown, path: string): ModelRequest
  /** `number` is the how-many-th answer of the server this is, for ids. */
  writer(model: string, number: number): AnswerWriter
  /** The body of an error, as the provider would send it. */
  error(status: number, message: string): object
}

export interface ModelMessage {
  /** `user`, `assistant`, `tool` (a result) or `system`, however the protocol says it. */
  role: string
  text: string
}

export interface OfferedTool {
  name: string
  /** The group that the tool is offered in, where the protocol has groups. */
  namespace?: string
}

export interface ModelRequest {
  model: string
  /** Oldest first; system texts come first. */
  messages: ModelMessage[]
  tools: OfferedTool[]
  /** False: the answer is one JSON document. */
  stream: boolean
}

export interface ToolCall {
  id: string
  tool: OfferedTool
  arguments: Record<string, unknown>
}

/** One server-sent event: its name, where the protocol names events, and its data. */
export type ServerSentEvent = { event?: string; data: object | '[DONE]' }

/** Writes one answer in order: begin, any number of texts, at most one call, end. */
export interface AnswerWriter {
  begin(): ServerSentEvent[]
  text(piece: string): ServerSentEvent[]
  call(call: ToolCall): ServerSentEvent[]
  end(): ServerSentEvent[]
  /** The whole answer for a client that asked for no stream; null if clients of this protocol always stream. */
  document(text: string, call: ToolCall | null): object | null
}

/** What every answer is said to have used. */
export const FAKE_USAGE = { input: 1_200, output: 34 }

const textPart = z.object({ text: z.string() }).transform(({ text }) => text)

/** A text, or a list of parts of which only the texts count. */
export const contentText = z.union([
  z.string(),
  z.array(textPart.catch('')).transform((parts) => parts.filter((part) => part !== '').join('\n')),
])
