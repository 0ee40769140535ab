import { type AnyMessage, methods } from '@agentclientprotocol/sdk'
import type { AgentProcess } from './agent-process.ts'
import { createLineSplitter } from './json-lines.ts'
import { createNoise, type Garbage, type Noise } from './noise.ts'
import { isTooDeep, parseMessage } from './protocol-message.ts'
import { createRedactedLines } from './redacted-lines.ts'
import type { Transcript } from './transcript.ts'

/** So many requests of an agent may be unanswered; then nothing more is read of it until some are. */
export const MAX_OPEN_REQUESTS = 64
/** Of a line that is not parsed. */
const SHOWN_CHARACTERS = 4_096

export interface MessageHandlers {
  /** Params of `session/update`, in the order they were sent. Called while the bytes are read, so nothing piles up. */
  onUpdate(params: unknown): void
  /** Every other valid message is a sign of life. */
  onMessage(): void
  /** All that came for long was no message; see noise.ts. */
  onGarbage(garbage: Garbage): void
  /** A handler threw. */
  onFailure(error: unknown): void
}

/** What is needed of a program to speak with it. */
export type TalkingProgram = Pick<AgentProcess, 'stdin' | 'stdout' | 'redactor'>

export interface MessageStreams {
  readable: ReadableStream<AnyMessage>
  writable: WritableStream<AnyMessage>
}

/** Requests that wait for a reply, both ways. */
interface OpenRequests {
  /** Ids of ours. */
  ours: Set<unknown>
  /** How many of the agent's; at `MAX_OPEN_REQUESTS` its output is left in the pipe. */
  theirs: number
}

/** The messages of a started agent, both ways; all of them go to the transcript. */
export function messageStreams(
  agent: TalkingProgram,
  transcript: Pick<Transcript, 'message' | 'text'>,
  handlers: MessageHandlers,
): MessageStreams {
  const open: OpenRequests = { ours: new Set(), theirs: 0 }
  return {
    readable: readMessages(agent, transcript, handlers, open),
    writable: writeMessages(agent, transcript, open),
  }
}

/** Where lines go. */
interface Reader {
  transcript: Pick<Transcript, 'message' | 'text'>
  handlers: MessageHandlers
  requests: OpenRequests
  noise: Noise
}

/**
 * Lines that are no messages of the protocol go to the transcript only: the SDK would answer each of them with an error on the
 * agent's input. Updates do not pass through the SDK: it drops kinds it does not know and does not wait for handlers.
 */
function takeLine(line: string, { transcript, handlers, requests, noise }: Reader): AnyMessage | null {
  if (line.trim() === '') return null
  const message = parseMessage(line)
  const isReply = message !== null && !('method' in message)
  if (message === null || (isReply && !requests.ours.delete(message.id))) {
    noise.add(line, line.length)
    return null
  }
  noise.interrupt()
  transcript.message('agent', line)
  if ('method' in message && message.method === methods.client.session.update) {
    handlers.onUpdate(message.params)
    return null
  }
  handlers.onMessage()
  if ('method' in message && 'id' in message) requests.theirs += 1
  return message
}

function readMessages(
  { stdout, redactor }: TalkingProgram,
  transcript: Reader['transcript'],
  handlers: MessageHandlers,
  requests: OpenRequests,
): ReadableStream<AnyMessage> {
  const redacted = createRedactedLines(redactor)
  const noise = createNoise((text) => transcript.text('noise', text), handlers.onGarbage)
  const reader = { transcript, handlers, requests, noise }
  const addPart = (text: string, bytes: number, what: string): void =>
    noise.add(`[${bytes} bytes, ${what}] ${redactor.beginning(text)}`, bytes)
  let open = true
  return new ReadableStream<AnyMessage>({
    cancel() {
      open = false
    },
    start(controller) {
      const takeAll = (lines: readonly string[]): void => {
        for (const line of lines) {
          const message = takeLine(line, reader)
          if (message !== null) controller.enqueue(message)
        }
      }
      const splitter = createLineSplitter({
        line: (line) => {
          if (isTooDeep(line)) addPart(line.slice(0, SHOWN_CHARACTERS), line.length, 'nested too deeply')
          else takeAll(redacted.take(line))
        },
        fragment: (text, bytes) => addPart(text, bytes, 'not a whole line'),
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
      stdout.on('data', (chunk: Buffer) =>
        guarded(() => {
          splitter.push(chunk)
          if (requests.theirs >= MAX_OPEN_REQUESTS) stdout.pause()
        }),
      )
      // `close` follows `end` and `error` alike.
      stdout.on('error', () => undefined)
      stdout.once('close', () =>
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
  agent: TalkingProgram,
  transcript: Reader['transcript'],
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
