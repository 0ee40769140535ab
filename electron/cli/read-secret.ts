import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Io } from './screen.ts'

/**
 * A value from standard input: all of it but its last line end; at a terminal one line, which is not shown as it is typed. Null: the
 * person gave up (Ctrl-C, Ctrl-D).
 */
export async function readSecret(
  { stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>,
  question: string,
): Promise<string | null> {
  const isTerminal = 'isTTY' in stdin && stdin.isTTY === true
  if (!isTerminal) return (await text(stdin)).replace(/\r?\n$/, '')
  stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  // As a terminal of its own it takes the keys before the system echoes them.
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true, historySize: 0 })
  try {
    return await new Promise((resolve) => {
      lines.once('line', resolve)
      lines.once('SIGINT', () => resolve(null))
      lines.once('close', () => resolve(null))
    })
  } finally {
    lines.close()
    stderr.write('\n')
  }
}
