/** Lives of the driver, one after the other in the same folder, until its run has ended. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import type { ScenarioName } from './scenario.ts'
import type { DriverWorld } from './world.ts'

/** How one life ends before its time: a value of TRIPTYCH_FAILPOINT, or a kill from outside after so many milliseconds. */
export type Death = { readonly failpoint: string } | { readonly afterMs: number } | 'none'

export interface Program {
  /** The program to run, with its first arguments. */
  readonly command: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
}

/** `ended`: it came to its own end, with exit code 0. `broken`: it neither ended well nor was killed by us. */
export type LifeEnd = { kind: 'ended' } | { kind: 'killed' } | { kind: 'broken'; output: string }

/** A life that is neither killed nor ended by then hangs. */
const LONGEST_LIFE_MS = 120_000

export async function live({ command, env }: Program, args: readonly string[], death: Death): Promise<LifeEnd> {
  const [program, ...first] = command
  const failpoint = typeof death === 'object' && 'failpoint' in death ? { TRIPTYCH_FAILPOINT: death.failpoint } : {}
  const child = spawn(program, [...first, ...args], {
    env: { ...env, ...failpoint },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const take = (text: string): void => {
    output = `${output}${text}`.slice(-MAX_OUTPUT)
  }
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  const afterMs = typeof death === 'object' && 'afterMs' in death ? death.afterMs : null
  const timer = afterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), afterMs)
  let hung = false
  const patience = setTimeout(() => {
    hung = true
    child.kill('SIGKILL')
  }, LONGEST_LIFE_MS)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    // Its pipes may be held open by children that outlive it, and nobody waits for those.
    child.once('exit', (code, signal) => {
      clearTimeout(patience)
      if (timer !== null) clearTimeout(timer)
      if (hung) resolve({ kind: 'broken', output: `It did not end in ${LONGEST_LIFE_MS / 1000} s.\n${output}` })
      else if (signal === 'SIGKILL') resolve({ kind: 'killed' })
      else if (code === 0) resolve({ kind: 'ended' })
      else setImmediate(() => resolve({ kind: 'broken', output: `It ended with ${code ?? signal}.\n${output}` }))
    })
  })
}

const MAX_OUTPUT = 8_000

/** The driver with nothing of this machine's environment. */
export function driverProgram(file: string, { folder }: DriverWorld, scenario: ScenarioName): Program {
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: path.join(folder, 'user'),
    NODE_COMPILE_CACHE: path.join(path.dirname(file), 'cache'),
  }
  return { command: [process.execPath, file, folder, scenario], env }
}

export interface ChainEnd {
  readonly kills: number
  /** What broke a life, with its output; null: the run came to its end. */
  readonly broken: string | null
}

/** Lives until the run has ended; `nextDeath` is asked before each life, and for the last one when `maxKills` have been. */
export async function chain(
  program: Program,
  nextDeath: (kills: number) => Death,
  maxKills: number,
): Promise<ChainEnd> {
  for (let kills = 0; ; ) {
    const end = await live(program, [], kills < maxKills ? nextDeath(kills) : 'none')
    if (end.kind === 'ended') return { kills, broken: null }
    if (end.kind === 'broken') return { kills, broken: end.output }
    kills += 1
  }
}
