import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { dispatch } from '../electron/rpc.ts'
import { err, ok } from '../shared/result.ts'

const contract = {
  'text.double': { input: z.strictObject({ text: z.string() }), output: z.strictObject({ text: z.string() }) },
}
const double = ({ text }: { text: string }) => ok({ text: text + text })
const unexpected = (error: unknown): never => {
  throw error
}

test('a parsed input reaches the handler, and its value comes back', async () => {
  const reply = await dispatch(contract, { 'text.double': double }, 'text.double', { text: 'ab' }, unexpected)
  expect(reply).toEqual({ ok: true, value: { text: 'abab' } })
})

test.each([
  { what: 'an unknown method', method: 'text.halve', input: {} },
  { what: 'a name of the prototype', method: 'toString', input: {} },
  { what: 'a method that is no text', method: { name: 'text.double' }, input: {} },
  { what: 'nothing at all', method: undefined, input: undefined },
  { what: 'an input of the wrong type', method: 'text.double', input: { text: 1 } },
  { what: 'an unknown key', method: 'text.double', input: { text: 'a', more: 1 } },
])('$what is bad input, and no handler is called', async ({ method, input }) => {
  const handler = vi.fn(double)
  const reply = await dispatch(contract, { 'text.double': handler }, method, input, unexpected)
  expect(reply).toMatchObject({ ok: false, error: { code: 'bad_input' } })
  expect(handler).not.toHaveBeenCalled()
})

test('an expected failure passes through as it is', async () => {
  const error = { code: 'not_found', message: 'Run not found: x', remedy: 'List the runs.' } as const
  const reply = await dispatch(contract, { 'text.double': () => err(error) }, 'text.double', { text: 'a' }, unexpected)
  expect(reply).toEqual({ ok: false, error })
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
  const reply = await dispatch(contract, { 'text.double': handler }, 'text.double', { text: 'a' }, report)
  expect(reply).toEqual({ ok: false, error: { code: 'internal', message: 'text.double: disk on fire' } })
  expect(report).toHaveBeenCalledWith(new Error('disk on fire'))
})

test('a value that the contract does not declare is not sent', async () => {
  const leaking = () => ok({ text: 'a', secret: 'b' })
  const report = vi.fn()
  const reply = await dispatch(contract, { 'text.double': leaking }, 'text.double', { text: 'a' }, report)
  expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } })
  expect(report).toHaveBeenCalledOnce()
})
