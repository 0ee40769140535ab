import picomatch from 'picomatch'
import type { PathChange } from '../engine/git-port.ts'
import { isProtectedPrefix, protection } from './protected-paths.ts'

interface AllowedPattern {
  /** What stands before the first glob character, by whole path parts. */
  readonly literalPrefix: string
  matches(path: string): boolean
}

// `s`: a file name may hold a line end, and `**` means it too. `!` is a character of a name: a pattern only ever adds.
const OPTIONS = { dot: true, nonegate: true, flags: 's' }

/**
 * The changed paths that a task may not touch, in the order of `changes`. Docs: contracts, section 7. `allowed` empty means the whole
 * repository, but never what is protected: an existing test, and automation, hooks, lock files and git's own files even when new, need a
 * pattern that names a protected place itself (`test/**`, `package-lock.json`; not `**`). An embedded repository is never allowed.
 */
export function outsidePaths(changes: readonly PathChange[], allowed: readonly string[]): string[] {
  const patterns = allowed.map(readPattern)
  return changes.filter((change) => !isAllowed(change, patterns)).map(({ path }) => path)
}

function isAllowed(change: PathChange, patterns: readonly AllowedPattern[]): boolean {
  if (change.note === 'nested_repository') return false
  const matching = patterns.filter((pattern) => pattern.matches(change.path))
  if (patterns.length > 0 && matching.length === 0) return false
  const kind = protection(change.path)
  if (kind === null || (kind === 'test' && change.kind === 'added')) return true
  return matching.some((pattern) => isProtectedPrefix(pattern.literalPrefix))
}

/** `dir` and `dir/` mean `dir/**`. A name with glob characters in it, such as `app/[id].ts`, also means itself. */
function readPattern(text: string): AllowedPattern {
  const pattern = text.replace(/^(\.?\/)+/, '').replace(/\/+$/, '')
  if (pattern === '' || pattern === '.') return { literalPrefix: '', matches: () => true }
  const { isGlob, base } = picomatch.scan(pattern, { nonegate: true })
  const isWholeFolder = !isGlob || text.endsWith('/')
  const isMatch = picomatch(isWholeFolder ? [pattern, `${pattern}/**`] : pattern, OPTIONS)
  return {
    literalPrefix: isGlob ? base : pattern,
    matches: (path) => path === pattern || path.startsWith(`${pattern}/`) || isMatch(path),
  }
}
