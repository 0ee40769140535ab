import { useCallback, useEffect, useRef, useState } from 'react'
import { failuresBeside, hitsBeside } from '../../viewers/beside.ts'
import { hitRanges, nextLine } from '../../viewers/log-search.ts'
import type { Range } from '../../viewers/pieces.ts'

export interface LogPlaces {
  /** Lines with a hit, rising; null while they are looked for. */
  hits: readonly number[] | null
  failures: readonly number[] | null
  /** Why nothing can be found; null: it can. */
  problem: string | null
  /** What to mark in a line. */
  marksOf: (visible: string) => readonly Range[]
  /** The line in view. */
  shown: number | null
  isSearching: boolean
  goToHit(step: 1 | -1): void
  goToFailure(): void
}

/** Where to go in a log. `line`: of the address; null: the first failing line if the command failed, once it is found. */
export function useLogPlaces(
  text: string,
  find: string,
  { line, hasFailed, onLine }: { line: number | null; hasFailed: boolean; onLine(line: number): void },
): LogPlaces {
  const failing = useFound(text, null)
  const wanted = useFound(text, find)
  const lines = { hits: wanted.lines, failures: failing.lines }
  const marksOf = useCallback((visible: string) => hitRanges(visible, find), [find])
  const shown = line ?? (hasFailed ? (failing.lines?.[0] ?? null) : null)
  /** Asked for before it was found. */
  const wish = useRef<{ of: keyof typeof lines; step: 1 | -1 } | null>(null)
  const goTo = (of: keyof typeof lines, step: 1 | -1): void => {
    const numbers = lines[of]
    wish.current = numbers === null ? { of, step } : null
    const next = nextLine(numbers ?? [], shown, step)
    if (next !== null) onLine(next)
  }
  useEffect(() => {
    if (wish.current !== null && lines[wish.current.of] !== null) goTo(wish.current.of, wish.current.step)
  })
  return {
    ...lines,
    problem: failing.problem ?? wanted.problem,
    marksOf,
    shown,
    isSearching: find !== '',
    goToHit: (step) => goTo('hits', step),
    goToFailure: () => goTo('failures', 1),
  }
}

interface Found {
  lines: readonly number[] | null
  problem: string | null
}
const NOT_YET: Found = { lines: null, problem: null }
const NONE: Found = { lines: [], problem: null }

/** The lines with a text, or (null) those that tell of a failure, looked for in the thread beside the page. */
function useFound(text: string, wanted: string | null): Found {
  const [answer, setAnswer] = useState<{ text: string; wanted: string | null; found: Found } | null>(null)
  useEffect(() => {
    if (wanted === '') return
    let isCurrent = true
    const tell = (found: Found): void => {
      if (isCurrent) setAnswer({ text, wanted, found })
    }
    const asked = wanted === null ? failuresBeside(text) : hitsBeside(text, wanted)
    asked.then(
      (lines) => tell({ lines, problem: null }),
      (error: unknown) => tell({ lines: null, problem: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      isCurrent = false
    }
  }, [text, wanted])
  if (wanted === '') return NONE
  return answer?.text === text && answer.wanted === wanted ? answer.found : NOT_YET
}
