/** Bytes as people read them: `212 B`, `41 kB`, `4.2 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** `412k`, `1.5M`. */
export function shortNumber(value: number): string {
  if (value < 1_000) return String(value)
  if (value < 1_000_000) return `${Math.round(value / 1_000)}k`
  return `${(value / 1_000_000).toFixed(1)}M`
}

/** Millionths of a US dollar: `$1.84`. */
export const moneyText = (micros: number): string => `$${(micros / 1_000_000).toFixed(2)}`

/** `412k tokens`; null: no turn told any. */
export const tokensText = (tokens: number | null): string =>
  tokens === null ? 'tokens not reported' : `${shortNumber(tokens)} tokens`
/** `$1.84`; null: no turn told any. */
export const costText = (micros: number | null): string => (micros === null ? 'cost not reported' : moneyText(micros))

/** The first seven digits of a commit. */
export const shortCommit = (commit: string): string => commit.slice(0, 7)

/** The last part of a path of any system. */
export const baseName = (path: string): string => path.split(/[/\\]/).findLast((part) => part !== '') ?? path
