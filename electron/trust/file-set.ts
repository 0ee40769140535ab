import { hashBytes } from '../hash.ts'

/** More than this is no configuration: it can't be looked through, so it can't be trusted. */
export const MAX_FILES = 2_000
export const MAX_BYTES = 8 * 1024 * 1024

/** A file, or a link with its target as content; `path` within the repository. */
export interface SetFile {
  readonly path: string
  readonly kind: 'file' | 'link'
  readonly content: Uint8Array
}

/** One hash of names and contents; null if it is too much, or holds something that is neither file nor link. */
export function hashOfSet(files: readonly SetFile[] | null): string | null {
  if (files === null) return null
  const lines = files.map(({ path, kind, content }) => `${kind} ${hashBytes(content)} ${JSON.stringify(path)}\n`)
  return hashBytes(lines.sort().join(''))
}
