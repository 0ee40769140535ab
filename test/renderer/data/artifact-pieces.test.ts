import { describe, expect, it } from 'vitest'
import { MAX_SHOWN_BYTES, readArtifact } from '../../../renderer/data/artifact-pieces.ts'
import type { Client, Input, MethodName, Output, Reply } from '../../../shared/contract.ts'

/** Answers as the application does, with a file of these bytes. */
function clientOf(file: Uint8Array, endsAt = file.length): { client: Pick<Client, 'call'>; asked: number[] } {
  const asked: number[] = []
  const read = ({ offset, length }: Input<'artifacts.read'>): Reply<Output<'artifacts.read'>> => {
    asked.push(offset)
    const piece = file.subarray(offset, Math.min(offset + length, endsAt))
    const value = {
      base64: Buffer.from(piece).toString('base64'),
      total: file.length,
      sha256: 'sha256:1',
      mime: 'text/plain',
    }
    return { ok: true, value }
  }
  const call = async <M extends MethodName>(_: M, input: Input<M>): Promise<Reply<Output<M>>> =>
    read(input as Input<'artifacts.read'>) as Reply<Output<M>>
  return { client: { call }, asked }
}

const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, index) => index % 251)

describe('readArtifact', () => {
  it.each([0, 1, 1024 * 1024, 1024 * 1024 + 1, 2_500_000])('puts %i bytes together', async (count) => {
    const file = bytes(count)
    const read = await readArtifact(
      clientOf(file).client,
      'a',
      () => true,
      () => {},
    )
    if (!read?.ok) throw new Error('It was not read')
    expect(Buffer.compare(read.value.bytes, file)).toBe(0)
    expect(read.value.total).toBe(count)
  })

  it('stops at what a window shows, and tells how much there is', async () => {
    const { client, asked } = clientOf(bytes(MAX_SHOWN_BYTES + 5))
    const told: number[] = []
    const read = await readArtifact(
      client,
      'a',
      () => true,
      (loaded) => told.push(loaded),
    )
    if (!read?.ok) throw new Error('It was not read')
    expect(read.value.bytes).toHaveLength(MAX_SHOWN_BYTES)
    expect(read.value.total).toBe(MAX_SHOWN_BYTES + 5)
    expect(asked).toHaveLength(8)
    expect(told).toHaveLength(7)
  })

  it('says so where the file is shorter than it was', async () => {
    const read = await readArtifact(
      clientOf(bytes(100), 40).client,
      'a',
      () => true,
      () => {},
    )
    expect(read).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: 'The file ended after 40 of 100 bytes.' },
    })
  })

  it('gives up once nobody wants it', async () => {
    expect(
      await readArtifact(
        clientOf(bytes(10)).client,
        'a',
        () => false,
        () => {},
      ),
    ).toBeNull()
  })
})
