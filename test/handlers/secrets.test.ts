import { expect, test } from 'vitest'
import { secretHandlers } from '../../electron/handlers/secrets.ts'
import { dispatch } from '../../electron/rpc.ts'
import { contract } from '../../shared/contract.ts'
import { makeBackend, makeCaller } from './real-backend.ts'

const VALUE = 'correct horse battery staple'

async function start() {
  const backend = await makeBackend()
  const reported: unknown[] = []
  const handlers = secretHandlers({ backend })
  return {
    backend,
    reported,
    call: (method: string, input: unknown) =>
      dispatch(contract, handlers, method, input, makeCaller(), (error) => reported.push(error)),
  }
}

test('a value goes in and never comes out', async () => {
  const { backend, call } = await start()
  const secret = { agentId: 'claude', name: 'ANTHROPIC_API_KEY' }
  const replies = [await call('secrets.set', { ...secret, value: VALUE }), await call('secrets.list', {})]
  const listed = { ok: true, value: { store: 'file', secrets: [{ ...secret, usable: true }] } }
  expect(replies).toEqual([listed, listed])
  expect(backend.secrets.of('claude')).toMatchObject({ value: { env: { ANTHROPIC_API_KEY: VALUE } } })
  expect(await call('secrets.remove', secret)).toEqual({ ok: true, value: { store: 'file', secrets: [] } })
})

test.each([
  { agentId: '../claude', name: 'KEY', value: VALUE },
  { agentId: 'claude', name: 'KEY=1', value: VALUE },
  { agentId: 'claude', name: 'K'.repeat(101), value: VALUE },
  { agentId: 'claude', name: 'KEY', value: VALUE.repeat(400) },
  { agentId: 'claude', name: 'KEY', value: `${VALUE}\0` },
  { agentId: 'claude', name: 'KEY', value: [VALUE] },
  { agentId: 'claude', name: 'KEY', value: VALUE, also: VALUE },
])('input that is refused is not repeated: %#', async (input) => {
  const { backend, call, reported } = await start()
  const reply = await call('secrets.set', input)
  expect(reply).toMatchObject({ ok: false })
  expect(JSON.stringify([reply, reported])).not.toContain('horse')
  expect(backend.secrets.view()).toMatchObject({ value: { secrets: [] } })
})
