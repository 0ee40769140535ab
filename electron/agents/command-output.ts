import { createBoundedLog } from '../process/bounded-log.ts'
import type { Redactor } from '../secrets/redactor.ts'

/** What has not ended its line is told after this long. */
const TELL_AFTER_MS = 50
/** Of what a command prints, so much is kept: the head and the tail of it. */
export const KEPT_OUTPUT_BYTES = 1024 * 1024

/** What a command prints but for its secrets, told as it comes and kept within bounds. */
export interface CommandOutput {
  push(chunk: Buffer): void
  /** Nothing more comes: what is left is told. */
  end(): void
  /** All of it, or head and tail. Invalid UTF-8 is replaced. */
  text(): string
}

/** `tell` gets whole lines, and pieces of a line that is long in coming. */
export function createCommandOutput(redactor: Redactor, tell: (text: string) => void): CommandOutput {
  const log = createBoundedLog(KEPT_OUTPUT_BYTES)
  const decoder = new TextDecoder()
  const redacting = redactor.stream()
  let waiting = ''
  let timer: NodeJS.Timeout | undefined

  const tellUpTo = (end: number): void => {
    clearTimeout(timer)
    timer = undefined
    const text = waiting.slice(0, end)
    waiting = waiting.slice(end)
    if (text !== '') tell(text)
  }
  const add = (text: string): void => {
    log.push(Buffer.from(text))
    waiting += text
  }
  return {
    push(chunk) {
      add(redacting.push(decoder.decode(chunk, { stream: true })))
      const end = waiting.lastIndexOf('\n') + 1
      if (end > 0) tellUpTo(end)
      if (waiting !== '') timer ??= setTimeout(() => tellUpTo(waiting.length), TELL_AFTER_MS)
    },
    end() {
      add(redacting.push(decoder.decode()) + redacting.flush())
      tellUpTo(waiting.length)
    },
    text: () => new TextDecoder().decode(log.bytes()),
  }
}
