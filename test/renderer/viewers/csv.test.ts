import { expect, test } from 'vitest'
import { columnWidths, numberColumns, parseCsv } from '../../../renderer/viewers/csv.ts'

const rowsOf = (text: string): readonly (readonly string[])[] => {
  const { header, rows } = parseCsv(text)
  return [header, ...rows]
}

test.each([
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,b\r\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    '\ufeffa;b\n1;"2;3"\n',
    [
      ['a', 'b'],
      ['1', '2;3'],
    ],
  ],
  [
    'a\tb\n1\t2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    '"a,""b""",c\n"two\nlines",\n',
    [
      ['a,"b"', 'c'],
      ['two\nlines', ''],
    ],
  ],
  ['a,b\n\n1\n', [['a', 'b'], [''], ['1']]],
  ['a,b,', [['a', 'b', '']]],
  ['"open,to the end\n1', [['open,to the end\n1']]],
  ['"x"y,z', [['xy', 'z']]],
  ['only', [['only']]],
  [
    '"a,b";"c,d"\n1;2',
    [
      ['a,b', 'c,d'],
      ['1', '2'],
    ],
  ],
])('%j is read as it is meant', (text, rows) => expect(rowsOf(text)).toEqual(rows))

test('an empty text is an empty table', () => {
  expect(parseCsv('')).toMatchObject({ header: [], rows: [], columns: 0 })
})

test('a table of a hundred thousand rows is read in one go', () => {
  const text = `id,name\n${Array.from({ length: 100_000 }, (_, index) => `${index},"n ""${index}"""`).join('\n')}`
  const { rows, columns } = parseCsv(text)
  expect([rows.length, columns, rows.at(-1)]).toEqual([100_000, 2, ['99999', 'n "99999"']])
})

test('columns are as wide as their fields, within what can be read; numbers are told from words', () => {
  const table = parseCsv(`n,word,long\n1,a,${'x'.repeat(500)}\n-2.5,b,\n"1,000",3x,\n,4,`)
  expect(columnWidths(table)).toEqual([9, 8, 52])
  expect(numberColumns(table)).toEqual([true, false, false])
})
