import type { Readable, Writable } from 'node:stream'
import { type Line, renderLine } from './line.ts'

/** What a command is given of the world; tests give their own. */
export interface Io {
  stdin: Readable
  stdout: Writable
  stderr: Writable
  /** A person sits at it: standard input and output are both a terminal. */
  isTerminal: boolean
  /** Standard output (without `--json`) may be coloured. */
  colour: boolean
  env: Readonly<Record<string, string | undefined>>
  cwd: string
}

/** Where people's text and machines' lines go. */
export interface Screen {
  /** A line for people: standard output, or standard error under `--json`. */
  say(line: Line): void
  /** Text for people that goes on in the same line. */
  write(line: Line): void
  /** What went wrong, for people: always standard error. */
  complain(line: Line): void
  /** One JSON line; nothing without `--json`. */
  json(value: Readonly<Record<string, unknown>>): void
  readonly isJson: boolean
}

export function createScreen(io: Io, isJson: boolean): Screen {
  const people = isJson ? io.stderr : io.stdout
  const colour = io.colour && !isJson
  return {
    say: (line) => people.write(`${renderLine(line, colour)}\n`),
    write: (line) => people.write(renderLine(line, colour)),
    complain: (line) => io.stderr.write(`${renderLine(line, false)}\n`),
    json: (value) => {
      if (isJson) io.stdout.write(`${JSON.stringify({ v: 1, ...value })}\n`)
    },
    isJson,
  }
}

/** `NO_COLOR` (https://no-color.org): any value but an empty one. */
export function mayColour(isTerminal: boolean, env: Io['env']): boolean {
  return isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
}

/** How the person starts this program: in a clone through npm, which tells so in the environment, as does npx, whose own it is. */
export function programName(env: Io['env']): string {
  const event = env['npm_lifecycle_event']
  return event === undefined || event === 'npx' ? 'triptych' : 'npm run -s triptych --'
}
