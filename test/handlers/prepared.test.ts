import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { preparedHandlers } from '../../electron/handlers/prepared.ts'
import { dispatch } from '../../electron/rpc.ts'
import { contract } from '../../shared/contract.ts'
import { makeBackend, makeCaller } from './real-backend.ts'

async function start() {
  const backend = await makeBackend()
  const handlers = preparedHandlers({ backend })
  const call = (method: string, input: unknown) =>
    dispatch(contract, handlers, method, input, makeCaller(), (error) => {
      throw error
    })
  return { backend, call }
}
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const NOBODY = '00000000-0000-4000-8000-000000000000'

test('a file is given as bytes and known by its id', async () => {
  const { backend, call } = await start()
  const reply = await call('attachments.add', { name: 'a.png', total: 5, offset: 0, base64: base64('bytes') })
  expect(reply).toMatchObject({ ok: true, value: { name: 'a.png', bytes: 5, received: 5, mime: 'image/png' } })
  const id =
    reply.ok && typeof reply.value === 'object' && reply.value && 'id' in reply.value ? String(reply.value.id) : ''
  expect(readFileSync(path.join(backend.home, 'uploads', id), 'utf8')).toBe('bytes')
  expect(await call('attachments.list', { ids: [NOBODY, id] })).toMatchObject({ ok: true, value: [{ id }] })
})

test.each([
  { name: 'a', total: 0, offset: 0, base64: 'YQ==' },
  { name: 'a', total: 10 * 1024 * 1024 + 1, offset: 0, base64: 'YQ==' },
  { name: 'a', total: 1, offset: 0, base64: 'not base64!' },
  { name: 'a', total: 1, offset: 0, base64: '' },
  { name: '', total: 1, offset: 0, base64: 'YQ==' },
  { name: 'a', total: 1, offset: 0, base64: 'YQ==', path: '/etc/passwd' },
])('what is no piece of a file is refused: %#', async (input) => {
  const { call, backend } = await start()
  expect(await call('attachments.add', input)).toMatchObject({ ok: false, error: { code: 'bad_input' } })
  expect(backend.store.listUploads()).toEqual([])
})

test('templates and drafts are kept, replaced, removed, and put back as they were', async () => {
  const { backend, call } = await start()
  const first = await call('forms.save', { kind: 'template', name: 'Release', form: '{"goal":"x"}' })
  await call('forms.save', { kind: 'draft', name: 'Later', form: '{}' })
  const [draft, template] = backend.store.listForms()
  expect(first).toEqual({ ok: true, value: template })
  expect([draft?.name, template?.name]).toEqual(['Later', 'Release'])
  await call('forms.save', { id: template?.id, kind: 'template', name: 'Release 2', form: '{}' })
  expect(backend.store.listForms().map(({ name }) => name)).toEqual(['Release 2', 'Later'])
  expect(await call('forms.remove', { id: draft?.id })).toEqual({ ok: true, value: null })
  expect(await call('forms.remove', { id: draft?.id })).toMatchObject({ ok: false, error: { code: 'not_found' } })
  await call('forms.save', { id: draft?.id, kind: 'draft', name: 'Later', form: '{}' })
  expect(await call('forms.list', {})).toMatchObject({ value: [{ id: draft?.id }, { id: template?.id }] })
})

test('there are at most a hundred, also where each brings an id of its own; one that is kept can be replaced', async () => {
  const { backend, call } = await start()
  for (let n = 0; n < 100; n++) backend.store.saveForm({ kind: 'draft', name: `${n}`, form: '{}' })
  const form = { kind: 'draft', name: 'one more', form: '{}' }
  for (const input of [form, { ...form, id: NOBODY }])
    expect(await call('forms.save', input)).toMatchObject({ error: { detail: { refusal: 'too_many_forms' } } })
  const [last] = backend.store.listForms()
  expect(await call('forms.save', { ...form, id: last?.id })).toMatchObject({ ok: true })
})
