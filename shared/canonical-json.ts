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
