/** A folder of this machine, and what is said instead. */
export interface Place {
  readonly folder: string
  readonly name: string
}

/**
 * Takes the places of this machine out of a text: longest first, in each way a program may have written them (`C:\Users\ada`,
 * `C:/Users/ada`, `C:\\Users\\ada`). Only whole folders: `/home/ada` is not in `/home/adam`.
 */
export function hidePlaces(places: readonly Place[]): (text: string) => string {
  const known = places
    .filter(({ folder }) => folder.length > 1 && !/^[a-z]:[\\/]?$/i.test(folder))
    .toSorted((one, other) => other.folder.length - one.folder.length)
    .map(({ folder, name }) => ({ pattern: patternOf(folder), name }))
  return (text) => known.reduce((told, { pattern, name }) => told.replace(pattern, () => name), text)
}

function patternOf(folder: string): RegExp {
  const plain = folder.replace(/[\\/]+$/, '')
  const ways = new Set([plain, plain.replaceAll('\\', '/'), plain.replaceAll('\\', '\\\\')])
  const any = [...ways].map((way) => way.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  return new RegExp(String.raw`(?:${any})(?![\p{L}\p{N}_.-]*[\p{L}\p{N}_-])`, /^[a-z]:/i.test(plain) ? 'giu' : 'gu')
}
