/**
 * Messages travel as JSON here and as structured clones in Electron. What Electron refuses is refused with its message; what JSON
 * would silently change is refused by name. Used in the main process, and injected into pages by its own text.
 */
export function checkClonable(value: unknown): void {
  if (value === null || value === undefined || typeof value === 'boolean' || typeof value === 'string') return
  if (typeof value === 'function' || typeof value === 'symbol') throw new Error('An object could not be cloned.')
  if (typeof value === 'number' && Number.isFinite(value)) return
  const tag = Object.prototype.toString.call(value)
  if (Array.isArray(value) && !value.includes(undefined)) value.forEach(checkClonable)
  else if (tag === '[object Object]') Object.values(value).forEach(checkClonable)
  else throw new Error(`electron shim: cannot carry ${tag}`)
}
