/** Lives of one program, one after the other on the same folder, until its run has ended. */
import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'

/** How one life ends before its time; nothing of it: it does not. */
export interface Death {
  /** A value of TRIPTYCH_FAILPOINT. */
  readonly failpoint?: string
  /** A kill from outside, so long after its start, or after it said that it works. */
  readonly kill?: { readonly afterMs: number; readonly since: 'start' | 'words' }
}

/** What a life is started with. */
export type Command = readonly [program: string, ...args: string[]]

export interface Program {
  readonly env: Readonly<Record<string, string>>
  /** What the next life is started with; null: the run has ended, and there is none. */
  next(): Command | null
  /** To which its standard output is appended. The first word on standard error says that it works. */
  readonly outputFile: string
}

/** `ended`: it came to its own end, with exit code 0. `broken`: it neither ended well nor was killed by us. */
export type LifeEnd = { kind: 'ended' } | { kind: 'killed' } | { kind: 'broken'; output: string }

/** A life that is neither killed nor ended by then hangs. */
const LONGEST_LIFE_MS = 120_000

/** One life. It is not waited for what outlives it. */
async function live(
  { env, outputFile }: Program,
  [program, ...args]: Command,
  { failpoint, kill }: Death,
): Promise<LifeEnd> {
  const asked = failpoint === undefined ? {} : { TRIPTYCH_FAILPOINT: failpoint }
  const output = openSync(outputFile, 'a', 0o600)
  const child = spawn(program, args, { env: { ...env, ...asked }, stdio: ['ignore', output, 'pipe'] })
  closeSync(output)
  const timers: NodeJS.Timeout[] = []
  const killAfter = (ms: number): void => {
    timers.push(setTimeout(() => child.kill('SIGKILL'), ms))
  }
  if (kill?.since === 'start') killAfter(kill.afterMs)
  let hung = false
  timers.push(
    setTimeout(() => {
      hung = true
      child.kill('SIGKILL')
    }, LONGEST_LIFE_MS),
  )
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (said === '' && kill?.since === 'words') killAfter(kill.afterMs)
    said = `${said}${text}`.slice(-MAX_OUTPUT)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const timer of timers) clearTimeout(timer)
      if (hung) resolve({ kind: 'broken', output: `It did not end in ${LONGEST_LIFE_MS / 1000} s.\n${said}` })
      else if (signal === 'SIGKILL') resolve({ kind: 'killed' })
      else if (code === 0) resolve({ kind: 'ended' })
      else setTimeout(() => resolve({ kind: 'broken', output: `It ended with ${code ?? signal}.\n${said}` }), 50)
    })
  })
}

const MAX_OUTPUT = 8_000

export interface ChainEnd {
  readonly kills: number
  /** What broke a life, with its output; null: the run came to its end. */
  readonly broken: string | null
}

/** Lives until the run has ended; `nextDeath` is asked before each life, until there were `maxKills`. */
export async function chain(
  program: Program,
  nextDeath: (kills: number) => Death,
  maxKills: number,
): Promise<ChainEnd> {
  for (let kills = 0; ; ) {
    const command = program.next()
    if (command === null) return { kills, broken: null }
    const end = await live(program, command, kills < maxKills ? nextDeath(kills) : {})
    if (end.kind === 'ended') return { kills, broken: null }
    if (end.kind === 'broken') return { kills, broken: end.output }
    kills += 1
  }
}
