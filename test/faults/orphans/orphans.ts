/** The application is killed while nasty agents work; who is still there is counted at once, and again after the next start. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createChildMarkers } from '../../../electron/process/child-markers.ts'
import { probeSandbox } from '../../../electron/sandbox/probe.ts'
import { eachAtOnce } from '../at-once.ts'
import { type Draw, drawFrom } from '../random.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'

const HOST = path.join(import.meta.dirname, 'host.ts')
/** Its libraries load in half the time with their compiled form kept. */
const CACHE = path.resolve(import.meta.dirname, '../../../node_modules/.cache/compile')
const ENVIRONMENT = { PATH: '/usr/bin:/bin', NODE_COMPILE_CACHE: CACHE }
const KILLS = { short: 2, full: 30 }
/** What the kernel needs to end a sandbox. */
const AT_ONCE_MS = 2_000
const STARTED = 'All are there.'

/** `SLEEP` is a command line like no other, by which they are found whatever their environment. Each ends by itself after minutes. */
const DEAF = `trap "" TERM HUP INT; SLEEP`
const AGENTS: readonly string[] = [
  `SLEEP & echo ${STARTED}; wait`,
  `trap "" TERM HUP INT; SLEEP & echo ${STARTED}; wait`,
  // In a session of its own, deaf to signals.
  `setsid sh -c '(${DEAF}) & ${DEAF}' & echo ${STARTED}; wait`,
  // Forked twice, its parents gone.
  `(setsid sh -c '(${DEAF}) &' &); echo ${STARTED}; SLEEP`,
]
/** Nothing of it says whose child it was: the limit that SECURITY.md names. */
const EMPTIED = `(env -i PATH=/usr/bin:/bin setsid sh -c '(${DEAF}) &' &); echo ${STARTED}; SLEEP`

interface Kill {
  sandbox: 'auto' | 'off'
  script: string
}
/** How many were there before the kill, at once after it, and after the next start. */
interface Counted {
  before: number
  atOnce: number
  afterStart: number
  records: number
}

export const orphans: FaultSection = {
  name: 'orphans',
  title: 'Processes that a killed application leaves behind [fault 22, 23]',
  usesOneCore: true,
  async run({ seed, scale, folder }: FaultRun): Promise<Figure[]> {
    const draw = drawFrom(seed)
    const count = KILLS[scale]
    const probe = await probeSandbox()
    const inside = {
      what: 'processes in the sandbox that were there after the application was killed',
      note: 'emptied environments among them',
    }
    const confined =
      probe.kind === 'none'
        ? { what: inside.what, count: 0, bad: 0, skipped: probe.reason }
        : figureOf(inside, await killAll(folder, drawKills(draw, count, 'auto', [...AGENTS, EMPTIED])), 'atOnce')
    const free = await killAll(folder, drawKills(draw, count, 'off', AGENTS))
    const lost = await killAll(folder, drawKills(draw, Math.ceil(count / 4), 'off', [EMPTIED]))
    const outlived = sum(free, 'atOnce')
    return [
      confined,
      figureOf(
        {
          what: 'processes without a sandbox that were there after the next start',
          note: `${outlived} had outlived the kill`,
        },
        free,
        'afterStart',
      ),
      {
        what: 'records of children that were left after the next start',
        count: free.length,
        bad: sum(free, 'records'),
      },
      {
        what: 'kills of an agent without a sandbox that had emptied its environment in a session of its own',
        count: lost.length,
        bad: 0,
        detail: `not promised: ${sum(lost, 'afterStart')} of ${sum(lost, 'before')} processes were not found by the next start`,
      },
    ]
  },
}

const sum = (all: readonly Counted[], what: keyof Counted): number => all.reduce((total, one) => total + one[what], 0)

function figureOf({ what, note }: { what: string; note: string }, all: readonly Counted[], bad: keyof Counted): Figure {
  return { what, count: sum(all, 'before'), bad: sum(all, bad), detail: `${all.length} kills; ${note}` }
}

const drawKills = (draw: Draw, count: number, sandbox: Kill['sandbox'], scripts: readonly string[]): Kill[] =>
  Array.from({ length: count }, () => ({ sandbox, script: draw.pick(scripts) }))

const killAll = (folder: string, kills: readonly Kill[]): Promise<Counted[]> =>
  eachAtOnce(kills, (kill, index) =>
    killOnce(path.join(folder, `${kill.script === EMPTIED}-${kill.sandbox}-${index}`), kill),
  )

let started = 0

/** Kills the application of one agent, then owns its folder as the next one does. What is left after that is ended here. */
async function killOnce(folder: string, { sandbox, script }: Kill): Promise<Counted> {
  mkdirSync(folder, { recursive: true })
  started += 1
  const words = ['sleep', `300.${process.pid}${started}`]
  const args = [HOST, folder, sandbox, script.replaceAll('SLEEP', words.join(' '))]
  const host = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: ENVIRONMENT })
  await said(host, STARTED)
  // Whoever is started behind its back is there a moment later.
  await sleep(100)
  const before = running(words).length
  const gone = once(host, 'exit')
  host.kill('SIGKILL')
  const untilMs = performance.now() + AT_ONCE_MS
  while (running(words).length > 0 && performance.now() < untilMs && sandbox === 'auto') await sleep(20)
  const atOnce = running(words).length
  // Before that nobody else can own the folder.
  await gone
  const children = path.join(folder, 'children')
  await (await createChildMarkers(children)).sweepLeftovers(100)
  const left = running(words)
  for (const pid of left) process.kill(pid, 'SIGKILL')
  return { before, atOnce, afterStart: left.length, records: readdirSync(children).length }
}

/** Resolves when the program has printed the word; rejects if it ends before. */
function said(host: ChildProcessByStdio<null, Readable, null>, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    host.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      if (text.includes(word)) resolve()
    })
    host.once('close', () => reject(new Error(`The application ended by itself: ${text}`)))
  })
}

/** Numbers of the processes whose command line is these words, in whatever namespace. */
function running(words: readonly string[]): number[] {
  const wanted = `${words.join('\0')}\0`
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && commandLineOf(name) === wanted)
    .map(Number)
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return '' // It has ended.
  }
}
