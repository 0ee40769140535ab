import { type AnyMessage, methods } from '@agentclientprotocol/sdk'
import { z } from 'zod'
import type { AgentProcess } from './agent-process.ts'
import { createLineSplitter } from './json-lines.ts'
import { createRedactedLines } from './redacted-lines.ts'
import type { Transcript } from './transcript.ts'

/** So many requests of an agent may be unanswered; then nothing more is read of it until some are. */
export const MAX_OPEN_REQUESTS = 64

export interface MessageHandlers {
  /** Params of `session/update`, in the order they were sent. Called while the bytes are read, so nothing piles up. */
  onUpdate(params: unknown): void
  /** Every other valid message is a sign of life. */
  onMessage(): void
  /** A handler threw. */
  onFailure(error: unknown): void
}

export interface MessageStreams {
  readable: ReadableStream<AnyMessage>
  writable: WritableStream<AnyMessage>
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

/** Requests that wait for a reply, both ways. */
interface OpenRequests {
  /** Ids of ours. */
  ours: Set<unknown>
  /** How many of the agent's; at `MAX_OPEN_REQUESTS` its output is left in the pipe. */
  theirs: number
}

/** The messages of a started agent, both ways; all of them go to the transcript. */
export function messageStreams(agent: AgentProcess, transcript: Transcript, handlers: MessageHandlers): MessageStreams {
  const open: OpenRequests = { ours: new Set(), theirs: 0 }
  return {
    readable: readMessages(agent, transcript, handlers, open),
    writable: writeMessages(agent, transcript, open),
  }
}

/**
 * Lines that are no messages of the protocol go to the transcript only: the SDK would answer each of them with an error on the
 * agent's input. Updates do not pass through the SDK: it drops kinds it does not know and does not wait for handlers.
 */
function takeLine(
  line: string,
  transcript: Transcript,
  handlers: MessageHandlers,
  requests: OpenRequests,
): AnyMessage | null {
  if (line.trim() === '') return null
  const message = parseMessage(line)
  const isReply = message !== null && !('method' in message)
  if (message === null || (isReply && !requests.ours.delete(message.id))) {
    transcript.text('noise', line)
    return null
  }
  transcript.message('agent', line)
  if ('method' in message && message.method === methods.client.session.update) {
    handlers.onUpdate(message.params)
    return null
  }
  handlers.onMessage()
  if ('method' in message && 'id' in message && message.id !== null) requests.theirs += 1
  return message
}

function readMessages(
  agent: AgentProcess,
  transcript: Transcript,
  handlers: MessageHandlers,
  requests: OpenRequests,
): ReadableStream<AnyMessage> {
  const redacted = createRedactedLines(agent.redactor)
  let open = true
  return new ReadableStream<AnyMessage>({
    cancel() {
      open = false
    },
    start(controller) {
      const takeAll = (lines: readonly string[]): void => {
        for (const line of lines) {
          const message = takeLine(line, transcript, handlers, requests)
          if (message !== null) controller.enqueue(message)
        }
      }
      const splitter = createLineSplitter({
        line: (line) => takeAll(redacted.take(line)),
        fragment: (text, bytes) =>
          transcript.text('noise', `[${bytes} bytes, not a whole line] ${agent.redactor.beginning(text)}`),
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
      agent.stdout.on('data', (chunk: Buffer) =>
        guarded(() => {
          splitter.push(chunk)
          if (requests.theirs >= MAX_OPEN_REQUESTS) agent.stdout.pause()
        }),
      )
      // `close` follows `end` and `error` alike.
      agent.stdout.on('error', () => undefined)
      agent.stdout.once('close', () =>
        guarded(() => {
          splitter.end()
          takeAll(redacted.end())
          open = false
          controller.close()
        }),
      )
    },
  })
}

function writeMessages(
  agent: AgentProcess,
  transcript: Transcript,
  requests: OpenRequests,
): WritableStream<AnyMessage> {
  const written = (message: AnyMessage): void => {
    if ('method' in message || message.id === null) return
    requests.theirs -= 1
    if (requests.theirs < MAX_OPEN_REQUESTS) agent.stdout.resume()
  }
  return new WritableStream<AnyMessage>({
    write(message) {
      if ('method' in message && 'id' in message) requests.ours.add(message.id)
      const json = JSON.stringify(message)
      transcript.message('application', json)
      return new Promise((resolve, reject) => {
        agent.stdin.write(`${json}\n`, (error) => {
          if (error) return reject(error)
          written(message)
          resolve()
        })
      })
    },
  })
}
