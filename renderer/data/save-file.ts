import type { Client, Reply } from '../../shared/contract.ts'
import * as TEXT from '../words/texts/data.ts'
import { readArtifact } from './artifact-pieces.ts'

/** More than a page keeps in memory for a file that it hands on; as much as an export for a download may have. */
export const MAX_SAVED_BYTES = 128 * 1024 * 1024

/** An artifact as a file of the browser's own: where it goes is the person's choice there. It is never opened. */
export async function saveArtifact(client: Pick<Client, 'call'>, id: string, name: string): Promise<Reply<null>> {
  const read = await readArtifact(
    client,
    id,
    () => true,
    () => undefined,
    MAX_SAVED_BYTES,
  )
  if (read === null) return { ok: true, value: null }
  if (!read.ok) return read
  const { bytes, total } = read.value
  if (bytes.length < total) return { ok: false, error: TOO_LARGE }
  handOver(name, bytes)
  return { ok: true, value: null }
}

const TOO_LARGE = {
  code: 'refused',
  message: TEXT.thisFileIsTooLarge,
  remedy: TEXT.copyItFromItsPlace,
} as const

/** So long a browser may take to begin. */
const KEPT_MS = 60_000

function handOver(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  // No type that a browser would show or run.
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}
