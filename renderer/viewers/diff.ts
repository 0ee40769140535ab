import { parsePatch } from 'diff'

/** Only changed lines have one number; the other is null. */
export interface DiffLine {
  sign: '+' | '-' | ' '
  /** Without the end of line `\n`; a `\r` is part of it. */
  text: string
  oldLine: number | null
  newLine: number | null
  /** The file's last line, without an end of line. */
  noNewline?: true
}

export interface DiffHunk {
  /** Unchanged lines between this hunk and the one before it, or the beginning of the file, that are not shown. */
  skipped: number
  lines: readonly DiffLine[]
}

export interface DiffFile {
  /** The new path; of a deleted file the old one. */
  path: string
  /** Null unless it differs from `path`. */
  oldPath: string | null
  change: 'added' | 'deleted' | 'modified' | 'renamed'
  /** Git's six octal digits, where the change tells one. */
  oldMode: string | null
  newMode: string | null
  binary: boolean
  additions: number
  deletions: number
  hunks: readonly DiffHunk[]
  /** Lines after the last hunk that are not shown; null: it is not known yet. Missing: nobody can show them. */
  tail?: number | null
  /** Why the lines can't be shown; `hunks` is then empty. */
  problem: string | null
}

/** Reads what `git diff` prints (prefixes `a/` and `b/`), in its order. A file that can't be read says so and spoils no other one. */
export function parseDiff(diff: string): DiffFile[] {
  // Lines of content begin with a space, a sign or a backslash, so that a file cannot forge this line.
  const chunks = diff.split(/^(?=diff --git )/m)
  return chunks.filter((chunk) => chunk.startsWith('diff --git ')).map(parseFile)
}

function parseFile(chunk: string): DiffFile {
  const body = chunk.search(/^@@ /m)
  const header = body < 0 ? chunk : chunk.slice(0, body)
  const info = plainHeader(header) ?? quirkyHeader(header)
  const oldPath = (info?.oldFileName ?? '').replace(/^a\//, '')
  const newPath = (info?.newFileName ?? '').replace(/^b\//, '')
  const path = newPath === '' ? (chunk.split('\n', 1)[0] ?? '') : newPath
  const { hunks, problem } = readHunks(body < 0 ? '' : chunk.slice(body))
  const count = (sign: DiffLine['sign']): number =>
    hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.sign === sign).length, 0)
  return {
    path,
    oldPath: newPath !== '' && oldPath !== newPath ? oldPath : null,
    change: changeOf(info ?? {}),
    oldMode: info?.oldMode ?? null,
    newMode: info?.newMode ?? null,
    binary: info?.isBinary === true || /^GIT binary patch$/m.test(header),
    additions: count('+'),
    deletions: count('-'),
    hunks,
    problem: newPath === '' ? 'Its name cannot be read.' : problem,
  }
}

interface Header {
  oldFileName?: string | undefined
  newFileName?: string | undefined
  oldMode?: string | undefined
  newMode?: string | undefined
  isCreate?: boolean
  isDelete?: boolean
  isRename?: boolean
  isCopy?: boolean
  isBinary?: boolean
}

/** Nearly every file: one name that needs no quotes, and nothing that moved. Null: it is for the library. */
function plainHeader(header: string): Header | null {
  const [first = '', ...rest] = header.split('\n')
  const names = first.slice('diff --git '.length)
  const half = (names.length - 1) / 2
  const [before, after] = [names.slice(0, half), names.slice(half + 1)]
  const isPlain = before.startsWith('a/') && after.startsWith('b/') && before.slice(2) === after.slice(2)
  if (!isPlain || names[half] !== ' ' || rest.some((line) => /^(?:similarity|rename|copy|dissimilarity) /.test(line))) {
    return null
  }
  const mode = (name: string): string | undefined =>
    rest.find((line) => line.startsWith(`${name} mode `))?.slice(name.length + ' mode '.length)
  const [created, deleted] = [mode('new file'), mode('deleted file')]
  return {
    oldFileName: before,
    newFileName: after,
    oldMode: mode('old') ?? deleted,
    newMode: mode('new') ?? created,
    isCreate: created !== undefined,
    isDelete: deleted !== undefined,
    isBinary: rest.some((line) => line.startsWith('Binary files ')),
  }
}

