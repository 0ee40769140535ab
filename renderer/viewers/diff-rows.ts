import {
  type CommentPlace,
  type DiffComment,
  type DiffFile,
  type DiffHunk,
  type DiffLine,
  placeKey,
  placeOf,
} from './diff.ts'

/** One row of the list that shows all files, in its order. `file` is the index of the file. */
export type DiffRow =
  | { kind: 'file'; file: number }
  | { kind: 'gap'; file: number; skipped: number }
  | { kind: 'line'; file: number; hunk: DiffHunk; line: DiffLine }
  | { kind: 'note'; file: number; text: string }
  | { kind: 'comments'; file: number; place: CommentPlace; comments: readonly DiffComment[] }

/** `draftAt`: the line that is being commented; it gets a row for comments though it has none yet. Comments on lines that the diff doesn't show stand under the file's header. */
export function diffRows(
  files: readonly DiffFile[],
  comments: readonly DiffComment[] = [],
  draftAt: CommentPlace | null = null,
): DiffRow[] {
  const waiting = new Map<string, { place: CommentPlace; comments: DiffComment[] }>()
  if (draftAt) waiting.set(placeKey(draftAt), { place: draftAt, comments: [] })
  for (const comment of comments) {
    const key = placeKey(comment)
    const known = waiting.get(key)
    if (known) known.comments.push(comment)
    else waiting.set(key, { place: comment, comments: [comment] })
  }
  return files.flatMap((file, index) => fileRows(file, index, waiting))
}

type Waiting = Map<string, { place: CommentPlace; comments: DiffComment[] }>

function fileRows(file: DiffFile, index: number, waiting: Waiting): DiffRow[] {
  const lines: DiffRow[] = []
  for (const hunk of file.hunks) {
    if (hunk.skipped > 0) lines.push({ kind: 'gap', file: index, skipped: hunk.skipped })
    for (const line of hunk.lines) {
      lines.push({ kind: 'line', file: index, hunk, line })
      if (line.noNewline) lines.push({ kind: 'note', file: index, text: 'No end of line at the end of the file' })
      const key = waiting.size === 0 ? '' : placeKey(placeOf(file, line))
      const thread = waiting.get(key)
      if (!thread) continue
      lines.push({ kind: 'comments', file: index, ...thread })
      waiting.delete(key)
    }
  }
  const others = [...waiting].filter(([, { place }]) => place.path === file.path)
  for (const [key] of others) waiting.delete(key)
  return [
    { kind: 'file', file: index },
    ...others.map(([, thread]) => ({ kind: 'comments' as const, file: index, ...thread })),
    ...fileNotes(file).map((text) => ({ kind: 'note' as const, file: index, text })),
    ...lines,
  ]
}

/** What there is to say about a file beside its lines. */
export function fileNotes(file: DiffFile): string[] {
  const notes: string[] = []
  if (file.oldPath !== null) notes.push(`${file.change === 'renamed' ? 'Renamed' : 'Copied'} from ${file.oldPath}`)
  if (file.oldMode !== null && file.newMode !== null) notes.push(modeNote(file.oldMode, file.newMode))
  if (file.problem !== null) notes.push(`The lines can't be shown. ${file.problem}`)
  else if (file.binary) notes.push('Binary file: no lines to show')
  else if (file.hunks.length === 0 && notes.length === 0) notes.push('Empty file')
  return notes
}

function modeNote(before: string, after: string): string {
  if (before === '100644' && after === '100755') return 'Made executable'
  if (before === '100755' && after === '100644') return 'No longer executable'
  return `Mode ${before} → ${after}`
}

const isChanged = (row: DiffRow | undefined): boolean => row?.kind === 'line' && row.line.sign !== ' '

/** The first row of the next run of changed lines after (`step` 1) or before (-1) the row `from`; null: there is none. */
export function nextChange(rows: readonly DiffRow[], from: number, step: 1 | -1): number | null {
  const starts = (index: number): boolean => isChanged(rows[index]) && !isChanged(rows[index - 1])
  for (let index = from + step; index >= 0 && index < rows.length; index += step) if (starts(index)) return index
  return null
}

/** The path of the next (`step` 1) or previous (-1) file; null: there is none. Of no file, the first or last one. */
export function nextFile(files: readonly DiffFile[], path: string | null, step: 1 | -1): string | null {
  const at = files.findIndex((file) => file.path === path)
  return (at < 0 ? files.at(step === 1 ? 0 : -1) : files[at + step])?.path ?? null
}

/** The row of a file's header; -1: there is no such file. */
export function headerRow(files: readonly DiffFile[], rows: readonly DiffRow[], path: string | null): number {
  const file = files.findIndex((each) => each.path === path)
  return file < 0 ? -1 : rows.findIndex((row) => row.kind === 'file' && row.file === file)
}

/** The next row that is a line of a file; null: there is none. */
export function nextLine(rows: readonly DiffRow[], from: number, step: 1 | -1): number | null {
  for (let index = from + step; index >= 0 && index < rows.length; index += step)
    if (rows[index]?.kind === 'line') return index
  return null
}

/** "Old line 12, removed", as it is read out. */
export function lineName(line: DiffLine): string {
  if (line.sign === '-') return `Old line ${line.oldLine}, removed`
  return `Line ${line.newLine}, ${line.sign === '+' ? 'added' : 'unchanged'}`
}

/** The longest line of all files, in characters. */
export function longestLine(files: readonly DiffFile[]): number {
  let longest = 0
  for (const file of files)
    for (const hunk of file.hunks) for (const { text } of hunk.lines) longest = Math.max(longest, text.length)
  return longest
}
