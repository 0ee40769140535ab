import type { AnyMessage } from '@agentclientprotocol/sdk'
import { z } from 'zod'

/** No honest message nests deeper. What walks a message calls itself for each level, and this keeps it far from the end of its stack. */
export const MAX_DEPTH = 200

const jsonrpc = z.literal('2.0')
/** Null is none: nobody could be answered by it. */
const idSchema = z.union([z.string(), z.number()])
const errorSchema = z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() })
const resultSchema = z.object({ jsonrpc, id: idSchema, result: z.unknown() })
const messageSchema = z.union([
  z.object({ jsonrpc, id: idSchema, method: z.string(), params: z.unknown().optional() }),
  z.object({ jsonrpc, id: z.undefined().optional(), method: z.string(), params: z.unknown().optional() }),
  z.object({ jsonrpc, id: idSchema, error: errorSchema }),
  resultSchema.refine((message) => message.result !== undefined),
])

/** Pure. The message in a line; null if it is none of the protocol. The line is not too deep. */
export function parseMessage(line: string): AnyMessage | null {
  try {
    return messageSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null // Not JSON: a log line of the agent.
  }
}

const [QUOTE, BACKSLASH] = ['"', '\\'].map((sign) => sign.charCodeAt(0))
const OPENING = new Set(['[', '{'].map((sign) => sign.charCodeAt(0)))
const CLOSING = new Set([']', '}'].map((sign) => sign.charCodeAt(0)))

/** Pure. Whether JSON nests deeper than `MAX_DEPTH`, found out without parsing it: a few MiB of brackets would make a GiB of objects. */
export function isTooDeep(json: string): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) at = endOfText(json, at)
    else if (OPENING.has(code)) {
      depth += 1
      if (depth > MAX_DEPTH) return true
    } else if (CLOSING.has(code)) depth -= 1
  }
  return false
}

/** Where the quote is that ends the text which begins at `start`; the end of the JSON if none does. */
function endOfText(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let escapes = 0
    while (json.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1
    if (escapes % 2 === 0) return end
  }
  return json.length
}
