import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/viewers.ts'
import {
  type CommentPlace,
  type DiffComment,
  type DiffFile,
  type DiffHunk,
  type DiffLine,
  placeKey,
  placeOf,
} from './diff.ts'
import { type DiffRows, makeRows, type RowsInMaking } from './row-list.ts'

/** One column of lines, or the old file beside the new one. */
export type DiffLayout = 'unified' | 'split'

/** One row of the list that shows all files, in its order. `file` is the index of the file. */
export type DiffRow =
  | { kind: 'file'; file: number }
  /** `gap`: the index of the hunk after it; after the last one, their number. `skipped` null: nobody knows yet how many. */
  | { kind: 'gap'; file: number; gap: number; skipped: number | null }
  | { kind: 'line'; file: number; hunk: DiffHunk; line: DiffLine }
  /** A removed line beside the added one at its place, or one unchanged line on both sides; at least one is there. */
  | { kind: 'pair'; file: number; hunk: DiffHunk; old: DiffLine | null; now: DiffLine | null }
  | { kind: 'note'; file: number; text: string }
  | { kind: 'comments'; file: number; place: CommentPlace; comments: readonly DiffComment[] }

/** `draftAt`: the line that is being commented; it gets a row for comments though it has none yet. Comments on lines that the diff doesn't show stand under the file's header. */
export function diffRows(
  files: readonly DiffFile[],
  comments: readonly DiffComment[] = [],
  draftAt: CommentPlace | null = null,
  layout: DiffLayout = 'unified',
): DiffRows {
  const waiting: Waiting = new Map()
  if (draftAt) waiting.set(placeKey(draftAt), { place: draftAt, comments: [] })
  for (const comment of comments) {
    const key = placeKey(comment)
    const known = waiting.get(key)
    if (known) known.comments.push(comment)
    else waiting.set(key, { place: comment, comments: [comment] })
  }
  const rows = makeRows()
  for (const [index, file] of files.entries()) {
    if (waiting.size === 0 && layout === 'unified') addPlainRows(rows, file, index)
    else for (const row of fileRows(file, index, waiting, layout)) rows.add(row)
  }
  return rows.done()
}

/** Of nearly every file: nothing stands between its lines but what it says itself. No line is looked at, because a long diff is drawn while somebody waits. */
function addPlainRows(rows: RowsInMaking, file: DiffFile, index: number): void {
  rows.add({ kind: 'file', file: index })
  for (const text of fileNotes(file)) rows.add({ kind: 'note', file: index, text })
  for (const [gap, hunk] of file.hunks.entries()) {
    if (hunk.skipped > 0) rows.add({ kind: 'gap', file: index, gap, skipped: hunk.skipped })
    let first = 0
    for (const place of hunk.lines.unended) {
      rows.addLines(index, hunk, first, place + 1)
      rows.add({ kind: 'note', file: index, text: NO_NEWLINE })
      first = place + 1
    }
    rows.addLines(index, hunk, first, hunk.lines.length)
  }
  const end = gapAtEnd(file, index)
  if (end !== null) rows.add(end)
}

function gapAtEnd(file: DiffFile, index: number): DiffRow | null {
  if (file.tail !== null && (file.tail ?? 0) <= 0) return null
  return { kind: 'gap', file: index, gap: file.hunks.length, skipped: file.tail ?? null }
}

type Waiting = Map<string, { place: CommentPlace; comments: DiffComment[] }>

