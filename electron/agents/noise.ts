/** After so many lines, or bytes, in a row that are no messages a program is not taken for an agent that logs much. */
export const MAX_NOISE_LINES = 10_000
const MAX_NOISE_BYTES = 64 * 1024 * 1024
const SHOWN_CHARACTERS = 200

/** Nothing but noise. `lines`: how many in a row; `last`: the beginning of the last one. */
export interface Garbage {
  lines: number
  last: string
}

/** What an agent writes where only messages of the protocol belong. */
export interface Noise {
  /** A line, or the beginning of one that was too long; `bytes` counts all of it. */
  add(text: string, bytes: number): void
  /** A message came: whatever was before it was the agent's log. */
  interrupt(): void
}

/** `tell` gets all of it; `tooMuch` hears once that nothing else comes. */
export function createNoise(tell: (text: string) => void, tooMuch: (garbage: Garbage) => void): Noise {
  let [lines, bytes] = [0, 0]
  let isTold = false
  return {
    add(text, size) {
      tell(text)
      lines += 1
      bytes += size
      if (isTold || (lines < MAX_NOISE_LINES && bytes < MAX_NOISE_BYTES)) return
      isTold = true
      tooMuch({ lines, last: text.slice(0, SHOWN_CHARACTERS) })
    },
    interrupt() {
      lines = 0
      bytes = 0
    },
  }
}

/** For people. */
export const describeGarbage = (name: string, { lines, last }: Garbage): string =>
  `${name} wrote ${lines} lines in a row that are no messages of the Agent Client Protocol; is it started with the right arguments? The last one: ${last}`
