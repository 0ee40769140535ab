import { z } from 'zod'
import type { Reply, RpcError } from '../shared/contract.ts'
import { err } from '../shared/result.ts'

export type LooseContract = Readonly<Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>>
/** Written as a method, so that a handler of a narrower input fits: `dispatch` gives each one only what its own schema accepted. */
interface Procedure {
  handle(input: unknown): Reply<unknown> | Promise<Reply<unknown>>
}
export type LooseHandlers = Readonly<Record<string, Procedure['handle']>>

/**
 * The door of the main process: parses the input, runs the handler, parses the output. Never rejects. A handler that throws is a bug
 * of ours and becomes `internal`; `report` gets it with its stack, the caller only the message.
 */
export async function dispatch(
  contract: LooseContract,
  handlers: LooseHandlers,
  method: unknown,
  input: unknown,
  report: (error: unknown) => void,
): Promise<Reply<unknown>> {
  const name = typeof method === 'string' && Object.hasOwn(contract, method) ? method : null
  const schemas = name === null ? undefined : contract[name]
  const handler = name === null ? undefined : handlers[name]
  if (!schemas || !handler) return err(badInput(`There is no method ${JSON.stringify(method)?.slice(0, 100)}.`))

  const parsed = schemas.input.safeParse(input)
  if (!parsed.success) return err(badInput(`${name}: ${z.prettifyError(parsed.error)}`))
  try {
    const reply = await handler(parsed.data)
    return reply.ok ? { ok: true, value: schemas.output.parse(reply.value) } : reply
  } catch (error) {
    report(error)
    return err({ code: 'internal', message: `${name}: ${error instanceof Error ? error.message : String(error)}` })
  }
}

function badInput(message: string): RpcError {
  return { code: 'bad_input', message }
}
