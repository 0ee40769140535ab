import type { PathChange } from '../engine/git-port.ts'
import { type BytePath, pathText, splitNul } from './byte-paths.ts'

/** One path of `--raw -z` output without rename detection. */
export interface RawChange {
  readonly path: BytePath
  readonly oldMode: string
  readonly newMode: string
  readonly oldId: string
  readonly newId: string
  readonly status: string
}

export const GITLINK = '160000'
export const isRegularFile = (mode: string): boolean => mode === '100644' || mode === '100755'

/** Throws on a record that is none: guessing about changed paths would be worse. */
export function parseRawDiff(output: Buffer): RawChange[] {
  const records = splitNul(output)
  return Array.from({ length: Math.ceil(records.length / 2) }, (_, index) => {
    const header = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])$/.exec(records[index * 2] ?? '')
    const path = records[index * 2 + 1]
    if (header === null || path === undefined) throw new Error(`Unreadable record of git: ${records[index * 2]}`)
    const [, oldMode = '', newMode = '', oldId = '', newId = '', status = ''] = header
    return { path, oldMode, newMode, oldId, newId, status }
  })
}

/** A commit id in place of files is an embedded repository: what it holds would not be part of the result. */
export function toPathChange(change: RawChange): PathChange {
  const kind = change.status === 'A' ? 'added' : change.status === 'D' ? 'deleted' : 'modified'
  const embedded = change.newMode === GITLINK
  return { path: pathText(change.path), kind, ...(embedded ? { note: 'nested_repository' } : {}) }
}

/** One entry per path, in UTF-16 order; `first` wins over `second`. */
export function mergeChanges(first: readonly PathChange[], second: readonly PathChange[]): PathChange[] {
  const merged = new Map([...second, ...first].map((change) => [change.path, change]))
  return [...merged.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}
