/**
 * The ids of very many events in rising order, in a few bytes each: what is found going back comes before all others, what happens
 * comes after them. A row is a place in that order, from 0.
 */
export interface EventIds {
  readonly count: number
  /** How many came before the ones that were there first: these rows moved that far down. */
  readonly before: number
  /** Undefined: there is no such row. */
  at(row: number): number | undefined
  /** The row of an id; of one that is not there, of the last before it, else 0; -1: there are none. */
  rowOf(id: number): number
  has(id: number): boolean
  /** Rising ids, all lower than those that are there. */
  addBefore(ids: readonly number[]): void
  /** Rising ids; what is not higher than all that are there is left out. */
  addAfter(ids: readonly number[]): void
}

export function createEventIds(): EventIds {
  /** Falling, so that both grow at their end. */
  const back = createNumbers()
  const forth = createNumbers()
  const at = (row: number): number | undefined =>
    row < back.length ? back.at(back.length - 1 - row) : forth.at(row - back.length)
  const count = (): number => back.length + forth.length
  const rowOf = (id: number): number => {
    let [low, high] = [0, count() - 1]
    while (low <= high) {
      const middle = (low + high) >>> 1
      if ((at(middle) ?? 0) <= id) low = middle + 1
      else high = middle - 1
    }
    return count() === 0 ? -1 : Math.max(0, high)
  }
  return {
    get count() {
      return count()
    },
    get before() {
      return back.length
    },
    at,
    rowOf,
    has: (id) => at(rowOf(id)) === id,
    addBefore: (ids) => {
      for (let place = ids.length - 1; place >= 0; place -= 1) back.add(ids[place] ?? 0)
    },
    addAfter: (ids) => {
      let last = at(count() - 1) ?? 0
      for (const id of ids) {
        if (id <= last) continue
        forth.add(id)
        last = id
      }
    },
  }
}

/** Numbers of a block. */
const BLOCK = 8_192

/** Numbers one after the other, in blocks of memory: none is ever copied into a larger one, which of very many would take a frame. */
function createNumbers() {
  const blocks: Float64Array[] = []
  let length = 0
  return {
    get length() {
      return length
    },
    at: (place: number): number | undefined =>
      place < 0 || place >= length ? undefined : blocks[Math.floor(place / BLOCK)]?.[place % BLOCK],
    add: (value: number): void => {
      const place = length % BLOCK
      if (place === 0) blocks.push(new Float64Array(BLOCK))
      const last = blocks.at(-1)
      if (last) last[place] = value
      length += 1
    },
  }
}
