/** A command inside the test's own process: for what neither drives a run nor needs a terminal, and much quicker. */
import { Readable, Writable } from 'node:stream'
import { runCli } from '../../electron/cli.ts'
import type { Finished, Terminal } from '../support/terminal.ts'

export async function beside({ env }: Terminal, ...words: string[]): Promise<Finished> {
  const printed = { stdout: '', stderr: '' }
  const collect = (name: keyof typeof printed): Writable =>
    new Writable({
      decodeStrings: false,
      write: (chunk, _encoding, done) => {
        printed[name] += String(chunk)
        done()
      },
    })
  const exitCode = await runCli(words, {
    stdin: Readable.from([]),
    stdout: collect('stdout'),
    stderr: collect('stderr'),
    isTerminal: false,
    colour: false,
    env,
    cwd: process.cwd(),
  })
  return { exitCode, signal: null, ...printed }
}
