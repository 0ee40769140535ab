import { crc32, inflateRawSync } from 'node:zlib'

/** A zip file of stored, executable files. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const [local, central]: [Buffer[], Buffer[]] = [[], []]
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)]
    // What both headers say of a file: version, flags, method, time, date, sum, sizes, length of its name.
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x21, 8)
    facts.writeUInt32LE(crc32(data), 10)
    facts.writeUInt32LE(data.length, 14)
    facts.writeUInt32LE(data.length, 18)
    facts.writeUInt16LE(path.length, 22)
    const entry = Buffer.concat([signature(0x04034b50), facts, path, data])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(0o100755 * 0x10000, 6)
    place.writeUInt32LE(offset, 10)
    // Made on Unix (3): the mode counts.
    central.push(Buffer.concat([signature(0x02014b50), Buffer.from([20, 3]), facts, place, path]))
    local.push(entry)
    offset += entry.length
  }
  const [body, index] = [Buffer.concat(local), Buffer.concat(central)]
  const end = Buffer.alloc(18)
  end.writeUInt16LE(local.length, 4)
  end.writeUInt16LE(local.length, 6)
  end.writeUInt32LE(index.length, 8)
  end.writeUInt32LE(body.length, 12)
  return Buffer.concat([body, index, signature(0x06054b50), end])
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** The files of a zip file, by its table; throws where a header, a sum or a size does not fit. */
export function unzipped(zip: Buffer): [string, Buffer][] {
  const end = zip.length - 22
  if (zip.readUInt32LE(end) !== 0x06054b50) throw new Error('The table is not at the end')
  const files: [string, Buffer][] = []
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error(`No entry at ${at}`)
    const [method, sum, packed, size] = [
      zip.readUInt16LE(at + 10),
      ...[16, 20, 24].map((of) => zip.readUInt32LE(at + of)),
    ]
    const [nameLength, offset] = [zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)]
    const name = zip.subarray(at + 46, at + 46 + nameLength)
    // The header before the data says the same: all from the version to the length of the name.
    const header = zip.subarray(offset, offset + 30 + nameLength)
    if (!header.subarray(4, 30).equals(zip.subarray(at + 6, at + 32))) throw new Error(`Another header before ${name}`)
    const data = zip.subarray(offset + header.length, offset + header.length + (packed ?? 0))
    const bytes = method === 8 ? inflateRawSync(data) : data
    if (crc32(bytes) !== sum || bytes.length !== size) throw new Error(`${name} is damaged`)
    files.push([name.toString(), bytes])
    at += 46 + nameLength
  }
  return files
}
