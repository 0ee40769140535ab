/** A command inside the test's own process: for what neither drives a run nor needs a terminal, and much quicker. */
import { PassThrough, Readable, Writable } from 'node:stream'
import { runCli } from '../../electron/cli.ts'
import type { Finished, Terminal } from '../support/terminal.ts'

export const beside = (terminal: Terminal, ...words: string[]): Promise<Finished> => inProcess(terminal, words, null)

/** The same with a person at a terminal who types this and Enter at the first question. */
export const typing = (terminal: Terminal, typed: string, ...words: string[]): Promise<Finished> =>
  inProcess(terminal, words, typed)

async function inProcess({ env }: Terminal, words: string[], typed: string | null): Promise<Finished> {
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
    stdin: typed === null ? Readable.from([]) : stayingOpen(`${typed}\n`),
    stdout: collect('stdout'),
    stderr: collect('stderr'),
    isTerminal: typed !== null,
    colour: false,
    env,
    cwd: process.cwd(),
  })
  return { exitCode, signal: null, ...printed }
}

/** A person who has typed is still there. */
function stayingOpen(typed: string): Readable {
  const input = new PassThrough()
  input.write(typed)
  return input
}
