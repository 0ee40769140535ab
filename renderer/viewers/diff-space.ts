import { diffArrays } from 'diff'
import type { DiffFile, DiffHunk, DiffLine } from './diff.ts'
import { linesOf } from './diff-lines.ts'

/** Longer runs of changes are left as they are: nobody looks for a changed space in them, and comparing them takes long. */
const MAX_RUN = 2_000

/** Without the changes that are nothing but white space within lines: those lines are shown as unchanged, as they are now. */
export function withoutSpaceChanges(file: DiffFile): DiffFile {
  const hunks = file.hunks.map(withoutSpace)
  if (hunks.every((hunk, index) => hunk === file.hunks[index])) return file
  const count = (sign: DiffLine['sign']): number =>
    hunks.reduce((sum, { lines }) => sum + [...lines].filter((line) => line.sign === sign).length, 0)
  return { ...file, hunks, additions: count('+'), deletions: count('-') }
}

function withoutSpace(hunk: DiffHunk): DiffHunk {
  const lines: DiffLine[] = []
  let run: DiffLine[] = []
  let isSame = true
  const close = (): void => {
    const compared = compareRun(run)
    isSame &&= compared === run
    lines.push(...compared)
    run = []
  }
  for (const line of hunk.lines) {
    if (line.sign !== ' ') run.push(line)
    else {
      close()
      lines.push(line)
    }
  }
  close()
  return isSame ? hunk : { ...hunk, lines: linesOf(lines) }
}

const bare = ({ text }: DiffLine): string => text.replace(/\s+/g, '')

function compareRun(run: DiffLine[]): DiffLine[] {
  const removed = run.filter(({ sign }) => sign === '-')
  const added = run.filter(({ sign }) => sign === '+')
  if (removed.length === 0 || added.length === 0 || run.length > MAX_RUN) return run
  const parts = diffArrays(removed.map(bare), added.map(bare))
  if (parts.every((part) => part.added || part.removed)) return run
  let [oldAt, newAt] = [0, 0]
  return parts.flatMap((part): DiffLine[] => {
    const { length } = part.value
    const [old, now] = [removed.slice(oldAt, oldAt + length), added.slice(newAt, newAt + length)]
    if (!part.added) oldAt += length
    if (!part.removed) newAt += length
    if (part.removed) return old
    if (part.added) return now
    return now.map((line, index) => ({ ...line, sign: ' ', oldLine: old[index]?.oldLine ?? null }))
  })
}
