/** Longer lines are dropped unparsed. The SDK's own limit is 32 MiB; no honest message comes near either. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024
/** How much of a dropped line is kept to be shown. */
const KEPT_BYTES = 64 * 1024

export interface LineHandlers {
  /** A whole line without its end. Invalid UTF-8 is replaced, never an error. */
  line(text: string): void
  /** What is not a whole line: too long, or without an end when the stream ended. `totalBytes` counts what was dropped too. */
  fragment(text: string, totalBytes: number): void
}

export interface LineSplitter {
  push(chunk: Buffer): void
  /** The stream ended: what is left is a fragment, for half a message must never be taken for a whole one. */
  end(): void
}

const NEWLINE = 0x0a

/** Splits bytes into lines; memory stays under `maxLineBytes` however long a line is. */
export function createLineSplitter(handlers: LineHandlers, maxLineBytes: number = MAX_LINE_BYTES): LineSplitter {
  let parts: Buffer[] = []
  let keptBytes = 0
  let totalBytes = 0

  const keep = (bytes: Buffer): void => {
    totalBytes += bytes.length
    if (totalBytes > maxLineBytes) {
      // Too long: only its beginning stays, until the line ends.
      if (keptBytes > KEPT_BYTES) parts = [Buffer.concat(parts).subarray(0, KEPT_BYTES)]
      keptBytes = Math.min(keptBytes, KEPT_BYTES)
      return
    }
    parts.push(bytes)
    keptBytes += bytes.length
  }
  const take = (): string => {
    const text = new TextDecoder().decode(parts.length === 1 ? parts[0] : Buffer.concat(parts))
    parts = []
    keptBytes = 0
    return text
  }
  const finish = (whole: boolean): void => {
    const bytes = totalBytes
    totalBytes = 0
    const text = take()
    if (whole && bytes <= maxLineBytes) handlers.line(text.endsWith('\r') ? text.slice(0, -1) : text)
    else handlers.fragment(text, bytes)
  }

  return {
    push(chunk) {
      let start = 0
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        keep(chunk.subarray(start, end))
        finish(true)
        start = end + 1
      }
      if (start < chunk.length) keep(chunk.subarray(start))
    },
    end() {
      if (totalBytes > 0) finish(false)
    },
  }
}
