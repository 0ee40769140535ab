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
  /** Unchanged lines between this hunk and the one before it, or the beginning of the file. */
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
  // The library trims the names of these two lines; `diff --git` and `rename` lines keep every space.
  const [info] = parsePatch(header.replace(/^(?:---|\+\+\+) .*\n?/gm, ''))
  const oldPath = (info?.oldFileName ?? '').replace(/^a\//, '')
  const newPath = (info?.newFileName ?? '').replace(/^b\//, '')
  const path = newPath === '' ? (chunk.split('\n', 1)[0] ?? '') : newPath
  const { hunks, problem } = readHunks(body < 0 ? '' : chunk.slice(body))
  const lines = hunks.flatMap((hunk) => hunk.lines)
  return {
    path,
    oldPath: newPath !== '' && oldPath !== newPath ? oldPath : null,
    change: changeOf(info ?? {}),
    oldMode: info?.oldMode ?? null,
    newMode: info?.newMode ?? null,
    binary: info?.isBinary === true || /^GIT binary patch$/m.test(header),
    additions: lines.filter(({ sign }) => sign === '+').length,
    deletions: lines.filter(({ sign }) => sign === '-').length,
    hunks,
    problem: newPath === '' ? 'Its name cannot be read.' : problem,
  }
}

function changeOf(info: {
  isCreate?: boolean
  isDelete?: boolean
  isRename?: boolean
  isCopy?: boolean
}): DiffFile['change'] {
  if (info.isCreate || info.isCopy) return 'added'
  if (info.isDelete) return 'deleted'
  return info.isRename ? 'renamed' : 'modified'
}

function readHunks(body: string): { hunks: DiffHunk[]; problem: string | null } {
  try {
    let oldEnd = 1
    const hunks = parsePatch(body).flatMap((patch) => patch.hunks)
    return {
      hunks: hunks.map((hunk) => {
        const skipped = Math.max(0, hunk.oldStart - oldEnd)
        oldEnd = hunk.oldStart + hunk.oldLines
        return { skipped, lines: numberLines(hunk.lines, hunk.oldStart, hunk.newStart) }
      }),
      problem: null,
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { hunks: [], problem: `The diff is cut off or damaged here (${detail.trim()}).` }
  }
}

function numberLines(lines: readonly string[], oldStart: number, newStart: number): DiffLine[] {
  const result: DiffLine[] = []
  let [oldLine, newLine] = [oldStart, newStart]
  for (const line of lines) {
    const last = result.at(-1)
    const text = line.slice(1)
    if (line.startsWith('\\')) {
      if (last) last.noNewline = true
    } else if (line.startsWith('+')) result.push({ sign: '+', text, oldLine: null, newLine: newLine++ })
    else if (line.startsWith('-')) result.push({ sign: '-', text, oldLine: oldLine++, newLine: null })
    else result.push({ sign: ' ', text, oldLine: oldLine++, newLine: newLine++ })
  }
  return result
}

/** Where a comment stands. Lines count from 1; `old` is for lines that only the old file has. */
export interface CommentPlace {
  path: string
  side: 'old' | 'new'
  line: number
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
