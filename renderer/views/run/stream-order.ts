import { textIn } from './payload.ts'
import type { StreamItem } from './stream-items.ts'

/** That a turn went on in a fresh session is only known at its end, and is read where it began. `began`: keys of items by turn. */
export function atBeginning(items: readonly StreamItem[], began: ReadonlyMap<string, string>): StreamItem[] {
  const moved = new Map<string, StreamItem>()
  for (const item of items) {
    if (item.kind !== 'note' || item.event.kind !== 'session_rotated') continue
    const key = began.get(textIn(item.event.payload, 'turnId') ?? '')
    if (key !== undefined) moved.set(key, item)
  }
  if (moved.size === 0) return [...items]
  const late = new Set(moved.values())
  return items.flatMap((item) => {
    if (late.has(item)) return []
    const note = moved.get(item.key)
    return note === undefined ? [item] : [item, note]
  })
}
