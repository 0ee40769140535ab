import { linkSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createUploads, type UploadPiece } from '../../electron/attachments/uploads.ts'
import { hashBytes } from '../../electron/hash.ts'
import { memoryStore } from '../store/support.ts'
import { makeTempFolder } from '../support/repository.ts'

function start() {
  const home = makeTempFolder('home')
  const store = memoryStore()
  const uploads = createUploads(home, store)
  const take = (text: string, piece: Partial<UploadPiece> = {}) =>
    uploads.take({ name: 'notes.md', total: text.length, offset: 0, ...piece, bytes: Buffer.from(text) })
  return { home, store, uploads, take }
}
const codeOf = (result: { ok: boolean; error?: { code: string } }): string | undefined =>
  result.ok ? undefined : result.error?.code

describe('a file comes in pieces', () => {
  test('and is complete with the last one', () => {
    const { home, uploads, take } = start()
    const first = take('Hello, ', { total: 12 })
    if (!first.ok) throw new Error(first.error.message)
    const { id } = first.value
    expect(first.value).toMatchObject({ name: 'notes.md', bytes: 12, received: 7, sha256: null, mime: 'text/markdown' })
    expect(uploads.find([id])).toEqual([])
    expect(codeOf(uploads.read(id))).toBe('attachment_gone')
    const last = take('world', { id, total: 12, offset: 7 })
    expect(last).toMatchObject({ ok: true, value: { id, received: 12, sha256: hashBytes('Hello, world') } })
    expect(uploads.read(id)).toMatchObject({ value: { bytes: Buffer.from('Hello, world') } })
    expect(uploads.find([id, '00000000-0000-4000-8000-000000000000'])).toHaveLength(1)
    expect(statSync(path.join(home, 'uploads')).mode & 0o777).toBe(0o700)
    expect(statSync(path.join(home, 'uploads', id)).mode & 0o777).toBe(0o600)
  })

  test('none is taken twice, out of order, beyond the end, or of an unknown file', () => {
    const { take } = start()
    const first = take('abc', { total: 5 })
    const id = first.ok ? first.value.id : ''
    expect(codeOf(take('abc', { id, total: 5 }))).toBe('not_the_next_piece')
    expect(codeOf(take('e', { id, total: 5, offset: 4 }))).toBe('not_the_next_piece')
    expect(codeOf(take('defg', { id, total: 5, offset: 3 }))).toBe('not_the_next_piece')
    expect(take('de', { id, total: 5, offset: 3 }).ok).toBe(true)
    expect(codeOf(take('f', { id, total: 6, offset: 5 }))).toBe('not_the_next_piece')
    expect(codeOf(take('x', { id: '00000000-0000-4000-8000-000000000000' }))).toBe('attachment_gone')
    expect(codeOf(take('x', { offset: 1 }))).toBe('not_the_next_piece')
  })

  test('too large a file is refused before a byte of it is written', () => {
    const { home, store, take } = start()
    expect(codeOf(take('x', { total: 10 * 1024 * 1024 + 1 }))).toBe('attachment_too_large')
    expect(store.listUploads()).toEqual([])
    expect(readdirSync(home)).toEqual([])
  })
})

test('a file that was changed, or is another one, is not taken for what was attached', () => {
  const { home, uploads, take } = start()
  const made = ['one', 'two', 'three'].map((text) => {
    const taken = take(text)
    return taken.ok ? taken.value.id : ''
  })
  const [changed = '', gone = '', replaced = ''] = made
  const fileOf = (id: string): string => path.join(home, 'uploads', id)
  writeFileSync(fileOf(changed), 'eno')
  rmSync(fileOf(gone))
  rmSync(fileOf(replaced))
  symlinkSync('/etc/hostname', fileOf(replaced))
  expect(made.map((id) => codeOf(uploads.read(id)))).toEqual(Array(3).fill('attachment_gone'))
  expect(uploads.find([gone])).toEqual([])
})

test('what nothing names is forgotten after two weeks; what a template names stays', () => {
  const { home, store, uploads, take } = start()
  const [used, unused] = ['used', 'unused'].map((text) => {
    const taken = take(text)
    return taken.ok ? taken.value.id : ''
  })
  store.saveForm({ kind: 'template', name: 'With a file', form: JSON.stringify({ attachments: [{ id: used }] }) })
  const day = 86_400_000
  uploads.sweep(Date.now() + 13 * day)
  expect(store.listUploads().map(({ id }) => id)).toEqual([used, unused])
  uploads.sweep(Date.now() + 15 * day)
  expect(store.listUploads().map(({ id }) => id)).toEqual([used])
  expect(readdirSync(path.join(home, 'uploads'))).toEqual([used])
})

test('a second name of a file changes nothing of what a run takes', () => {
  const { home, uploads, take } = start()
  const taken = take('same bytes')
  const id = taken.ok ? taken.value.id : ''
  linkSync(path.join(home, 'uploads', id), path.join(home, 'second'))
  expect(uploads.read(id)).toMatchObject({ ok: true })
})
