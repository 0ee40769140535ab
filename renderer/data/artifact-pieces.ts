import type { Client, Output, Reply, RpcError } from '../../shared/contract.ts'
import * as TEXT from '../words/texts/data.ts'

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
  const ask = (offset: number): Promise<Reply<Output<'artifacts.read'>>> =>
    client.call('artifacts.read', { id, offset, length: PIECE_BYTES })
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let loaded = 0
  let asked = ask(0)
  for (;;) {
    const reply = await asked
    if (!isWanted()) return null
    if (!reply.ok) return reply
    const { base64, total, sha256, mime } = reply.value
    const wanted = Math.min(total, maxBytes)
    // The next piece is on its way while this one is taken apart.
    const ahead = loaded + PIECE_BYTES
    const next = ahead < wanted ? ask(ahead) : null
    const piece = bytesOf(base64)
    pieces.push(piece)
    loaded += piece.length
    if (loaded >= wanted) return { ok: true, value: { bytes: joined(pieces, wanted), total, sha256, mime } }
    if (piece.length === 0) return { ok: false, error: endedEarly(loaded, total) }
    onPiece(loaded, total)
    asked = next !== null && loaded === ahead ? next : ask(loaded)
  }
}

/** The bytes of a reply. Browsers that can do it themselves are much faster at it. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }
  if (fromBase64 !== undefined) return fromBase64.call(Uint8Array, base64)
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
  message: TEXT.fileEndedAfterOfBytes(loaded, total),
  remedy: TEXT.somebodyChangesItWhileItIsRead,
})
