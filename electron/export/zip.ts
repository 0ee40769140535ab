import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'
import type { FileFacts } from './contents.ts'
import { measured, type Sink } from './sink.ts'

const deflated = promisify(deflateRaw)

/** What a zip file without its 64-bit extension can hold. */
export const MAX_ZIP_BYTES = 0xffff_ffff

interface Entry {
  name: Buffer
  /** What both headers say of a file: version, flags, method, time, date, sum, sizes, length of its name. */
  facts: Buffer
  offset: number
}

/**
 * A zip file that grows as files are added; `finish` writes its table. Every file is deflated whole, so `total` bytes of one are in
 * memory at once. Names are ASCII, times are left out: the same files make the same bytes.
 */
export function zipSink(handle: FileHandle, folder: string, signal: AbortSignal): Sink & { finish(): Promise<void> } {
  const entries: Entry[] = []
  let at = 0
  const append = async (...parts: readonly Uint8Array[]): Promise<void> => {
    for (const part of parts) {
      await handle.appendFile(part)
      at += part.length
    }
    if (at > MAX_ZIP_BYTES) throw new Error(`A zip file holds at most ${MAX_ZIP_BYTES} bytes`)
  }
  return {
    async add(file, pieces): Promise<FileFacts> {
      const parts: Uint8Array[] = []
      const facts = await measured(file, pieces, signal, async (piece) => void parts.push(piece))
      const whole = Buffer.concat(parts)
      const data = await deflated(whole)
      const name = Buffer.from(`${folder}/${file}`)
      const entry = { name, facts: factsOf(whole, data, name), offset: at }
      await append(signature(0x04034b50), entry.facts, name, data)
      entries.push(entry)
      return facts
    },
    async finish() {
      const start = at
      for (const { name, facts, offset } of entries) {
        // Attributes of the file (0600 on Unix) and its place.
        const place = Buffer.alloc(14)
        place.writeUInt32LE(0o100600 * 0x1_0000, 6)
        place.writeUInt32LE(offset, 10)
        await append(signature(0x02014b50), MADE_ON_UNIX, facts, place, name)
      }
      const end = Buffer.alloc(18)
      end.writeUInt16LE(entries.length, 4)
      end.writeUInt16LE(entries.length, 6)
      end.writeUInt32LE(at - start, 8)
      end.writeUInt32LE(start, 12)
      await append(signature(0x06054b50), end)
      await handle.sync()
    },
  }
}

const MADE_ON_UNIX = Buffer.from([20, 3])

function factsOf(whole: Buffer, data: Buffer, name: Buffer): Buffer {
  const facts = Buffer.alloc(26)
  facts.writeUInt16LE(20, 0)
  facts.writeUInt16LE(8, 4) // Deflated.
  facts.writeUInt16LE(0x21, 8) // The first of January 1980, as early as a date can be.
  facts.writeUInt32LE(crc32(whole), 10)
  facts.writeUInt32LE(data.length, 14)
  facts.writeUInt32LE(whole.length, 18)
  facts.writeUInt16LE(name.length, 22)
  return facts
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
