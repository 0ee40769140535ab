import type { Redactor } from './redactor.ts'

/** Names of secrets that a diff adds. What it takes away, or only stands near, is no news. */
export function secretsInDiff(diff: Uint8Array, redactor: Redactor): string[] {
  if (redactor.isEmpty) return []
  const added = new TextDecoder()
    .decode(diff)
    .split('\n')
    .filter((line) => line.startsWith('+'))
    .map((line) => line.slice(1))
  return redactor.names(added.join('\n'))
}
