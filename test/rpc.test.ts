import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { dispatch, type LooseHandlers, MAX_INPUT_BYTES } from '../electron/rpc.ts'
import type { Caller } from '../shared/contract.ts'
import { err, ok } from '../shared/result.ts'

const contract = {
  'text.double': { input: z.strictObject({ text: z.string() }) },
  'any.take': { input: z.unknown() },
}
const double = ({ text }: { text: string }) => ok({ text: text + text })
const nobody: Caller = { watch: () => undefined }
const unexpected = (error: unknown): never => {
  throw error
}
const call = (
  handler: LooseHandlers[string],
  method: unknown,
  input: unknown,
  report: (error: unknown) => void = unexpected,
) => dispatch(contract, { 'text.double': handler, 'any.take': handler }, method, input, nobody, report)

test('a parsed input reaches the handler, and its value comes back', async () => {
  expect(await call(double, 'text.double', { text: 'ab' })).toEqual({ ok: true, value: { text: 'abab' } })
})

test('the handler is told who asks', async () => {
  const handler = vi.fn(() => ok(null))
  await call(handler, 'any.take', 1)
  expect(handler).toHaveBeenCalledWith(1, nobody)
})

const cycle: Record<string, unknown> = {}
cycle['self'] = cycle

test.each([
  { what: 'an unknown method', method: 'text.halve', input: {} },
  { what: 'a name of the prototype', method: 'toString', input: {} },
  { what: 'a method that is no text', method: { name: 'text.double' }, input: {} },
  { what: 'a method that JSON does not know', method: 1n, input: {} },
  { what: 'a method in circles', method: cycle, input: {} },
  { what: 'nothing at all', method: undefined, input: undefined },
  { what: 'an input of the wrong type', method: 'text.double', input: { text: 1 } },
  { what: 'an unknown key', method: 'text.double', input: { text: 'a', more: 1 } },
])('$what is bad input, and no handler is called', async ({ method, input }) => {
  const handler = vi.fn(double)
  expect(await call(handler, method, input)).toMatchObject({ ok: false, error: { code: 'bad_input' } })
  expect(handler).not.toHaveBeenCalled()
})

test('a long list of faults is cut, so that the answer stays small', async () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`key-${index}`, 1]))
  const reply = await call(double, 'text.double', many)
  expect(reply.ok ? '' : reply.error.message).toHaveLength(2_000)
})

const nested = (depth: number): unknown => {
  let value: unknown = 'end'
  for (let level = 0; level < depth; level += 1) value = { inner: value }
  return value
}

test.each([
  { what: 'a text', input: { text: 'a'.repeat(MAX_INPUT_BYTES) } },
  { what: 'a text of fewer characters than bytes', input: { text: '€'.repeat(MAX_INPUT_BYTES / 3) } },
  { what: 'many texts', input: { texts: Array.from({ length: 5_000 }, () => 'a'.repeat(1_000)) } },
  { what: 'many small values', input: Array.from({ length: 600_000 }, () => 0) },
  { what: 'long keys', input: { ['k'.repeat(MAX_INPUT_BYTES)]: 1 } },
  { what: 'bytes', input: { bytes: new Uint8Array(MAX_INPUT_BYTES) } },
  { what: 'depth', input: nested(400_000) },
  { what: 'a circle', input: cycle },
])('$what beyond 4 MiB is refused with a remedy, before it is looked at', async ({ input }) => {
  const handler = vi.fn(double)
  expect(await call(handler, 'any.take', input)).toEqual({
    ok: false,
    error: {
      code: 'bad_input',
      message: 'any.take: the input is larger than 4 MiB.',
      remedy: expect.stringMatching(/Shorten it/),
    },
  })
  expect(handler).not.toHaveBeenCalled()
})

test('just below the limit is taken', async () => {
  expect(await call(() => ok(null), 'any.take', { text: 'a'.repeat(MAX_INPUT_BYTES - 50) })).toEqual(ok(null))
})

test('an expected failure passes through as it is', async () => {
  const error = { code: 'not_found', message: 'Run not found: x', remedy: 'List the runs.' } as const
  expect(await call(() => err(error), 'text.double', { text: 'a' })).toEqual({ ok: false, error })
})

test.each([
  {
    what: 'a handler that throws',
    handler: (): never => {
      throw new Error('disk on fire')
    },
  },
  { what: 'a handler that rejects', handler: () => Promise.reject(new Error('disk on fire')) },
])('$what is internal: the caller gets the message, we get the error', async ({ handler }) => {
  const report = vi.fn()
  const reply = await call(handler, 'text.double', { text: 'a' }, report)
  expect(reply).toEqual({ ok: false, error: { code: 'internal', message: 'text.double: disk on fire' } })
  expect(report).toHaveBeenCalledWith(new Error('disk on fire'))
})
