import { describe, expect, test } from 'vitest'
import { type DiffFile, parseDiff } from '../../../renderer/viewers/diff.ts'
import { canExpand, type Expansion, expanded, expandFile, textLines } from '../../../renderer/viewers/diff-expand.ts'
import { diffRows } from '../../../renderer/viewers/diff-rows.ts'
import { withoutSpaceChanges } from '../../../renderer/viewers/diff-space.ts'
import { makeRepository } from '../../support/repository.ts'

const numbers = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}\n`).join('')

function fileAfter(before: string, after: string): DiffFile {
  const repository = makeRepository({ 'a.txt': before })
  repository.write('a.txt', after)
  repository.commit()
  const [file] = parseDiff(`${repository.git('diff', 'HEAD~1', 'HEAD')}\n`)
  if (!file) throw new Error('nothing changed')
  return file
}

const AFTER = numbers(1, 200).replace('line 60\n', 'sixty\nmore\n').replace('line 150\n', '')
const file = fileAfter(numbers(1, 200), AFTER)
const lines = textLines(AFTER)

/** What a person sees: line numbers of both sides, and how many are left out between. */
const shown = (expansion: Expansion): string[] => {
  const rows = diffRows([expandFile(file, lines, expansion)])
  return [...rows].flatMap((row) =>
    row.kind === 'gap'
      ? [`gap ${row.skipped}`]
      : row.kind === 'line'
        ? [`${row.line.oldLine}|${row.line.newLine}`]
        : [],
  )
}

describe('more context', () => {
  test('what is shown at first, with what is left out before, between and after', () => {
    expect(shown(new Map()).filter((row) => row.startsWith('gap'))).toEqual(['gap 56', 'gap 83', 'gap 47'])
    expect([...diffRows([expandFile(file, null, new Map())])].at(-1)).toMatchObject({
      kind: 'gap',
      gap: 2,
      skipped: null,
    })
    expect([...diffRows([file])].at(-1)?.kind).toBe('line')
  })

  test('of each gap from its ends on, with the numbers of both sides and the text of the file', () => {
    const opened = expanded(expanded(expanded(new Map(), 0, 'bottom', 56), 1, 'top', 83), 2, 'top', 47)
    const rows = shown(opened)
    expect(rows.filter((row) => row.startsWith('gap'))).toEqual(['gap 36', 'gap 63', 'gap 27'])
    expect(rows[1]).toBe('37|37')
    expect(rows).toContain('83|84')
    expect(rows.at(-2)).toBe('173|173')
    const all = expandFile(file, lines, opened).hunks.flatMap((hunk) => [...hunk.lines])
    expect(all.filter(({ newLine, text }) => newLine !== null && text !== lines[newLine - 1])).toEqual([])
  })

  test('from both ends of one gap, until nothing is left out', () => {
    const both = expanded(expanded(new Map(), 1, 'top', 83), 1, 'bottom', 63)
    expect(shown(both).filter((row) => row.startsWith('gap'))).toEqual(['gap 56', 'gap 43', 'gap 47'])
    const whole = [0, 1, 2].reduce<Expansion>((known, gap) => expanded(known, gap, 'all', 500), new Map())
    const rows = shown(whole)
    expect(rows.filter((row) => row.startsWith('gap'))).toEqual([])
    expect(rows).toHaveLength(202)
    expect([rows[0], rows.at(-1)]).toEqual(['1|1', '200|200'])
  })

  test('a gap that is hardly longer than one wish is shown whole', () => {
    expect(expanded(new Map(), 1, 'bottom', 40).get(1)).toEqual({ top: 0, bottom: 40 })
    expect(expanded(new Map(), 1, 'bottom', 41).get(1)).toEqual({ top: 0, bottom: 20 })
  })

  test('a new, deleted or binary file has none', () => {
    const [added] = parseDiff('diff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+a\n')
    expect(added && [canExpand(added), expandFile(added, [], new Map())]).toEqual([false, added])
    expect(canExpand({ ...file, binary: true })).toBe(false)
  })
})

describe('without changes of white space', () => {
  const signs = (changed: DiffFile): string[] =>
    changed.hunks.flatMap((hunk) =>
      [...hunk.lines].map(({ sign, text, oldLine, newLine }) => `${oldLine ?? ''}|${newLine ?? ''}${sign}${text}`),
    )

  test('a line that only moved in is unchanged, as it is now; others stay changed, and the counts follow', () => {
    const changed = fileAfter('if (a)\nb()\nc()\n', 'if (a) {\n  b()\n  d()\n}\n')
    expect(withoutSpaceChanges(changed)).toMatchObject({ additions: 3, deletions: 2 })
    expect(signs(withoutSpaceChanges(changed))).toEqual([
      ...['1|-if (a)', '|1+if (a) {', '2|2   b()', '3|-c()', '|3+  d()', '|4+}'],
    ])
  })

  test('nothing of the kind: the very same file', () => {
    expect(withoutSpaceChanges(file)).toBe(file)
  })
})
