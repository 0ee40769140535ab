import * as TEXT from '../words/texts/viewers.ts'

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue }

export type ParsedJson = { ok: true; value: JsonValue } | { ok: false; reason: string }

export function parseJson(text: string): ParsedJson {
  try {
    const value: JsonValue = JSON.parse(text)
    return { ok: true, value }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** Of a list or object that many entries are shown at once. */
export const JSON_PAGE = 200

export interface JsonEntry {
  key: string
  value: JsonValue
}

/** Null: the value has nothing inside to unfold. */
export function entriesOf(value: JsonValue): JsonEntry[] | null {
  if (typeof value !== 'object' || value === null) return null
  const entries = Array.isArray(value)
    ? value.map((item, index) => ({ key: String(index), value: item }))
    : keyed(value)
  return entries.length === 0 ? null : entries
}

const keyed = (value: { [key: string]: JsonValue }): JsonEntry[] =>
  Object.entries(value).map(([key, inner]) => ({ key, value: inner }))

/** What stands for a folded list or object: "[ 3 items ]", "{ id, title, … 2 more }". */
export function foldedText(value: JsonValue): string {
  if (Array.isArray(value))
    return value.length === 0
      ? '[ ]'
      : `[ ${value.length.toLocaleString('en')} ${value.length === 1 ? 'item' : 'items'} ]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const keys = Object.keys(value)
  if (keys.length === 0) return '{ }'
  const [shown, rest] = [keys.slice(0, 4).map((key) => key.slice(0, 40)), keys.length - 4]
  return `{ ${shown.join(', ')}${rest > 0 ? TEXT.more(rest.toLocaleString('en')) : ''} }`
}

/** What is unfolded at first: the value itself and what is small enough to be read with it. */
export function isOpenAtFirst(depth: number, size: number): boolean {
  return depth === 0 || (depth < 3 && size <= 20)
}
