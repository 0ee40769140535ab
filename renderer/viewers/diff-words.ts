import { diffWordsWithSpace } from 'diff'
import type { DiffLine } from './diff.ts'
import type { Range } from './pieces.ts'

/** Longer lines, and longer runs of changed lines, are compared as wholes: reading single words in them helps nobody. */
const MAX_LENGTH = 400
const MAX_RUN = 60
/** Pairs that have less in common are two different lines. */
const MIN_ALIKE = 0.5
/** Nor is there much to be shown where more than this part of the letters and digits of both lines would be marked. */
const MAX_MARKED = 0.75

/** What differs within a changed line that has a counterpart much like it; without one, nothing. Runs of changed lines are compared when first asked for. */
export function wordDifferences(lines: readonly DiffLine[]): (line: DiffLine) => readonly Range[] {
  const runs = new Map<DiffLine, Run>()
  for (const run of changedRuns(lines)) for (const line of [...run.removed, ...run.added]) runs.set(line, run)
  return (line) => {
    const run = runs.get(line)
    if (!run) return []
    run.ranges ??= compareRun(run)
    return run.ranges.get(line) ?? []
  }
}

function compareRun({ removed, added }: Run): Map<DiffLine, readonly Range[]> {
  const ranges = new Map<DiffLine, readonly Range[]>()
  for (const [before, after] of pairLines(removed, added)) {
    const [old, now] = differingRanges(before.text, after.text)
    // Brackets and commas are common to most lines of code; where little else is, single words show nothing.
    if (isMostlyMarked(before.text, old) && isMostlyMarked(after.text, now)) continue
    ranges.set(before, old)
    ranges.set(after, now)
  }
  return ranges
}

interface Run {
  removed: DiffLine[]
  added: DiffLine[]
  ranges?: Map<DiffLine, readonly Range[]>
}

function changedRuns(lines: readonly DiffLine[]): Run[] {
  const runs: Run[] = []
  let run: Run | null = null
  for (const line of lines) {
    if (line.sign === ' ') run = null
    else {
      if (run === null || (line.sign === '-' && run.added.length > 0)) {
        run = { removed: [], added: [] }
        runs.push(run)
      }
      ;(line.sign === '-' ? run.removed : run.added).push(line)
    }
  }
  const isComparable = (side: readonly DiffLine[]): boolean => side.length > 0 && side.length <= MAX_RUN
  return runs.filter(({ removed, added }) => isComparable(removed) && isComparable(added))
}

/** Each removed line with the added line most like it, in order: no two pairs cross. */
function pairLines(removed: readonly DiffLine[], added: readonly DiffLine[]): [DiffLine, DiffLine][] {
  const pairs: [DiffLine, DiffLine][] = []
  const wordsOf = ({ text }: DiffLine): string[] | null => (text.length > MAX_LENGTH ? null : words(text))
  const addedWords = added.map(wordsOf)
  let from = 0
  for (const before of removed) {
    const old = wordsOf(before)
    let [best, bestAt] = [MIN_ALIKE, -1]
    for (let at = from; old !== null && at < added.length; at++) {
      const now = addedWords[at] ?? null
      const alike = now === null ? 0 : likeness(old, now)
      if (alike > best) [best, bestAt] = [alike, at]
    }
    const after = added[bestAt]
    if (after === undefined) continue
    pairs.push([before, after])
    from = bestAt + 1
  }
  return pairs
}

const words = (text: string): string[] => text.match(/\w+|[^\w\s]/g) ?? []

/**
 * From 0 to 1: how many of the words of both lines are common to both. 0 where they cannot be alike enough, however their words are:
 * most pairs of a run are told apart by their lengths alone.
 */
function likeness(old: readonly string[], now: readonly string[]): number {
  // Lines that differ in white space only.
  if (old.length + now.length === 0) return 1
  if ((2 * Math.min(old.length, now.length)) / (old.length + now.length) <= MIN_ALIKE) return 0
  const left = new Map<string, number>()
  for (const word of old) left.set(word, (left.get(word) ?? 0) + 1)
  let common = 0
  for (const word of now) {
    const count = left.get(word) ?? 0
    if (count === 0) continue
    left.set(word, count - 1)
    common++
  }
  return (2 * common) / (old.length + now.length)
}

function differingRanges(before: string, after: string): [Range[], Range[]] {
  const [old, now]: [Range[], Range[]] = [[], []]
  let [oldAt, nowAt] = [0, 0]
  for (const { value, added, removed } of diffWordsWithSpace(before, after)) {
    if (removed) join(old, oldAt, oldAt + value.length)
    else if (added) join(now, nowAt, nowAt + value.length)
    if (!added) oldAt += value.length
    if (!removed) nowAt += value.length
  }
  return [old, now]
}

function isMostlyMarked(text: string, ranges: readonly Range[]): boolean {
  const wordSigns = (part: string): number => part.match(/\w/g)?.length ?? 0
  const marked = ranges.reduce((sum, [from, to]) => sum + wordSigns(text.slice(from, to)), 0)
  return marked > MAX_MARKED * wordSigns(text)
}

function join(ranges: Range[], from: number, to: number): void {
  const last = ranges.at(-1)
  if (last?.[1] === from) ranges[ranges.length - 1] = [last[0], to]
  else ranges.push([from, to])
}
