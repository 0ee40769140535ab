import { expect, test } from 'vitest'
import { fileProblem, uploadFile } from '../../../renderer/data/upload.ts'
import { filesIn } from '../../../renderer/views/new-run/use-drop.ts'
import type { Client, Reply } from '../../../shared/contract.ts'

const MIB = 1024 * 1024

interface Piece {
  id?: string
  name: string
  total: number
  offset: number
  base64: string
}

/** The application as far as files go: it keeps the pieces. */
function keeper(refuseAt = Number.POSITIVE_INFINITY) {
  const pieces: Piece[] = []
  const call = (_method: string, input: unknown): Promise<never> => {
    const piece: Piece = Object.assign({ name: '', total: 0, offset: 0, base64: '' }, input)
    pieces.push(piece)
    const received = piece.offset + Buffer.from(piece.base64, 'base64').length
    const value = { id: 'u1', name: piece.name, bytes: piece.total, received, mime: '', sha256: null }
    const reply: Reply<unknown> =
      piece.offset >= refuseAt ? { ok: false, error: { code: 'refused', message: 'no' } } : { ok: true, value }
    return new Promise((resolve) => Reflect.apply(resolve, null, [reply]))
  }
  const client: Pick<Client, 'call'> = { call }
  return { client, pieces }
}
const file = (bytes: number, name = 'a.bin'): File => new File([new Uint8Array(bytes).fill(7)], name)

test('a file goes over in pieces of a MiB, each where the last ended', async () => {
  const { client, pieces } = keeper()
  const told: number[] = []
  const reply = await uploadFile(
    client,
    file(2 * MIB + 5),
    () => true,
    (bytes) => told.push(bytes),
  )
  expect(reply).toMatchObject({ ok: true, value: { received: 2 * MIB + 5 } })
  expect(pieces.map(({ id, offset, total }) => [id, offset, total])).toEqual([
    [undefined, 0, 2 * MIB + 5],
    ['u1', MIB, 2 * MIB + 5],
    ['u1', 2 * MIB, 2 * MIB + 5],
  ])
  expect(told).toEqual([MIB, 2 * MIB, 2 * MIB + 5])
  expect(Buffer.concat(pieces.map(({ base64 }) => Buffer.from(base64, 'base64'))).every((byte) => byte === 7)).toBe(
    true,
  )
})

test('what is refused on the way is told, and nothing more is sent', async () => {
  const { client, pieces } = keeper(MIB)
  expect(
    await uploadFile(
      client,
      file(3 * MIB),
      () => true,
      () => undefined,
    ),
  ).toMatchObject({ ok: false })
  expect(pieces).toHaveLength(2)
})

test('a file that is not wanted any more is given up', async () => {
  const { client, pieces } = keeper()
  expect(
    await uploadFile(
      client,
      file(3 * MIB),
      () => pieces.length < 1,
      () => undefined,
    ),
  ).toBeNull()
  expect(pieces).toHaveLength(1)
})

test('empty and too large files are not even begun with', async () => {
  const { client, pieces } = keeper()
  expect(
    await uploadFile(
      client,
      file(0),
      () => true,
      () => undefined,
    ),
  ).toMatchObject({ error: { message: 'a.bin is empty.' } })
  expect(fileProblem({ name: 'big', size: 10 * MIB + 1 })?.message).toBe('big has 10.5 MB; 10 MiB is the limit.')
  expect(fileProblem({ name: 'big', size: 10 * MIB })).toBeNull()
  expect(pieces).toEqual([])
})

test('a dropped folder is no file', () => {
  const item = (isDirectory: boolean) => ({ kind: 'file', webkitGetAsEntry: () => ({ isDirectory }) })
  const read = (items: object[], files: File[]) => Reflect.apply(filesIn, null, [{ items, files }])
  expect(read([item(false), item(true)], [file(1), file(1)])).toBeNull()
  expect(read([item(false), { kind: 'string' }], [file(1)])).toHaveLength(1)
  expect(read([{ kind: 'string' }], [])).toEqual([])
})
