import { z } from 'zod'
import type { Caller, Reply, RpcError } from '../shared/contract.ts'
import { err } from '../shared/result.ts'

export type LooseContract = Readonly<Record<string, { readonly input: z.ZodType }>>
/** Written as a method, so that a handler of a narrower input fits: `dispatch` gives each one only what its own schema accepted. */
interface Procedure {
  handle(input: unknown, caller: Caller): Reply<unknown> | Promise<Reply<unknown>>
}
export type LooseHandlers = Readonly<Record<string, Procedure['handle']>>

/** All that the window ever sends in one call is text that a person wrote. */
export const MAX_INPUT_BYTES = 4 * 1024 * 1024
const MAX_MESSAGE_LENGTH = 2_000

/**
 * The door of the main process: measures and parses the input, runs the handler. Never rejects. A handler that throws is a bug of ours
 * and becomes `internal`; `report` gets it with its stack, the caller only
 * the message. `explain`: what is no bug but the disk's or the database's.
 */
export async function dispatch(
  contract: LooseContract,
  handlers: LooseHandlers,
  method: unknown,
  input: unknown,
  caller: Caller,
  report: (error: unknown) => void,
  explain: (error: unknown) => RpcError | null = () => null,
): Promise<Reply<unknown>> {
  if (typeof method !== 'string') return err(badInput('A method is named by a text.'))
  const schema = Object.hasOwn(contract, method) ? contract[method]?.input : undefined
  const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined
  if (!schema || !handler) return err(badInput(`There is no method ${JSON.stringify(method.slice(0, 100))}.`))
  try {
    if (isLargerThan(input, MAX_INPUT_BYTES)) return err(tooLarge(method))
    const parsed = schema.safeParse(input)
    if (!parsed.success) return err(badInput(`${method}: ${z.prettifyError(parsed.error)}`))
    return await handler(parsed.data, caller)
  } catch (error) {
    const known = explain(error)
    if (known) return err(known)
    report(error)
    return err({ code: 'internal', message: `${method}: ${error instanceof Error ? error.message : String(error)}` })
  }
}

function badInput(message: string): RpcError {
  return { code: 'bad_input', message: message.slice(0, MAX_MESSAGE_LENGTH).toWellFormed() }
}

function tooLarge(method: string): RpcError {
  const message = `${method}: the input is larger than ${MAX_INPUT_BYTES / 1024 / 1024} MiB.`
  return { code: 'bad_input', message, remedy: 'Shorten it, or put long material into a file of the repository.' }
}

/** Every value costs something, so that neither depth nor a cycle keeps the measuring busy: it ends at the limit. */
const BYTES_PER_VALUE = 8

function isLargerThan(input: unknown, limit: number): boolean {
  const left: unknown[] = [input]
  let bytes = 0
  while (left.length > 0 && bytes <= limit) {
    const value = left.pop()
    bytes += BYTES_PER_VALUE
    if (typeof value === 'string') bytes += Buffer.byteLength(value)
    else if (ArrayBuffer.isView(value)) bytes += value.byteLength
    else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        bytes += key.length
        left.push(member)
      }
    }
  }
  return bytes > limit
}