function fileRows(file: DiffFile, index: number, waiting: Waiting, layout: DiffLayout): DiffRow[] {
  const lines: DiffRow[] = []
  const addThread = (line: DiffLine | null): void => {
    const key = waiting.size === 0 || line === null ? '' : placeKey(placeOf(file, line))
    const thread = waiting.get(key)
    if (!thread) return
    lines.push({ kind: 'comments', file: index, ...thread })
    waiting.delete(key)
  }
  for (const [gap, hunk] of file.hunks.entries()) {
    if (hunk.skipped > 0) lines.push({ kind: 'gap', file: index, gap, skipped: hunk.skipped })
    for (const row of layout === 'split' ? pairs(hunk, index) : single(hunk, index)) {
      lines.push(row)
      const [old, now] = row.kind === 'pair' ? [row.old, row.now] : [row.line, null]
      if (old?.noNewline || now?.noNewline) lines.push({ kind: 'note', file: index, text: NO_NEWLINE })
      addThread(old)
      if (now !== old) addThread(now)
    }
  }
  const end = gapAtEnd(file, index)
  if (end !== null) lines.push(end)
  const others = [...waiting].filter(([, { place }]) => place.path === file.path)
  for (const [key] of others) waiting.delete(key)
  return [
    { kind: 'file', file: index },
    ...others.map(([, thread]) => ({ kind: 'comments' as const, file: index, ...thread })),
    ...fileNotes(file).map((text) => ({ kind: 'note' as const, file: index, text })),
    ...lines,
  ]
}

const NO_NEWLINE = TEXT.noEndOfLineAtEnd

type LineRow = Extract<DiffRow, { kind: 'line' | 'pair' }>

const single = (hunk: DiffHunk, file: number): LineRow[] =>
  [...hunk.lines].map((line) => ({ kind: 'line', file, hunk, line }))

/** Within a run of changes the first removed line stands beside the first added one, and so on. */
function pairs(hunk: DiffHunk, file: number): LineRow[] {
  const rows: LineRow[] = []
  let [removed, added]: [DiffLine[], DiffLine[]] = [[], []]
  const close = (): void => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++)
      rows.push({ kind: 'pair', file, hunk, old: removed[at] ?? null, now: added[at] ?? null })
    ;[removed, added] = [[], []]
  }
  for (const line of hunk.lines) {
    if (line.sign === '-') {
      if (added.length > 0) close()
      removed.push(line)
    } else if (line.sign === '+') added.push(line)
    else {
      close()
      rows.push({ kind: 'pair', file, hunk, old: line, now: line })
    }
  }
  close()
  return rows
}

/** What there is to say about a file beside its lines. */
export function fileNotes(file: DiffFile): string[] {
  const notes: string[] = []
  if (file.oldPath !== null)
    notes.push(TEXT.from(file.change === 'renamed' ? TEXT.renamed : COMMON.copiedWord, file.oldPath))
  if (file.oldMode !== null && file.newMode !== null) notes.push(modeNote(file.oldMode, file.newMode))
  if (file.problem !== null) notes.push(TEXT.linesCantBeShown(file.problem))
  else if (file.binary) notes.push(TEXT.binaryFile)
  else if (file.hunks.length === 0 && notes.length === 0) notes.push(TEXT.emptyFileLine)
  return notes
}

function modeNote(before: string, after: string): string {
  if (before === '100644' && after === '100755') return TEXT.madeExecutable
  if (before === '100755' && after === '100644') return TEXT.noLongerExecutable
  return TEXT.mode(before, after)
}

/** The line of a row that keys act on: of two beside each other the new one. Null: the row is no line of a file. */
export function lineOf(row: DiffRow | undefined): DiffLine | null {
  if (row?.kind === 'line') return row.line
  return row?.kind === 'pair' ? (row.now ?? row.old) : null
}

/** The lines of the rows from `first` to before `last`, and of so many more `around` them. Of no rows, none. */
export function* linesAround(
  rows: DiffRows,
  first: number,
  last: number,
  around: number,
): Generator<{ file: number; hunk: DiffHunk; line: DiffLine }> {
  if (first >= last) return
  for (let index = Math.max(0, first - around); index < Math.min(rows.length, last + around); index += 1) {
    const row = rows.at(index)
    if (row?.kind !== 'line' && row?.kind !== 'pair') continue
    const { file, hunk } = row
    for (const line of row.kind === 'line' ? [row.line] : [row.old, row.now]) if (line) yield { file, hunk, line }
  }
}

