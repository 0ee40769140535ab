/** A table as it was read: RFC 4180, and what programs make of it. */
export interface CsvTable {
  /** The first row. */
  header: readonly string[]
  rows: readonly (readonly string[])[]
  /** Fields of the longest row. */
  columns: number
  delimiter: string
}

const DELIMITERS = [',', ';', '\t', '|'] as const

/** Fields in quotes may hold the delimiter, line ends and doubled quotes. A byte order mark at the beginning is left out. */
export function parseCsv(text: string): CsvTable {
  const whole = text.replace(/^\ufeff/, '')
  const delimiter = delimiterOf(whole)
  const [header = [], ...rows] = readRows(whole, delimiter)
  return { header, rows, columns: rows.reduce((most, row) => Math.max(most, row.length), header.length), delimiter }
}

/** The one that is most often outside of quotes in the first line; a comma if none is. */
function delimiterOf(text: string): string {
  const first = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((sign) => ({ sign, count: first.split(sign).length }))
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).sign
}

const QUOTE = '"'

function readRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const field = text[at] === QUOTE ? quotedField(text, at, delimiter) : plainField(text, at, delimiter)
    row.push(field.value)
    at = field.end
    if (text[at] === delimiter) {
      at += 1
      // A delimiter at the very end begins an empty last field.
      if (at === text.length) row.push('')
      continue
    }
    at += text.startsWith('\r\n', at) ? 2 : 1
    rows.push(row)
    row = []
  }
  if (row.length > 0) rows.push(row)
  return rows
}

interface Field {
  value: string
  /** Where the delimiter or the line end after it stands. */
  end: number
}

function plainField(text: string, start: number, delimiter: string): Field {
  let end = start
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { value: text.slice(start, end), end }
}

/** Where the quotes are not closed, the field goes to the end; what follows the closing quote belongs to it. */
function quotedField(text: string, start: number, delimiter: string): Field {
  const parts: string[] = []
  let from = start + 1
  for (;;) {
    const close = text.indexOf(QUOTE, from)
    if (close < 0) return { value: parts.join('') + text.slice(from), end: text.length }
    parts.push(text.slice(from, close))
    if (text[close + 1] !== QUOTE) {
      const rest = plainField(text, close + 1, delimiter)
      return { value: parts.join('') + rest.value, end: rest.end }
    }
    parts.push(QUOTE)
    from = close + 2
  }
}

/** Room between columns, in characters. */
const GAP = 4

/** In characters: as wide as most of its fields need, never wider than can be read. Of the first rows only. */
export function columnWidths({ header, rows, columns }: CsvTable): number[] {
  const looked = rows.slice(0, 500)
  return Array.from({ length: columns }, (_, column) => {
    const lengths = looked.map((row) => (row[column] ?? '').length)
    const longest = lengths.reduce((most, length) => Math.max(most, length), (header[column] ?? '').length)
    return Math.min(48, Math.max(4, longest)) + GAP
  })
}

/** Whether every field of a column that says anything is a number: then it stands on the right. */
export function numberColumns({ rows, columns }: CsvTable): boolean[] {
  const looked = rows.slice(0, 500)
  return Array.from({ length: columns }, (_, column) => {
    const said = looked.map((row) => (row[column] ?? '').trim()).filter((field) => field !== '')
    return said.length > 0 && said.every((field) => /^[-+\u2212]?[\d ',.]*\d%?$/.test(field))
  })
}
