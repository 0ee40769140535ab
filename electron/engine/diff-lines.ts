/**
 * For every path in a unified diff of git (`a/` and `b/` prefixes) the last line of the new file that it shows;
 * 0 for a deleted, binary or merely re-moded file.
 */
export function diffLineCounts(diff: string): Map<string, number> {
  const counts = new Map<string, number>()
  let path: string | null = null
  for (const line of diff.split('\n')) {
    // Lines of content begin with a space, a sign or a backslash, so that none of these can be forged by a file.
    const named = headerPath(line)
    if (named !== null) {
      path = named
      counts.set(path, 0)
      continue
    }
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line)
    if (hunk === null || path === null) continue
    const length = hunk[2] === undefined ? 1 : Number(hunk[2])
    if (length > 0) counts.set(path, Number(hunk[1]) + length - 1)
  }
  return counts
}

/**
 * The path that a header line brings up. `a/<path> b/<path>` has two equal halves unless the file was renamed; then two
 * further lines name its paths, the new one last.
 */
export function headerPath(line: string): string | null {
  const renamed = /^rename (?:from|to) (.+)$/.exec(line)?.[1]
  if (renamed !== undefined) return plainPath(renamed)
  const halves = /^diff --git (.+)$/.exec(line)?.[1]
  if (halves === undefined) return null
  const half = (halves.length - 1) / 2
  const [before, after] = [plainPath(halves.slice(0, half)), plainPath(halves.slice(half + 1))]
  return before.slice('a/'.length) === after.slice('b/'.length) ? after.slice('b/'.length) : null
}

const plainPath = (path: string): string => (path.startsWith('"') ? unquoted(path.slice(1, -1)) : path)

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** Git quotes paths as C does: `\n`, `\"`, and bytes of UTF-8 as three octal digits. */
function unquoted(text: string): string {
  const bytes = text.replace(
    /\\([0-7]{3}|.)|([^\\]+)/gs,
    (_all, escaped: string | undefined, plain: string | undefined) => {
      if (plain !== undefined) return Buffer.from(plain, 'utf8').toString('latin1')
      const code = escaped ?? ''
      return code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code)
    },
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
