import { crc32 } from 'node:zlib'

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
