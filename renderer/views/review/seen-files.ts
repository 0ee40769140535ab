import { jsonOf, textsOf } from '../../../shared/unknown-value.ts'
import type { DiffFile, DiffLine } from '../../viewers/diff.ts'

/** Marks of a run that are kept; the oldest go first. */
const MAX_MARKS = 5_000

/** What the person has marked as seen, kept as text: keys of files and hunks. */
export const parseSeen = (text: string): string[] => textsOf(jsonOf(text)) ?? []

/**
 * A mark belongs to the changes that were seen: its key holds a digest of them, so that it is forgotten by itself where they are
 * others, and still there in the next round where they are the same.
 */
export const fileKey = (file: DiffFile): string =>
  `${file.path} ${digest([file.change, file.oldMode ?? '', file.newMode ?? '', ...hunkKeys(file)].join('\n'))}`

export const hunkKeys = (file: DiffFile): string[] => {
  const known = keysOfFile.get(file)
  if (known) return known
  const keys = file.hunks.map(({ lines }) => `${file.path} @${digest(changesOf(lines))}`)
  keysOfFile.set(file, keys)
  return keys
}
const keysOfFile = new WeakMap<DiffFile, string[]>()

const changesOf = (lines: Iterable<DiffLine>): string =>
  [...lines].flatMap(({ sign, text }) => (sign === ' ' ? [] : [sign + text])).join('\n')

/** 53 bits of a text, as a short word. Two changes of one file that a person mixes up by it are next to impossible, and harmless. */
function digest(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36)
}

/** Marked as a whole, or hunk by hunk. */
export function isFileSeen(seen: ReadonlySet<string>, file: DiffFile): boolean {
  if (seen.size === 0) return false
  if (seen.has(fileKey(file))) return true
  const keys = hunkKeys(file)
  return keys.length > 0 && keys.every((key) => seen.has(key))
}

export const isHunkSeen = (seen: ReadonlySet<string>, file: DiffFile, hunk: number): boolean =>
  seen.size > 0 && (seen.has(fileKey(file)) || seen.has(hunkKeys(file)[hunk] ?? ''))

/** The mark of a file given or taken, with those of its hunks. */
export function toggleFile(seen: readonly string[], file: DiffFile): string[] {
  const rest = seen.filter((key) => key !== fileKey(file) && !hunkKeys(file).includes(key))
  return isFileSeen(new Set(seen), file) ? rest : [...rest, fileKey(file)].slice(-MAX_MARKS)
}

/** The mark of one hunk given or taken; taken of a file that is marked as a whole, its other hunks keep theirs. */
export function toggleHunk(seen: readonly string[], file: DiffFile, hunk: number): string[] {
  const keys = hunkKeys(file)
  const key = keys[hunk]
  if (key === undefined) return [...seen]
  const known = new Set(seen)
  const rest = seen.filter((each) => each !== fileKey(file) && each !== key)
  if (!isHunkSeen(known, file, hunk)) return [...rest, key].slice(-MAX_MARKS)
  const others = known.has(fileKey(file)) ? keys.filter((each) => each !== key && !known.has(each)) : []
  return [...rest, ...others].slice(-MAX_MARKS)
}

/** The next file after `path` that is not seen, from the beginning again after the last; null: all are. */
export function nextUnseen(
  files: readonly { path: string }[],
  seen: readonly string[],
  path: string | null,
): string | null {
  const at = files.findIndex((file) => file.path === path)
  const order = [...files.slice(at + 1), ...files.slice(0, at + 1)]
  return order.find((file) => !seen.includes(file.path))?.path ?? null
}