/** The library trims the names of these two lines; `diff --git` and `rename` lines keep every space. */
const quirkyHeader = (header: string): Header | undefined =>
  parsePatch(header.replace(/^(?:---|\+\+\+) .*\n?/gm, ''))[0]

function changeOf(info: Header): DiffFile['change'] {
  if (info.isCreate || info.isCopy) return 'added'
  if (info.isDelete) return 'deleted'
  return info.isRename ? 'renamed' : 'modified'
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

/** One look at each line: the library takes ten times as long, and a long diff is read while somebody waits. */
function readHunks(body: string): { hunks: DiffHunk[]; problem: string | null } {
  const all = body.split('\n')
  if (all.at(-1) === '') all.pop()
  const hunks: DiffHunk[] = []
  let [at, oldEnd] = [0, 1]
  while (at < all.length) {
    const head = HUNK.exec(all[at] ?? '')
    if (!head) return { hunks: [], problem: damagedAt(all[at]) }
    const [oldLines, newLines] = [Number(head[2] ?? 1), Number(head[4] ?? 1)]
    // Of an empty side git tells the line before it.
    const [oldStart, newStart] = [Number(head[1]) + Number(oldLines === 0), Number(head[3]) + Number(newLines === 0)]
    const read = readLines(all, at + 1, { oldLine: oldStart, newLine: newStart, oldLines, newLines })
    if (read === null) return { hunks: [], problem: damagedAt(all[at]) }
    hunks.push({ skipped: Math.max(0, oldStart - oldEnd), lines: read.lines })
    oldEnd = oldStart + oldLines
    at = read.next
  }
  return { hunks, problem: null }
}

const damagedAt = (line: string | undefined): string =>
  `The diff is cut off or damaged here (${(line ?? '').slice(0, 80).trim()}).`

/** As many lines as the head of the hunk tells; null: there are fewer, or other ones. */
function readLines(
  all: readonly string[],
  from: number,
  counts: { oldLine: number; newLine: number; oldLines: number; newLines: number },
): { lines: DiffLine[]; next: number } | null {
  const lines: DiffLine[] = []
  let { oldLine, newLine, oldLines, newLines } = counts
  let at = from
  for (; at < all.length && (oldLines > 0 || newLines > 0 || all[at]?.startsWith('\\')); at++) {
    const line = all[at] ?? ''
    const [sign, text] = [line[0] ?? ' ', line.slice(1)]
    const last = lines.at(-1)
    if (sign === '\\') {
      if (last) last.noNewline = true
    } else if (sign === '+') {
      lines.push({ sign, text, oldLine: null, newLine: newLine++ })
      newLines--
    } else if (sign === '-') {
      lines.push({ sign, text, oldLine: oldLine++, newLine: null })
      oldLines--
    } else if (sign === ' ') {
      lines.push({ sign, text, oldLine: oldLine++, newLine: newLine++ })
      oldLines--
      newLines--
    } else return null
  }
  return oldLines === 0 && newLines === 0 ? { lines, next: at } : null
}

/** Where a comment stands. Lines count from 1; `old` is for lines that only the old file has. */
export interface CommentPlace {
  path: string
  side: 'old' | 'new'
  /** The last of its lines. */
  line: number
  /** The first of several. */
  fromLine?: number
}

export interface DiffComment extends CommentPlace {
  text: string
}

export const placeOf = (file: DiffFile, line: DiffLine): CommentPlace =>
  line.newLine === null
    ? { path: file.path, side: 'old', line: line.oldLine ?? 0 }
    : { path: file.path, side: 'new', line: line.newLine }

/** The same text for the same place. */
export const placeKey = ({ path, side, line }: CommentPlace): string => `${side}:${line}:${path}`
