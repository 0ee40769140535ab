/** Room for the line that tells what was left out. */
const NOTE_BYTES = 100

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80

/** `bytes` without a character that was cut at its end. */
function trimEnd(bytes: Buffer): Buffer {
  let start = bytes.length - 1
  while (start > 0 && isContinuation(bytes[start])) start--
  const lead = bytes[start] ?? 0
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
  return start + length > bytes.length ? bytes.subarray(0, start) : bytes
}

/** `bytes` without the rest of a character that was cut at its beginning. */
function trimStart(bytes: Buffer): Buffer {
  let start = 0
  while (start < 4 && isContinuation(bytes[start])) start++
  return bytes.subarray(start)
}

export interface BoundedLog {
  push(chunk: Uint8Array): void
  /** At most the cap: head and tail, between them a line that says how many bytes were left out. */
  bytes(): Buffer
}

/** Keeps the first and the last half of what is pushed; memory stays near `maxBytes` however much that is. */
export function createBoundedLog(maxBytes: number): BoundedLog {
  const half = Math.max(0, Math.floor((maxBytes - NOTE_BYTES) / 2))
  const head: Buffer[] = []
  let headRoom = maxBytes - half
  const tail = createTail(half)
  let totalBytes = 0
  return {
    push(chunk) {
      totalBytes += chunk.length
      const intoHead = Buffer.from(chunk.subarray(0, headRoom))
      if (intoHead.length > 0) head.push(intoHead)
      headRoom -= intoHead.length
      tail.push(chunk.subarray(intoHead.length))
    },
    bytes() {
      const all = Buffer.concat(head)
      if (totalBytes <= maxBytes) return Buffer.concat([all, tail.bytes()])
      const first = trimEnd(all.subarray(0, half))
      const last = trimStart(tail.bytes())
      const note = `\n[… ${totalBytes - first.length - last.length} bytes left out …]\n`
      return Buffer.concat([first, Buffer.from(note), last]).subarray(0, maxBytes)
    },
  }
}

/** The last `size` bytes pushed, in a ring. */
function createTail(size: number): { push(bytes: Uint8Array): void; bytes(): Buffer } {
  let ring = Buffer.alloc(0)
  let next = 0
  let wrapped = false
  return {
    push(bytes) {
      if (bytes.length === 0 || size === 0) return
      if (ring.length === 0) ring = Buffer.alloc(size)
      const last = bytes.subarray(-size)
      const untilEnd = Math.min(last.length, size - next)
      ring.set(last.subarray(0, untilEnd), next)
      ring.set(last.subarray(untilEnd), 0)
      wrapped ||= next + last.length >= size
      next = (next + last.length) % size
    },
    bytes: () => (wrapped ? Buffer.concat([ring.subarray(next), ring.subarray(0, next)]) : ring.subarray(0, next)),
  }
}
