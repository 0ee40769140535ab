import { useCallback, useDeferredValue, useMemo } from 'react'
import type { Range } from '../../viewers/pieces.ts'
import { failureLines, hitLines, hitRanges, nextLine, readableLines } from './log-search.ts'

export interface LogPlaces {
  /** Lines with a hit, rising. */
  hits: readonly number[]
  failures: readonly number[]
  /** What to mark in a line. */
  marksOf: (visible: string) => readonly Range[]
  /** The line in view. */
  shown: number | null
  isSearching: boolean
  goToHit(step: 1 | -1): void
  goToFailure(): void
}

/** Where to go in a log. `line`: of the address; null: the first failing line if the command failed. */
export function useLogPlaces(
  text: string,
  find: string,
  { line, hasFailed, onLine }: { line: number | null; hasFailed: boolean; onLine(line: number): void },
): LogPlaces {
  const wanted = useDeferredValue(find)
  const lines = useMemo(() => readableLines(text), [text])
  const lower = useMemo(() => lines.map((each) => each.toLowerCase()), [lines])
  const failures = useMemo(() => failureLines(lines), [lines])
  const hits = useMemo(() => hitLines(lower, wanted), [lower, wanted])
  const marksOf = useCallback((visible: string) => hitRanges(visible, wanted), [wanted])
  const shown = line ?? (hasFailed ? (failures[0] ?? null) : null)
  const goTo = (numbers: readonly number[], step: 1 | -1): void => {
    const next = nextLine(numbers, shown, step)
    if (next !== null) onLine(next)
  }
  return {
    hits,
    failures,
    marksOf,
    shown,
    isSearching: wanted !== '',
    goToHit: (step) => goTo(hits, step),
    goToFailure: () => goTo(failures, 1),
  }
}
