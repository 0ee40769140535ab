/** The icon formats of macOS and Windows: both are boxes of PNG files. Pure. */

export interface Image {
  /** Pixels on each side. */
  size: number
  png: Buffer
}

/** macOS: what each size is called; 32, 64, 256, 512 and 1024 pixels are also the doubled ones of half as many points. */
const ICNS_TYPES: readonly (readonly [type: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
]

/** An `.icns` file. Throws where one of its sizes is missing. */
export function icns(images: readonly Image[]): Buffer {
  const entries = ICNS_TYPES.map(([type, size]) => {
    const png = images.find((image) => image.size === size)?.png
    if (!png) throw new Error(`No image of ${size} pixels.`)
    return Buffer.concat([Buffer.from(type, 'ascii'), bigEndian(png.length + 8), png])
  })
  const length = entries.reduce((sum, entry) => sum + entry.length, 8)
  return Buffer.concat([Buffer.from('icns', 'ascii'), bigEndian(length), ...entries])
}

const HEADER = 6
const ENTRY = 16

/** An `.ico` file; sizes up to 256 pixels. */
export function ico(images: readonly Image[]): Buffer {
  const header = Buffer.alloc(HEADER + ENTRY * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of images.entries()) {
    const at = HEADER + ENTRY * index
    // 256 does not fit into a byte, and is written as 0.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...images.map(({ png }) => png)])
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
