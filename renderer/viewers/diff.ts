import { parsePatch } from 'diff'
import * as TEXT from '../words/texts/viewers.ts'
import { readHunks } from './diff-hunks.ts'
import type { DiffLines } from './diff-lines.ts'

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
  lines: DiffLines
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
  const files: DiffFile[] = []
  for (let at = lineAt(diff, FILE, 0); at >= 0; ) {
    const next = lineAt(diff, FILE, at + 1)
    files.push(parseFile(diff.slice(at, next < 0 ? diff.length : next)))
    at = next
  }
  return files
}

/** Lines of content begin with a space, a sign or a backslash, so that a file cannot forge these lines. */
const FILE = 'diff --git '
const HUNK_BEGINS = '@@ '

/** Where the next line begins that begins so; -1: there is none. A search for plain text, because a long diff is read while somebody waits. */
function lineAt(text: string, beginning: string, from: number): number {
  if (from === 0 && text.startsWith(beginning)) return 0
  const end = text.indexOf(`\n${beginning}`, Math.max(0, from - 1))
  return end < 0 ? -1 : end + 1
}

function parseFile(chunk: string): DiffFile {
  const body = lineAt(chunk, HUNK_BEGINS, 0)
  const header = body < 0 ? chunk : chunk.slice(0, body)
  const info = plainHeader(header) ?? quirkyHeader(header)
  const oldPath = (info?.oldFileName ?? '').replace(/^a\//, '')
  const newPath = (info?.newFileName ?? '').replace(/^b\//, '')
  const path = newPath === '' ? (chunk.split('\n', 1)[0] ?? '') : newPath
  const { hunks, additions, deletions, problem } = readHunks(body < 0 ? '' : chunk.slice(body))
  return {
    path,
    oldPath: newPath !== '' && oldPath !== newPath ? oldPath : null,
    change: changeOf(info ?? {}),
    oldMode: info?.oldMode ?? null,
    newMode: info?.newMode ?? null,
    binary: info?.isBinary === true || /^GIT binary patch$/m.test(header),
    additions,
    deletions,
    hunks,
    problem: newPath === '' ? TEXT.itsNameCannotBeRead : problem,
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
