/** What a process wrote to a few files, as strace recorded it, and what a power cut can leave of it. Pure. */
import type { Draw } from '../random.ts'

export type Operation =
  | { readonly kind: 'write'; readonly file: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly size: number }
  | { readonly kind: 'flush'; readonly file: string }
  /** What was appended to the file that acknowledges. */
  | { readonly kind: 'told'; readonly text: string }

const CALL = /^(?:\d+ +)?(pwrite64|write|ftruncate|fsync|fdatasync)\(\d+<([^>]*)>(?:, (.*))?\) += (-?\d+)/

/** The operations on `files` and on `told`, in order. Throws where a call is not understood: nothing may be missing. */
export function readWriteLog(log: string, files: readonly string[], told: string): Operation[] {
  return log.split('\n').flatMap((line): Operation[] => {
    const file = /\(\d+<([^>]*)>/.exec(line)?.[1]
    if (file === undefined || (file !== told && !files.includes(file))) return []
    const [, name, , rest = '', result] = CALL.exec(line) ?? []
    if (name === undefined || Number(result) < 0) throw new Error(`Not understood: ${line.slice(0, 200)}`)
    if (name === 'fsync' || name === 'fdatasync') return file === told ? [] : [{ kind: 'flush', file }]
    if (name === 'ftruncate') return [{ kind: 'truncate', file, size: Number(rest) }]
    const bytes = bytesOf(rest)
    if (file === told) return [{ kind: 'told', text: bytes.toString('utf8') }]
    const offset = Number(/, (\d+)$/.exec(rest)?.[1])
    if (name !== 'pwrite64' || bytes.length !== Number(result)) throw new Error(`Not whole: ${line.slice(0, 200)}`)
    return [{ kind: 'write', file, offset, bytes }]
  })
}

/** Every byte is printed as `\xNN`. */
function bytesOf(text: string): Buffer {
  const quoted = /^"((?:\\x[0-9a-f]{2})*)"/.exec(text)?.[1]
  if (quoted === undefined) throw new Error(`Not a whole string: ${text.slice(0, 100)}`)
  return Buffer.from(quoted.replaceAll('\\x', ''), 'hex')
}

/** What happens to writes that were not flushed when the power goes. */
export const CUTS = ['none', 'prefix', 'subset', 'torn'] as const
export type Cut = (typeof CUTS)[number]

/** A disk keeps or loses whole sectors. */
const SECTOR = 512

/** Files on the way to the disk: what is there for certain, and what is on its way. */
export class Disk {
  readonly #certain = new Map<string, Buffer>()
  readonly #pending = new Map<string, Operation[]>()

  apply(operation: Operation): void {
    if (operation.kind === 'told') return
    const { file } = operation
    const pending = this.#pending.get(file) ?? []
    if (operation.kind !== 'flush') {
      pending.push(operation)
      this.#pending.set(file, pending)
      return
    }
    this.#certain.set(file, changed(this.#certain.get(file), pending))
    this.#pending.set(file, [])
  }

  /** What is there after a power cut now. */
  image(cut: Cut, draw: Draw): Map<string, Buffer> {
    const files = new Set([...this.#certain.keys(), ...this.#pending.keys()])
    return new Map(
      [...files].map((file) => {
        const kept = survivors(this.#pending.get(file) ?? [], cut, draw)
        return [file, changed(this.#certain.get(file), kept)]
      }),
    )
  }
}

function survivors(pending: readonly Operation[], cut: Cut, draw: Draw): Operation[] {
  switch (cut) {
    case 'none':
      return []
    case 'prefix':
      return pending.slice(0, draw.below(pending.length + 1))
    case 'subset':
      return pending.filter(() => draw.below(2) === 0)
    case 'torn':
      return pending.flatMap((operation) => (operation.kind === 'write' ? sectorsOf(operation, draw) : [operation]))
  }
}

function sectorsOf({ file, offset, bytes }: Extract<Operation, { kind: 'write' }>, draw: Draw): Operation[] {
  const sectors: Operation[] = []
  for (let from = 0; from < bytes.length; ) {
    const to = Math.min(bytes.length, from + SECTOR - ((offset + from) % SECTOR))
    if (draw.below(2) === 0)
      sectors.push({ kind: 'write', file, offset: offset + from, bytes: bytes.subarray(from, to) })
    from = to
  }
  return sectors
}

/** A copy of the content with the operations done to it. */
function changed(before: Buffer | undefined, operations: readonly Operation[]): Buffer {
  const content = before ?? Buffer.alloc(0)
  const ends = operations.map((operation) => {
    if (operation.kind === 'write') return operation.offset + operation.bytes.length
    return operation.kind === 'truncate' ? operation.size : 0
  })
  const room = Buffer.alloc(Math.max(content.length, ...ends))
  content.copy(room)
  let size = content.length
  for (const operation of operations) {
    if (operation.kind === 'truncate') {
      room.fill(0, Math.min(size, operation.size), size)
      size = operation.size
    }
    if (operation.kind !== 'write') continue
    operation.bytes.copy(room, operation.offset)
    size = Math.max(size, operation.offset + operation.bytes.length)
  }
  return room.subarray(0, size)
}
