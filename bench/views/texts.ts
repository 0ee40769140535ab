/** What the views are measured with: the same in each run. Pure. */

const SOURCES = ['implementation', 'system', 'checker', 'strategy'] as const
const KINDS = ['agent_output', 'tool_call', 'verification_finished', 'turn_finished', 'checkpoint_made'] as const
const START = Date.UTC(2026, 2, 4, 9)

export interface PlainEvent {
  id: number
  ts: string
  source: string
  kind: string
  message: string
}

/** The event of a row, from 0. Ids are not without gaps: other runs have theirs between. */
export function eventOfRow(row: number): PlainEvent {
  return {
    id: 2 * row + 1,
    ts: new Date(START + row * 37).toISOString(),
    source: SOURCES[row % SOURCES.length] ?? '',
    kind: KINDS[row % KINDS.length] ?? '',
    message: `Event ${row}: page ${row % 977} of the manual is translated, ${row % 13} notes are left.`,
  }
}

const CODE = [
  'export function total(lines: readonly Line[], rate: number): number {',
  '  const sum = lines.reduce((all, { price, count }) => all + price * count, 0)',
  '  // Rounded once, at the end: cents of each line would add up to another sum.',
  '  return Math.round(sum * (1 + rate) * 100) / 100',
  '}',
  '',
  "const NAMES: ReadonlyMap<string, string> = new Map([['one', 'eins'], ['two', 'zwei']])",
  "  if (found === undefined) throw new Error('There is no ' + name + ' in ' + folder)",
]

/** A unified diff of so many lines below its headers, in so many files of one hunk each. */
export function diffText(lines: number, files: number): string {
  const each = Math.floor(lines / files)
  return Array.from({ length: files }, (_, file) => fileDiff(file, each)).join('')
}

function fileDiff(file: number, lines: number): string {
  const name = `src/part-${file % 7}/file-${file}.ts`
  const signs = Array.from({ length: lines }, (_, line) => (line % 10 === 3 ? '-' : line % 10 < 6 ? ' ' : '+'))
  const old = signs.filter((sign) => sign !== '+').length
  const now = signs.filter((sign) => sign !== '-').length
  const body = signs.map((sign, line) => `${sign}${CODE[(line + file) % CODE.length]} // ${line}`).join('\n')
  return `diff --git a/${name} b/${name}\nindex 1111111..2222222 100644\n--- a/${name}\n+++ b/${name}\n@@ -1,${old} +1,${now} @@\n${body}\n`
}

/** What a test runner prints, with colours, of so many bytes. */
export function logText(bytes: number): string {
  const lines: string[] = []
  for (let size = 0, line = 0; size < bytes; line += 1) {
    const text =
      line % 9 === 0
        ? `\u001b[32m✔\u001b[39m test ${line} of the suite \u001b[90m(${line % 40} ms)\u001b[39m`
        : `    at work (file:///srv/harbour/src/part-${line % 50}/file.ts:${line}:${line % 80}) and some more words`
    lines.push(text)
    size += text.length + 1
  }
  return `${lines.join('\n')}\n`
}

/** A report of so many bytes: headings, paragraphs, lists, tables, fences. */
export function markdownText(bytes: number): string {
  const parts: string[] = []
  for (let size = 0, section = 1; size < bytes; section += 1) {
    const part = markdownSection(section)
    parts.push(part)
    size += part.length
  }
  return parts.join('')
}

const markdownSection = (section: number): string => `## Section ${section}

The **result** of \`part-${section}\` is as it was planned, see [the notes](notes.md). It took longer than the one before it, because
the *second* attempt found what the first had left out.

- one thing of section ${section}
- another with \`code\`
  - and one below it

| name | value |
|---|---|
| rows | ${section} |
| left | ${section % 7} |

\`\`\`ts
const value${section} = ${section}
\`\`\`

`
