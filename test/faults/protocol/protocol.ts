/** Spoiled streams through everything of ours that reads an agent's output, judged by what went in. */
import { PassThrough } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { AnyMessage } from '@agentclientprotocol/sdk'
import { type MessageHandlers, messageStreams } from '../../../electron/agents/acp-messages.ts'
import { createPermissions } from '../../../electron/agents/permissions.ts'
import { createSessionUpdates } from '../../../electron/agents/session-updates.ts'
import { createTurnUsage } from '../../../electron/agents/turn-usage.ts'
import { NOTHING_TO_HIDE } from '../../../electron/secrets/redactor.ts'
import { heldBytes as held } from '../../support/held-bytes.ts'
import { drawFrom } from '../random.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'
import { drawChunks, drawLines, type Line, SESSION } from './streams.ts'

const STREAMS = { short: 2_000, full: 50_000 }
const LOOKS = 10
const MOST_GROWTH_BYTES = 16 * 1024 * 1024

/** What came of one stream. */
interface Read {
  messages: unknown[]
  /** Errors that ours threw. */
  crashes: unknown[]
}

export const protocol: FaultSection = {
  name: 'protocol',
  title: 'Streams of an agent that breaks the protocol [fault 16, 17, 19]',
  usesOneCore: true,
  run: async ({ seed, scale }: FaultRun): Promise<Figure[]> => {
    const draw = drawFrom(seed)
    const count = STREAMS[scale]
    const seen = { messages: 0, spoiled: 0, crashes: 0, misread: 0 }
    const bad: string[] = []
    const heldAt: number[] = []
    for (let number = 1; number <= count; number++) {
      const lines = drawLines(draw)
      const { chunks, lastIsHalf } = drawChunks(lines, draw)
      const { messages, crashes } = await read(chunks)
      const wrong = misread(lastIsHalf ? lines.slice(0, -1) : lines, messages)
      seen.messages += messages.length
      seen.spoiled += lines.filter(({ message }) => message === null).length
      seen.crashes += crashes.length
      seen.misread += wrong.length
      bad.push(...[...crashes.map(String), ...wrong].map((what) => `stream ${number}: ${what}`))
      // What is done with lets go only when the event loop turns.
      if (number % 20 === 0) await nextTurn()
      if (number % (count / LOOKS) === 0) heldAt.push(held())
    }
    // What is loaded once is there at the first look.
    const growth = heldAt.map((bytes) => bytes - (heldAt[0] ?? 0))
    const detail = bad.length === 0 ? {} : { detail: bad.slice(0, 3).join('; ') }
    return [
      { what: 'spoiled streams that something of ours failed at', count, bad: seen.crashes, ...detail },
      {
        what: 'messages that came changed, twice, in another order, or not at all',
        count: seen.messages,
        bad: seen.misread,
        detail: `${seen.spoiled} spoiled lines among them${bad.length === 0 ? '' : `; ${bad[0]}`}`,
      },
      {
        what: 'looks at the memory that is held, at which it had grown by more than 16 MiB',
        count: growth.length,
        bad: growth.filter((bytes) => bytes > MOST_GROWTH_BYTES).length,
        detail: `at most ${(Math.max(...growth) / 1024 / 1024).toFixed(1)} MiB more than at the first`,
      },
    ]
  },
}

/**
 * What is wrong with the messages that were read. Each line that was not spoiled comes once, as it is, in its order. What else
 * comes was a whole line of its own, and says what that line says to anybody who reads it as JSON.
 */
function misread(lines: readonly Line[], messages: readonly unknown[]): string[] {
  const problems: string[] = []
  let at = 0
  for (const { bytes, message } of lines) {
    if (message !== null) {
      if (isDeepStrictEqual(messages[at], message)) at += 1
      else problems.push(`not read, or not as it was written: ${bytes.toString().slice(0, 200)}`)
    } else if (at < messages.length && isDeepStrictEqual(jsonIn(bytes), messages[at])) at += 1
  }
  if (at < messages.length) problems.push(`read, and never written: ${JSON.stringify(messages[at]).slice(0, 200)}`)
  return problems
}

/** What the protocol reads of a line, as plain JSON; undefined: it is none. */
function jsonIn(bytes: Buffer): unknown {
  try {
    return essenceOf(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return undefined
  }
}

/** Members that the protocol does not know are left out on the way. */
function essenceOf(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return message
  const known = Object.entries(message).filter(([key]) => ['jsonrpc', 'id', 'method', 'params'].includes(key))
  return Object.fromEntries(known)
}

async function read(chunks: readonly Buffer[]): Promise<Read> {
  const program = { stdin: new PassThrough(), stdout: new PassThrough(), redactor: NOTHING_TO_HIDE }
  const result: Read = { messages: [], crashes: [] }
  const use = userOf(result)
  /** Places of messages that were announced and come through the stream. */
  const places: number[] = []
  const handlers: MessageHandlers = {
    onUpdate(params) {
      result.messages.push({ jsonrpc: '2.0', method: 'session/update', ...(params === undefined ? {} : { params }) })
      use.update(params)
    },
    onMessage: () => places.push(result.messages.push(undefined) - 1),
    onGarbage: (garbage) => result.crashes.push(new Error(`garbage: ${JSON.stringify(garbage)}`)),
    onFailure: (error) => result.crashes.push(error),
  }
  const { readable } = messageStreams(program, { message: () => undefined, text: () => undefined }, handlers)
  for (const chunk of chunks) program.stdout.emit('data', chunk)
  program.stdout.emit('close')
  for await (const message of readable) {
    result.messages[places.shift() ?? -1] = message
    await use.permission(message)
  }
  return result
}

/** What a turn does with messages; the answers do not matter, only that there are some. */
function userOf({ crashes }: Read) {
  const usage = createTurnUsage(null, () => undefined)
  const updates = createSessionUpdates({ turnId: 't', worktree: '/worktree', usage, onOutput: () => undefined })
  updates.begin(SESSION)
  const permissions = createPermissions({
    ...{ server: 'triptych', tool: 'report_result', knownToolCall: updates.toolCall },
    ask: () => Promise.resolve('reject'),
    pause: () => () => undefined,
    note: () => undefined,
  })
  return {
    update: updates.take,
    async permission(message: AnyMessage): Promise<void> {
      if (!('method' in message) || message.method !== 'session/request_permission') return
      await permissions.answer(message.params).catch((error: unknown) => crashes.push(error))
    },
  }
}
