/** What a text in JSON holds where: so that a fault is told with its line. */
export interface JsonPlaces {
  /** Offset of the first character that cannot be; null: the text is JSON. */
  fault: number | null
  /** Offset of the key, or of an array's member, by its path (`pathKey`); of a key that is there twice the last one, which counts. */
  offsets: ReadonlyMap<string, number>
}

/** Deeper nesting is read as a fault: no settings need it. */
const MAX_DEPTH = 100

export const pathKey = (path: readonly (string | number)[]): string => JSON.stringify(path.map(String))

/** Pure. */
export function jsonPlaces(text: string): JsonPlaces {
  const offsets = new Map<string, number>()
  const reader = createReader(text)
  try {
    readValue(reader, [], offsets)
    reader.blank()
    if (reader.at() < text.length) return { fault: reader.at(), offsets }
    return { fault: null, offsets }
  } catch (error) {
    if (error instanceof Fault) return { fault: error.offset, offsets }
    throw error
  }
}

/** Pure. From 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length
}

class Fault extends Error {
  readonly offset: number
  constructor(offset: number) {
    super('Not JSON')
    this.offset = offset
  }
}

interface Reader {
  at(): number
  blank(): void
  /** Passes over what matches here; throws where nothing does. */
  take(pattern: RegExp): string
  takes(character: string): boolean
  takesString(): boolean
}

function createReader(text: string): Reader {
  let offset = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = offset
    const [found] = pattern.exec(text) ?? []
    if (found === undefined) throw new Fault(offset)
    offset += found.length
    return found
  }
  return {
    at: () => offset,
    blank: () => void take(BLANK),
    take,
    takes: (character) => {
      if (text[offset] !== character) return false
      offset += 1
      return true
    },
    takesString: () => text[offset] === '"' && take(STRING) !== '',
  }
}

const BLANK = /[ \t\r\n]*/y
/** Everything from the space on but the quotation mark and the backslash, and what a backslash may begin. */
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const COLON = /:/y
const CLOSING = { '{': /\}/y, '[': /\]/y }

function readValue(reader: Reader, path: readonly string[], offsets: Map<string, number>): void {
  reader.blank()
  if (path.length > MAX_DEPTH) throw new Fault(reader.at())
  if (reader.takes('{')) readMembers(reader, '{', path, offsets)
  else if (reader.takes('[')) readMembers(reader, '[', path, offsets)
  else if (!reader.takesString()) reader.take(WORD)
}

function readMembers(
  reader: Reader,
  opening: keyof typeof CLOSING,
  path: readonly string[],
  offsets: Map<string, number>,
): void {
  reader.blank()
  if (reader.takes(opening === '{' ? '}' : ']')) return
  for (let index = 0; ; index++) {
    reader.blank()
    const offset = reader.at()
    const own = [...path, opening === '{' ? readKey(reader) : String(index)]
    offsets.set(pathKey(own), offset)
    readValue(reader, own, offsets)
    reader.blank()
    if (reader.takes(',')) continue
    reader.take(CLOSING[opening])
    return
  }
}

function readKey(reader: Reader): string {
  const key: string = JSON.parse(reader.take(STRING))
  reader.blank()
  reader.take(COLON)
  return key
}
