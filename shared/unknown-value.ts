/** Reading values of unknown form without a schema library: what is not as expected is null, never an exception. */

export function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return isRecord(value) ? value : null
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

export const integerOf = (value: unknown): number | null => (Number.isInteger(value) ? Number(value) : null)

/** Null unless it is a list of texts and nothing else. */
export function textsOf(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null
  const texts = value.filter((item) => typeof item === 'string')
  return texts.length === value.length ? texts : null
}

/** Null unless it is a list of which every item can be read. */
export function listOf<T>(value: unknown, read: (item: unknown) => T | null): T[] | null {
  if (!Array.isArray(value)) return null
  const items = value.flatMap((item: unknown) => {
    const known = read(item)
    return known === null ? [] : [known]
  })
  return items.length === value.length ? items : null
}

/** The value of a JSON text; null if it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
