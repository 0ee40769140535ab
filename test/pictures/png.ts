import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** Opaque pixels, row by row, three bytes each. */
export interface Image {
  width: number
  height: number
  rgb: Uint8Array
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

/** Reads what Chromium writes: 8 bits, RGB or RGBA, not interlaced; transparency is dropped. Throws for any other. */
export function decodePng(file: Buffer): Image {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is no PNG')
  const parts: Buffer[] = []
  let header: Buffer | null = null
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at)
    const type = file.toString('latin1', at + 4, at + 8)
    const data = file.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') header = data
    if (type === 'IDAT') parts.push(data)
    at += length + 12
  }
  if (header === null) throw new Error('The PNG has no header')
  const [depth, colour, , , interlaced] = header.subarray(8)
  const channels = { 2: 3, 6: 4 }[Number(colour)]
  if (depth !== 8 || channels === undefined || interlaced !== 0) throw new Error('This kind of PNG is not read')
  const width = header.readUInt32BE(0)
  const height = header.readUInt32BE(4)
  const bytes = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels)
  const rgb = new Uint8Array(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgb.set(bytes.subarray(pixel * channels, pixel * channels + 3), pixel * 3)
  }
  return { width, height, rgb }
}

/** Undoes the filter of each row: what a pixel differs in from those left of it, above it, or both. */
function unfilter(raw: Buffer, rowBytes: number, height: number, channels: number): Uint8Array {
  const bytes = new Uint8Array(rowBytes * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (rowBytes + 1)] ?? 0
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x
      const left = x < channels ? 0 : (bytes[at - channels] ?? 0)
      const up = y === 0 ? 0 : (bytes[at - rowBytes] ?? 0)
      const corner = x < channels || y === 0 ? 0 : (bytes[at - rowBytes - channels] ?? 0)
      bytes[at] = (raw[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner)
    }
  }
  return bytes
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) return 0
  const [byLeft, byUp, byCorner] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs)
  if ((byLeft ?? 0) <= (byUp ?? 0) && (byLeft ?? 0) <= (byCorner ?? 0)) return left
  return (byUp ?? 0) <= (byCorner ?? 0) ? up : corner
}

/** `indices`: one byte for each pixel, into at most 256 colours of three bytes each. */
export function encodePalettePng(
  { width, height }: Pick<Image, 'width' | 'height'>,
  { indices, colours }: { indices: Uint8Array; colours: Uint8Array },
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  // Indices have no order, so that rows are smallest as they are: filter 0.
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const data = deflateSync(rows, { level: 9, memLevel: 9 })
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colours)),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
