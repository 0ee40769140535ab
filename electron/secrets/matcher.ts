/**
 * Finds many patterns in one pass (Aho and Corasick): a state is the longest end of what was read so far that begins a pattern.
 * One step per character, however the patterns overlap, so no text can make it slow.
 */
export interface Matcher {
  /** The state after one more UTF-16 unit; 0 is the start. */
  step(state: number, unit: number): number
  /** How many of the last characters may still become a pattern. */
  depth(state: number): number
  /** The index of the longest pattern that ends here; -1 for none. */
  found(state: number): number
}

const UNITS = 65_536

/** `patterns`: none of them empty. */
export function createMatcher(patterns: readonly string[]): Matcher {
  const trie = growTrie(patterns)
  const { unitOf, childOf, siblingOf, depthOf, foundAt, firstUnits } = trie
  const child = (state: number, unit: number): number => {
    if (state === 0) return firstUnits[unit] ?? 0
    let next = childOf[state] ?? 0
    while (next !== 0 && unitOf[next] !== unit) next = siblingOf[next] ?? 0
    return next
  }
  const failAt = new Int32Array(trie.size)
  const step = (from: number, unit: number): number => {
    let state = from
    for (;;) {
      const next = child(state, unit)
      if (next !== 0 || state === 0) return next
      state = failAt[state] ?? 0
    }
  }
  for (const state of breadthFirst(trie)) {
    for (let next = childOf[state] ?? 0; next !== 0; next = siblingOf[next] ?? 0) {
      const fail = step(failAt[state] ?? 0, unitOf[next] ?? 0)
      failAt[next] = fail
      if (foundAt[next] === -1) foundAt[next] = foundAt[fail] ?? -1
    }
  }
  return { step, depth: (state) => depthOf[state] ?? 0, found: (state) => foundAt[state] ?? -1 }
}

/** One state per beginning of a pattern, in plain arrays: thousands of secrets make hundreds of thousands of states. */
interface Trie {
  size: number
  unitOf: Uint16Array
  childOf: Int32Array
  siblingOf: Int32Array
  depthOf: Int32Array
  /** Which pattern ends in a state; -1 for none. */
  foundAt: Int32Array
  /** The states after the first character, by its unit. */
  firstUnits: Int32Array
}

function growTrie(patterns: readonly string[]): Trie {
  const room = patterns.reduce((sum, pattern) => sum + pattern.length, 1)
  const [childOf, siblingOf, depthOf] = [new Int32Array(room), new Int32Array(room), new Int32Array(room)]
  const unitOf = new Uint16Array(room)
  const foundAt = new Int32Array(room).fill(-1)
  const firstUnits = new Int32Array(UNITS)
  let size = 1
  const grow = (state: number, unit: number): number => {
    let next = state === 0 ? (firstUnits[unit] ?? 0) : (childOf[state] ?? 0)
    while (next !== 0 && unitOf[next] !== unit) next = siblingOf[next] ?? 0
    if (next !== 0) return next
    next = size++
    unitOf[next] = unit
    depthOf[next] = (depthOf[state] ?? 0) + 1
    if (state === 0) firstUnits[unit] = next
    else {
      siblingOf[next] = childOf[state] ?? 0
      childOf[state] = next
    }
    return next
  }
  for (const [index, pattern] of patterns.entries()) {
    let state = 0
    for (let at = 0; at < pattern.length; at++) state = grow(state, pattern.charCodeAt(at))
    if (foundAt[state] === -1) foundAt[state] = index
  }
  return { size, unitOf, childOf, siblingOf, depthOf, foundAt, firstUnits }
}

/** All states but the first, the shorter beginnings before the longer ones. */
function breadthFirst({ size, childOf, siblingOf, firstUnits }: Trie): Int32Array {
  const order = new Int32Array(size)
  let end = 0
  for (const state of firstUnits) if (state !== 0) order[end++] = state
  for (let at = 0; at < end; at++) {
    for (let next = childOf[order[at] ?? 0] ?? 0; next !== 0; next = siblingOf[next] ?? 0) order[end++] = next
  }
  return order.subarray(0, end)
}
