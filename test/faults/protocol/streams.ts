/** Streams of JSON-RPC as an agent would write them, and how they are spoiled. Drawn from a seed; pure. */
import { MAX_DEPTH } from '../../../electron/agents/protocol-message.ts'
import type { Draw } from '../random.ts'

/** One line of a stream, without its end. `message` null: it was spoiled, and nobody can say what it is. */
export interface Line {
  bytes: Buffer
  message: unknown
}

export const SESSION = 'session'
const WORDS = ['plain', 'Grüße 🎉', '\\" \\u0000 \\n', '[]{}', '\u2028\ufeff', 'x'.repeat(1_000)]
const KINDS = ['edit', 'execute', 'read', 'fetch', 'unheard_of', 7, null]

function updateOf(draw: Draw, number: number): object {
  const text = `${number} ${draw.pick(WORDS)}`
  switch (draw.below(5)) {
    case 0:
      return { sessionUpdate: 'agent_thought_chunk', content: { type: 'text', text } }
    case 1:
      return { sessionUpdate: 'tool_call', toolCallId: `${draw.below(9)}`, title: text, kind: draw.pick(KINDS) }
    case 2:
      return {
        sessionUpdate: 'usage_update',
        used: draw.below(1e6),
        size: 1e6,
        cost: draw.pick([null, { amount: 1 }, 3]),
      }
    case 3:
      return { sessionUpdate: 'unheard_of', number }
    default:
      return { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } }
  }
}

/** A message of the protocol; `number` tells it apart from all others of its stream. */
function messageOf(draw: Draw, number: number): object {
  const jsonrpc = '2.0'
  const params = { sessionId: SESSION, number }
  switch (draw.below(6)) {
    case 0: {
      const toolCall = { toolCallId: `${number}`, title: draw.pick(WORDS), rawInput: { number } }
      return { jsonrpc, id: number, method: 'session/request_permission', params: { ...params, toolCall, options: [] } }
    }
    case 1:
      return { jsonrpc, id: `id ${number}`, method: 'unheard/of', params }
    case 2:
      return { jsonrpc, method: 'some/notice', params }
    default:
      return { jsonrpc, method: 'session/update', params: { ...params, update: updateOf(draw, number) } }
  }
}

type Spoil = (line: Buffer, draw: Draw) => Buffer

const flip: Spoil = (line, draw) => {
  const spoiled = Buffer.from(line)
  const at = draw.below(spoiled.length)
  spoiled[at] = (spoiled[at] ?? 0) ^ (1 << draw.below(8))
  return spoiled
}
const cut: Spoil = (line, draw) => line.subarray(0, draw.below(line.length))
const drop: Spoil = (line, draw) => {
  const at = draw.below(line.length)
  return Buffer.concat([line.subarray(0, at), line.subarray(at + 1 + draw.below(20))])
}
const twice: Spoil = (line) => Buffer.concat([line, line])
const insert: Spoil = (line, draw) => {
  const at = draw.below(line.length)
  const odd = draw.pick(['\0', '\xff\xfe', '\r', '}', '"', '\\', '\ufeff', '{"a":'])
  return Buffer.concat([line.subarray(0, at), Buffer.from(odd, 'latin1'), line.subarray(at)])
}
const retype: Spoil = (line, draw) => {
  const words = ['null', '[]', '-1', 'true', '{}', '""', '1e999']
  return Buffer.from(line.toString().replace(/"[^"]*"(?=[,}])|\d+(?=[,}])/, draw.pick(words)))
}
const deepen: Spoil = (line, draw) => {
  const levels = MAX_DEPTH + draw.below(1_000)
  const nested = '['.repeat(levels) + ']'.repeat(levels)
  return Buffer.from(line.toString().replace('"params":', `"deep":${nested},"params":`))
}
const replace: Spoil = (_line, draw) =>
  Buffer.from(
    draw.pick([
      '',
      'a line of a log',
      '[1,2,3]',
      '{"jsonrpc":"2.0"}',
      '{"jsonrpc":"1.0","method":"session/update"}',
      '{"jsonrpc":"2.0","id":null,"method":"session/request_permission"}',
      '{"jsonrpc":"2.0","id":{},"result":1}',
      '{"jsonrpc":"2.0","id":99,"result":{"stopReason":"end_turn"}}',
      '{"jsonrpc":"2.0","id":99,"error":{"code":"1","message":2}}',
      '{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":[],"update":{"sessionUpdate":{}}}}',
      `{"__proto__":{"method":"session/update"},"constructor":1,"jsonrpc":"2.0"}`,
    ]),
  )
const SPOILS: readonly Spoil[] = [flip, flip, cut, drop, twice, insert, retype, deepen, replace]

const MOST_LINES = 8

/** The lines of one stream; about every third is spoiled. */
export function drawLines(draw: Draw): Line[] {
  return Array.from({ length: 1 + draw.below(MOST_LINES) }, (_, number) => {
    const message = messageOf(draw, number)
    const bytes = Buffer.from(JSON.stringify(message))
    return draw.below(3) > 0 ? { bytes, message } : { bytes: draw.pick(SPOILS)(bytes, draw), message: null }
  })
}

/** The bytes of a stream in pieces of any size; now and then it ends in the middle of its last line. */
export function drawChunks(lines: readonly Line[], draw: Draw): { chunks: Buffer[]; lastIsHalf: boolean } {
  const whole = Buffer.concat(lines.flatMap(({ bytes }) => [bytes, Buffer.from('\n')]))
  const lastIsHalf = draw.below(4) === 0
  const bytes = lastIsHalf ? whole.subarray(0, whole.length - 1) : whole
  const chunks: Buffer[] = []
  const most = draw.pick([bytes.length < 2_000 ? 3 : 300, 64, 1_000, 100_000])
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + draw.below(most)
    chunks.push(bytes.subarray(at, end))
    at = end
  }
  return { chunks, lastIsHalf }
}
