import { createHash } from 'node:crypto'
import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import type { FileFacts } from './contents.ts'

export type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** Where the files of an export go. */
export interface Sink {
  /** One file whole, by its path in the export. Rejects if it cannot be written, or the wish was taken back. */
  add(file: string, pieces: Pieces): Promise<FileFacts>
}

/** Hands on each piece, and tells what they were. */
export async function measured(
  file: string,
  pieces: Pieces,
  signal: AbortSignal,
  write: (piece: Uint8Array) => Promise<void>,
): Promise<FileFacts> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of pieces) {
    signal.throwIfAborted()
    hash.update(piece)
    bytes += piece.length
    await write(piece)
  }
  return { path: file, bytes, sha256: `sha256:${hash.digest('hex')}` }
}

/** Keeps nothing: only what the files would be is of interest. */
export const hashingSink = (signal: AbortSignal): Sink => ({
  add: (file, pieces) => measured(file, pieces, signal, async () => undefined),
})

/** Into a new folder, on the disk before it is told. Folders are 0700, files 0600. */
export const folderSink = (folder: string, signal: AbortSignal): Sink => ({
  async add(file, pieces) {
    const place = path.join(folder, ...file.split('/'))
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
    const handle = await open(place, 'wx', 0o600)
    try {
      const facts = await measured(file, pieces, signal, async (piece) => handle.appendFile(piece))
      await handle.sync()
      return facts
    } finally {
      await handle.close()
    }
  },
})
