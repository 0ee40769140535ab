import { useCallback, useMemo } from 'react'
import { useDraft } from '../../data/draft.ts'
import type { DiffFile } from '../../viewers/diff.ts'
import { isFileSeen, isHunkSeen, parseSeen, toggleFile, toggleHunk } from './seen-files.ts'

export interface Seen {
  /** Paths of the files that are seen as they are. */
  paths: readonly string[]
  isHunkSeen(file: DiffFile, hunk: number): boolean
  toggleFile(file: DiffFile): void
  toggleHunk(file: DiffFile, hunk: number): void
}

/** What the person has marked in the diffs of a run, kept on this machine: a later round forgets what was changed since. */
export function useSeen(runId: string, files: readonly DiffFile[]): Seen {
  const [kept, keep] = useDraft(`seen.${runId}`)
  const marks = useMemo(() => parseSeen(kept), [kept])
  const known = useMemo(() => new Set(marks), [marks])
  const paths = useMemo(() => files.flatMap((file) => (isFileSeen(known, file) ? [file.path] : [])), [files, known])
  return {
    paths,
    isHunkSeen: useCallback((file: DiffFile, hunk: number) => isHunkSeen(known, file, hunk), [known]),
    toggleFile: (file) => keep(JSON.stringify(toggleFile(marks, file))),
    toggleHunk: (file, hunk) => keep(JSON.stringify(toggleHunk(marks, file, hunk))),
  }
}
