/** Reads what an event, a checkpoint or an artifact says of itself: an open form, so whatever has another type counts as not told. */
function member(payload: unknown, key: string): unknown {
  return typeof payload === 'object' && payload !== null ? Reflect.get(payload, key) : undefined
}

export function textIn(payload: unknown, key: string): string | null {
  const value = member(payload, key)
  return typeof value === 'string' ? value : null
}

export function numberIn(payload: unknown, key: string): number | null {
  const value = member(payload, key)
  return typeof value === 'number' ? value : null
}

export function flagIn(payload: unknown, key: string): boolean {
  return member(payload, key) === true
}

/** The texts of a list; none where it is no list. */
export function textsIn(payload: unknown, key: string): string[] {
  const value = member(payload, key)
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}
