import { z } from 'zod'
import type { RedactingStream, Redactor } from '../secrets/redactor.ts'

/** The door for what an agent writes to its standard output, line by line: behind it no secret is known. */
export interface RedactedLines {
  /** The lines to go on with in place of this one: none while its text may be the beginning of a secret, else one or two. */
  take(line: string): string[]
  /** What was held back when the output ended. */
  end(): string[]
}

/** Text of a message that comes in pieces: `agent_message_chunk` and its kin. */
const chunkSchema = z.looseObject({
  method: z.literal('session/update'),
  params: z.looseObject({
    sessionId: z.string(),
    update: z.looseObject({
      sessionUpdate: z.string().endsWith('_chunk'),
      messageId: z.string().nullish(),
      content: z.looseObject({ text: z.string() }),
    }),
  }),
})
type Chunk = z.infer<typeof chunkSchema>

/** After these a message seldom goes on: a reply (it names no method), and a tool call. */
const endingSchema = z.union([
  z.object({ method: z.undefined().optional() }),
  z.object({ params: z.object({ update: z.object({ sessionUpdate: z.literal('tool_call') }) }) }),
])

interface OpenMessage {
  key: string
  stream: RedactingStream
  /** Its newest chunk, without the text. */
  frame: Chunk
}

/** Every text of a message of the protocol is redacted, a chat text also where a secret is split across its chunks. */
export function createRedactedLines(redactor: Redactor): RedactedLines {
  if (redactor.isEmpty) return { take: (line) => [line], end: () => [] }
  let open: OpenMessage | null = null
  const flush = (): string[] => {
    const rest = open?.stream.flush() ?? ''
    return open === null || rest === '' ? [] : [chunkLine(open.frame, rest)]
  }
  const takeChunk = (line: string, chunk: Chunk): string[] => {
    const { text } = chunk.params.update.content
    const key = keyOf(chunk)
    const isNew = open?.key !== key
    const before = isNew ? flush() : []
    const withoutText = withText(chunk, '')
    const frame = chunkSchema.safeParse(redactor.data(withoutText)).data ?? withoutText
    open = { key, stream: (isNew ? null : open?.stream) ?? redactor.stream(), frame }
    const shown = open.stream.push(text)
    if (shown === text && redactor.data(chunk) === chunk) return [...before, line]
    return shown === '' ? before : [...before, chunkLine(frame, shown)]
  }
  return {
    take(line) {
      const message = parseJson(line)
      if (message === undefined) return [redactor.text(line)]
      const chunk = chunkSchema.safeParse(message)
      if (chunk.success) return takeChunk(line, chunk.data)
      const before = endingSchema.safeParse(message).success ? flush() : []
      const redacted = redactor.data(message)
      return [...before, redacted === message ? line : JSON.stringify(redacted)]
    },
    end: flush,
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined // A log line of the agent.
  }
}

const keyOf = ({ params: { sessionId, update } }: Chunk): string =>
  JSON.stringify([sessionId, update.sessionUpdate, update.messageId ?? null])

function withText(chunk: Chunk, text: string): Chunk {
  const { params } = chunk
  const { update } = params
  return { ...chunk, params: { ...params, update: { ...update, content: { ...update.content, text } } } }
}

const chunkLine = (frame: Chunk, text: string): string => JSON.stringify(withText(frame, text))
