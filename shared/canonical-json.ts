/** What may be hashed: RFC 8785 restricted to values whose text form is unambiguous in every language. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined }

/**
 * Canonical JSON (RFC 8785): keys sorted by UTF-16 unit, no spaces, `undefined` members left out.
 * Throws on numbers that are not safe integers, because hashed values hold none.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed())
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`Only safe integers can be hashed, not ${value}`)
    return String(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key]
      return member === undefined ? [] : [`${JSON.stringify(key.toWellFormed())}:${canonicalJson(member)}`]
    })
  return `{${members.join(',')}}`
}

// Array.isArray does not narrow readonly arrays.
const isList = (value: CanonicalValue): value is readonly CanonicalValue[] => Array.isArray(value)

/**
 * RFC 8785 of any JSON data, doubles too: for files that are compared byte by byte, and the same text as `canonicalJson` for what may
 * be hashed. Throws on what JSON does not know.
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
    return `{${members.map(([key, member]) => `${canonicalText(key)}:${canonicalText(member)}`).join(',')}}`
  }
  const text = JSON.stringify(typeof value === 'string' ? value.toWellFormed() : value)
  if (text === undefined) throw new Error(`JSON knows no ${typeof value}`)
  return text
}
