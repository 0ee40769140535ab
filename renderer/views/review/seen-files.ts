import { jsonOf, textsOf } from '../gates/unknown-value.ts'

/** Paths that the person has marked as seen, kept as text. */
export const parseSeen = (text: string): string[] => textsOf(jsonOf(text)) ?? []

export const toggleSeen = (seen: readonly string[], path: string): string[] =>
  seen.includes(path) ? seen.filter((known) => known !== path) : [...seen, path]

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