/** The first row of the next run of changed lines after (`step` 1) or before (-1) the row `from`; null: there is none. */
export function nextChange(rows: DiffRows, from: number, step: 1 | -1): number | null {
  const starts = (index: number): boolean => rows.isChange(index) && !rows.isChange(index - 1)
  for (let index = from + step; index >= 0 && index < rows.length; index += step) if (starts(index)) return index
  return null
}

/** The next row with comments; null: there is none. */
export function nextComments(rows: DiffRows, from: number, step: 1 | -1): number | null {
  const found = [...rows.besides()].flatMap(({ index, row }) => (row.kind === 'comments' ? [index] : []))
  return (step === 1 ? found.find((index) => index > from) : found.findLast((index) => index < from)) ?? null
}

/** The path of the next (`step` 1) or previous (-1) file; null: there is none. Of no file, the first or last one. */
export function nextFile(files: readonly DiffFile[], path: string | null, step: 1 | -1): string | null {
  const at = files.findIndex((file) => file.path === path)
  return (at < 0 ? files.at(step === 1 ? 0 : -1) : files[at + step])?.path ?? null
}

/** The row of a file's header; -1: there is no such file. */
export function headerRow(files: readonly DiffFile[], rows: DiffRows, path: string | null): number {
  const file = files.findIndex((each) => each.path === path)
  if (file < 0) return -1
  for (const { index, row } of rows.besides()) if (row.kind === 'file' && row.file === file) return index
  return -1
}

/** The next row that is a line of a file; null: there is none. */
export function nextLine(rows: DiffRows, from: number, step: 1 | -1): number | null {
  for (let index = from + step; index >= 0 && index < rows.length; index += step)
    if (lineOf(rows.at(index)) !== null) return index
  return null
}

/** Where a comment on the rows between two ones stands, both included; null: they are no lines of one file. */
export function placeOfRows(files: readonly DiffFile[], rows: DiffRows, from: number, to: number): CommentPlace | null {
  const [first, last] = [Math.min(from, to), Math.max(from, to)]
  const row = rows.at(last)
  const line = lineOf(row)
  const file = row && files[row.file]
  if (!file || !line || rows.at(first)?.file !== row.file) return null
  const place = placeOf(file, line)
  const numbers = Array.from(
    { length: last + 1 - first },
    (_, at) => numberOn(rows.at(first + at), place.side) ?? [],
  ).flat()
  const fromLine = Math.min(...numbers)
  return fromLine < place.line ? { ...place, fromLine } : place
}

function numberOn(row: DiffRow | undefined, side: CommentPlace['side']): number | null {
  if (row?.kind === 'pair') return side === 'new' ? (row.now?.newLine ?? null) : (row.old?.oldLine ?? null)
  if (row?.kind !== 'line') return null
  return side === 'new' ? row.line.newLine : row.line.oldLine
}

/** The lines that a comment is about, as the files show them, joined by `\n`; null: they are not shown. */
export function excerptOf(
  files: readonly DiffFile[],
  { path, side, line, fromLine = line }: CommentPlace,
): string | null {
  for (const file of files) {
    if (file.path !== path) continue
    const texts = file.hunks
      .flatMap((hunk) => [...hunk.lines])
      .flatMap((each) => {
        const number = side === 'new' ? each.newLine : each.oldLine
        return number !== null && number >= fromLine && number <= line ? [each.text] : []
      })
    if (texts.length > 0) return texts.join('\n')
  }
  return null
}

/** "Old line 12, removed", as it is read out. */
export function lineName(line: DiffLine): string {
  if (line.sign === '-') return TEXT.oldLineRemoved(line.oldLine ?? '')
  return TEXT.line(line.newLine ?? '', line.sign === '+' ? 'added' : 'unchanged')
}

/** The longest line of all files, in characters. */
export function longestLine(files: readonly DiffFile[]): number {
  let longest = 0
  for (const { hunks } of files) for (const { lines } of hunks) longest = Math.max(longest, lines.longest)
  return longest
}
