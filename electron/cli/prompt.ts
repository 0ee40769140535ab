import { createInterface } from 'node:readline/promises'
import type { Io } from './screen.ts'

/** What was typed; `ended`: the person closed the input (Ctrl-D); `cancelled`: the question is no longer open. */
export type Typed = { kind: 'text'; text: string } | { kind: 'ended' } | { kind: 'cancelled' }

/**
 * Reads one line. The terminal stays in its own line mode, so that Ctrl-C is an ordinary signal and reaches every process that it
 * should; what is typed ahead of a question is not taken for its answer by mistake, because each question reads for itself.
 */
export async function readLine(io: Io, question: string, signal: AbortSignal): Promise<Typed> {
  if (signal.aborted) return { kind: 'cancelled' }
  const lines = createInterface({ input: io.stdin, output: io.stdout, terminal: false })
  try {
    const closed = new Promise<Typed>((resolve) => lines.once('close', () => resolve({ kind: 'ended' })))
    const typed = lines.question(question, { signal }).then((text): Typed => ({ kind: 'text', text }))
    return await Promise.race([typed, closed])
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' }
    throw error
  } finally {
    lines.close()
  }
}
