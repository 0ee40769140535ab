import type { Client, Output, Reply, RpcError } from '../../shared/contract.ts'

/** Bytes asked for at once; what the boundary allows. */
const PIECE_BYTES = 1024 * 1024
/** More of an artifact is not kept in the window. */
export const MAX_SHOWN_BYTES = 8 * PIECE_BYTES

export interface ReadBytes {
  bytes: Uint8Array<ArrayBuffer>
  /** Of the whole artifact: larger than `bytes` where it was cut. */
  total: number
  /** As it was recorded when the artifact was written, `sha256:<hex>`. */
  sha256: string | null
  mime: string
}

/**
 * An artifact's bytes, or its first `maxBytes`, asked for in pieces. `onPiece` hears how much is there so far. Null once `isWanted`
 * says no.
 */
export async function readArtifact(
  client: Pick<Client, 'call'>,
  id: string,
  isWanted: () => boolean,
  onPiece: (loadedBytes: number, total: number) => void,
  maxBytes: number = MAX_SHOWN_BYTES,
): Promise<Reply<ReadBytes> | null> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let loaded = 0
  for (;;) {
    const reply: Reply<Output<'artifacts.read'>> = await client.call('artifacts.read', {
      id,
      offset: loaded,
      length: PIECE_BYTES,
    })
    if (!isWanted()) return null
    if (!reply.ok) return reply
    const { base64, total, sha256, mime } = reply.value
    const piece = bytesOf(base64)
    pieces.push(piece)
    loaded += piece.length
    const wanted = Math.min(total, maxBytes)
    if (loaded >= wanted) return { ok: true, value: { bytes: joined(pieces, wanted), total, sha256, mime } }
    if (piece.length === 0) return { ok: false, error: endedEarly(loaded, total) }
    onPiece(loaded, total)
  }
}

/** The bytes of a reply. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  return bytes
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece.subarray(0, length - at), at)
    at += Math.min(piece.length, length - at)
  }
  return bytes
}

const endedEarly = (loaded: number, total: number): RpcError => ({
  code: 'unavailable',
  message: `The file ended after ${loaded} of ${total} bytes.`,
  remedy: 'Somebody changes it while it is read. Try again.',
})
