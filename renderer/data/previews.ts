import type { Client } from '../../shared/contract.ts'
import { bytesOf } from './artifact-pieces.ts'

/** The beginning of an artifact. */
export interface Preview {
  bytes: Uint8Array<ArrayBuffer>
  /** There is no more of it. */
  isWhole: boolean
}

export interface Previews {
  /** Null: its file could not be read. Each is read once: artifacts never change. */
  of(id: string, length: number): Promise<Preview | null>
}

/** So many are asked for at once; the rest wait, the newest wish first, since that is what is in view. */
const AT_ONCE = 4

export function createPreviews(client: Pick<Client, 'call'>): Previews {
  const known = new Map<string, Promise<Preview | null>>()
  const waiting: (() => void)[] = []
  let running = 0
  const next = (): void => {
    if (running >= AT_ONCE) return
    const start = waiting.pop()
    if (start === undefined) return
    running += 1
    start()
  }
  const read = async (id: string, length: number): Promise<Preview | null> => {
    const reply = await client.call('artifacts.read', { id, offset: 0, length })
    running -= 1
    next()
    if (!reply.ok) return null
    const bytes = bytesOf(reply.value.base64)
    return { bytes, isWhole: bytes.length >= reply.value.total }
  }
  return {
    of: (id, length) => {
      const key = `${id} ${length}`
      const asked = known.get(key)
      if (asked) return asked
      const wish = new Promise<Preview | null>((resolve) => {
        waiting.push(() => resolve(read(id, length)))
      })
      known.set(key, wish)
      next()
      return wish
    },
  }
}
