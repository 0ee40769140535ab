import { diffLineCounts } from '../engine/diff-lines.ts'
import { bad, counted, dim, good, type Line } from './line.ts'

export interface FileStat {
  path: string
  added: number
  removed: number
  binary: boolean
}

/** Added and removed lines per file of a unified diff of git. */
export function diffStat(diff: string): FileStat[] {
  const files = [...diffLineCounts(diff).keys()].map(
    (path): FileStat => ({ path, added: 0, removed: 0, binary: false }),
  )
  let index = -1
  let old = 0
  let fresh = 0
  for (const line of diff.split('\n')) {
    if (old > 0 || fresh > 0) {
      // Inside a hunk, whose length its header tells: `--- a/x` may be a removed line there.
      const sign = line[0]
      const file = files[index]
      if (file && sign === '+') file.added += 1
      if (file && sign === '-') file.removed += 1
      if (sign !== '+' && sign !== '\\') old -= 1
      if (sign !== '-' && sign !== '\\') fresh -= 1
      continue
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line)
    if (hunk) {
      old = Number(hunk[1] ?? 1)
      fresh = Number(hunk[2] ?? 1)
    } else if (line.startsWith('diff --git ')) {
      index += 1
    } else if (/^(Binary files |GIT binary patch)/.test(line)) {
      const file = files[index]
      if (file) file.binary = true
    }
  }
  return files
}

const BAR_WIDTH = 24
const MAX_FILES = 40

/** As `git diff --stat` tells it. */
export function diffStatLines(files: readonly FileStat[], indent: string): Line[] {
  if (files.length === 0) return [[dim(`${indent}No file differs.`)]]
  const shown = files.slice(0, MAX_FILES)
  const width = Math.max(...shown.map(({ path }) => path.length))
  const most = Math.max(1, ...shown.map(({ added, removed }) => added + removed))
  const added = files.reduce((sum, file) => sum + file.added, 0)
  const removed = files.reduce((sum, file) => sum + file.removed, 0)
  return [
    ...shown.map((file) => fileLine(file, { indent, width, most })),
    ...(files.length > shown.length ? [[dim(`${indent}… ${files.length - shown.length} files more`)]] : []),
    [`${indent}${counted(files.length, 'file')} changed, ${added} added, ${removed} removed`],
  ]
}

function fileLine(
  { path, added, removed, binary }: FileStat,
  { indent, width, most }: { indent: string; width: number; most: number },
): Line {
  const name = `${indent}${path.padEnd(width)} ${dimBar} `
  if (binary) return [name, 'binary']
  const scale = (lines: number): number => Math.ceil((lines * Math.min(BAR_WIDTH, most)) / most)
  return [
    name,
    `${String(added + removed).padStart(5)} `,
    good('+'.repeat(scale(added))),
    bad('-'.repeat(scale(removed))),
  ]
}
const dimBar = '│'
