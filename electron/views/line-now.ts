import { headerPath } from '../engine/diff-lines.ts'

/** Where a line of the old file is in the new one. */
export interface LineNow {
  path: string
  line: number
  /** The line itself was changed; `line` is then one that took its place. */
  changed: boolean
}

/**
 * Pure. Follows line `line` of `path` through a unified diff of git. The same place where the diff does not touch the file; null: the
 * file or the line is gone and nothing took its place.
 */
export function lineNow(diff: string, path: string, line: number): LineNow | null {
  const chunk = diff.split(/^(?=diff --git )/m).find((text) => pathsOf(text).before === path)
  if (chunk === undefined) return { path, line, changed: false }
  const after = pathsOf(chunk).after
  if (/^deleted file mode /m.test(chunk.slice(0, headEnd(chunk)))) return null
  let moved = 0
  for (const hunk of hunksOf(chunk)) {
    if (line < hunk.oldStart) break
    if (line < hunk.oldStart + hunk.oldLines) return inHunk(hunk, line, after)
    moved = hunk.newStart + hunk.newLines - (hunk.oldStart + hunk.oldLines)
  }
  return { path: after, line: line + moved, changed: false }
}

interface Hunk {
  oldStart: number
  oldLines: number
  newStart: number
  newLines: number
  lines: string[]
}

const headEnd = (chunk: string): number => {
  const at = chunk.search(/^@@ /m)
  return at < 0 ? chunk.length : at
}

function pathsOf(chunk: string): { before: string | null; after: string } {
  const head = chunk.slice(0, headEnd(chunk)).split('\n')
  const named = head.flatMap((line) => {
    const found = headerPath(line)
    return found === null ? [] : [found]
  })
  // A rename tells both names, the old one first, where `diff --git` has no two equal halves.
  return { before: named[0] ?? null, after: named.at(-1) ?? '' }
}

function hunksOf(chunk: string): Hunk[] {
  const hunks: Hunk[] = []
  for (const line of chunk.slice(headEnd(chunk)).split('\n')) {
    const found = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line)
    if (found) {
      const [oldLines, newLines] = [Number(found[2] ?? 1), Number(found[4] ?? 1)]
      // Of an empty side git tells the line before it.
      const [oldStart, newStart] = [
        Number(found[1]) + Number(oldLines === 0),
        Number(found[3]) + Number(newLines === 0),
      ]
      hunks.push({ oldStart, oldLines, newStart, newLines, lines: [] })
    } else hunks.at(-1)?.lines.push(line)
  }
  return hunks
}

/** A removed line is taken for the added one that stands at its place in the same run of changes, or for the last of them. */
function inHunk(hunk: Hunk, line: number, path: string): LineNow | null {
  let [oldAt, newAt] = [hunk.oldStart, hunk.newStart]
  let run = { removed: 0, at: -1, added: 0, newFrom: newAt }
  for (const text of [...hunk.lines, ' ']) {
    const sign = text[0] ?? ' '
    if (sign === '\\') continue
    if (sign === ' ') {
      if (run.at >= 0) return run.added === 0 ? null : taken(run, path)
      if (oldAt === line) return { path, line: newAt, changed: false }
      ;[oldAt, newAt] = [oldAt + 1, newAt + 1]
      run = { removed: 0, at: -1, added: 0, newFrom: newAt }
    } else if (sign === '-') {
      if (oldAt === line) run.at = run.removed
      run.removed += 1
      oldAt += 1
    } else {
      run.added += 1
      newAt += 1
    }
  }
  return null
}

const taken = ({ at, added, newFrom }: { at: number; added: number; newFrom: number }, path: string): LineNow => ({
  path,
  line: newFrom + Math.min(at, added - 1),
  changed: true,
})
