/** One run of the soak: the real `triptych` in processes of its own, disturbed, perhaps resumed and disturbed again, then brought to its end. */
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { within } from '../../electron/agents/end-program.ts'
import { openBackend } from '../../electron/backend.ts'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { AGENT_ROLES, FINAL_RUN_STATUSES } from '../../shared/words.ts'
import { type RunningCommand, start, triptych } from '../support/terminal.ts'
import { problemsOf, processesOf } from './inspect.ts'
import type { Disturbance, Disturbed, Scenario } from './scenario.ts'
import type { World } from './world.ts'

/** A run that nobody disturbs is interrupted then. */
const LONGEST_MS = 12_000
/** The politest end of the most stubborn agent takes 12 s. */
const ENDING_MS = 60_000

/** How the terminal shows what an agent says. */
const AGENT_WORDS = '│ '

export interface Lived {
  /** Empty: all is well. */
  problems: string[]
  /** How the run ended; `none`: the application was killed before it had recorded it. */
  status: string
  /** Processes that outlived a killed application; the next owner of the data folder ended them. */
  orphans: number
}

export async function live(scenario: Scenario, world: World): Promise<Lived> {
  const problems = await work(world, runWords(scenario, world), scenario.first)
  let orphans = await countSurvivors(world)
  const begun = newestRun(world)
  if (scenario.second !== null && begun !== null && !begun.ended) {
    problems.push(...(await work(world, ['resume', begun.id], scenario.second)))
    orphans += await countSurvivors(world)
  }
  problems.push(...(await bringToEnd(world)))
  return { problems: [...problems, ...problemsOf(world)], status: newestRun(world)?.status ?? 'none', orphans }
}

/** What is still there once the system has had the time to end what it ends by itself (a sandbox, a short git). */
async function countSurvivors(world: World): Promise<number> {
  for (let tries = 0; tries < SURVIVOR_TRIES && processesOf(world).length > 0; tries++) await sleep(SURVIVOR_PAUSE_MS)
  return processesOf(world).length
}

const SURVIVOR_TRIES = 20
const SURVIVOR_PAUSE_MS = 100

const runWords = ({ agents, sandbox }: Scenario, { repository }: World): string[] => [
  ...['run', '--repo', repository, '--goal', 'Add sum', '--policy', 'unattended', '--sandbox', sandbox],
  ...AGENT_ROLES.flatMap((role) => ['--agent', `${role}=${agents[role]}`]),
  ...['replans=0', 'attemptsPerTask=1', 'turnIdleMinutes=0.04'].flatMap((limit) => ['--limit', limit]),
]

function newestRun({ terminal }: World): { id: string; status: string; ended: boolean } | null {
  const file = databaseFile(terminal.home)
  if (!existsSync(file)) return null
  const store = openStore(file)
  try {
    const run = store.runStore.listRuns()[0]
    if (run === undefined) return null
    return { id: run.id, status: run.status, ended: FINAL_RUN_STATUSES.some((final) => final === run.status) }
  } finally {
    store.close()
  }
}

/** One command that works on the run, and what is done to it meanwhile. */
async function work(world: World, words: string[], disturbed: Disturbed): Promise<string[]> {
  const running = start(world.terminal, words)
  if (await isStillWorking(running, disturbed)) {
    await disturb(world, running, disturbed.what)
  }
  const finished = await within(running.finished, ENDING_MS)
  if (finished === null) {
    running.child.kill('SIGKILL')
    await running.finished
    return [`${words[0]} did not end within ${ENDING_MS / 1000} s:\n${running.output()}`]
  }
  const { exitCode, signal, stderr } = finished
  // Exit codes that a run can have; a program that could not even begin has one of them, too, but no run.
  const isOfRun = [0, 1, 3, 4, 130].some((code) => code === exitCode) && newestRun(world) !== null
  const isKnown = exitCode === null ? SIGNALS[disturbed.what] === signal : isOfRun
  return isKnown ? [] : [`${words[0]} ended with ${exitCode ?? signal}:\n${stderr}`]
}

/** Waits for the moment of the disturbance; false: the command ended before. */
async function isStillWorking(
  { finished, output }: RunningCommand,
  { what, afterMs, since }: Disturbed,
): Promise<boolean> {
  if (what === 'none') return (await within(finished, LONGEST_MS)) === null
  const untilMs = performance.now() + LONGEST_MS
  while (since === 'words' && !output().includes(AGENT_WORDS) && performance.now() < untilMs) {
    if ((await within(finished, 50)) !== null) return false
  }
  return (await within(finished, afterMs)) === null
}

/** What a disturbance sends; a command that has hardly begun may also die of it. */
const SIGNALS: Partial<Record<Disturbance, NodeJS.Signals>> = {
  none: 'SIGINT',
  interrupt: 'SIGINT',
  interrupt_twice: 'SIGINT',
  terminate: 'SIGTERM',
  kill: 'SIGKILL',
}

async function disturb(world: World, { child }: RunningCommand, what: Disturbance): Promise<void> {
  const signal = SIGNALS[what]
  if (signal !== undefined) child.kill(signal)
  if (what === 'interrupt_twice') {
    await sleep(300)
    child.kill('SIGINT')
  }
  if (what === 'cancel' || what === 'pause') await control(world, what)
}

/** From a second terminal, as soon as there is a run. */
async function control(world: World, action: 'cancel' | 'pause'): Promise<void> {
  const untilMs = performance.now() + LONGEST_MS
  while (performance.now() < untilMs) {
    const run = newestRun(world)
    if (run !== null) {
      await triptych(world.terminal, action, run.id)
      return
    }
    await sleep(100)
  }
}

/** Somebody owns the data folder again: `triptych cancel` while there is something to cancel, else just the take-over. */
async function bringToEnd(world: World): Promise<string[]> {
  const run = newestRun(world)
  if (run === null || run.ended) return takeOver(world)
  const cancelled = await triptych(world.terminal, 'cancel', run.id)
  return cancelled.exitCode === 0 ? [] : [`cancel ended with ${cancelled.exitCode}:\n${cancelled.stderr}`]
}

async function takeOver({ terminal }: World): Promise<string[]> {
  const backend = await openBackend({ home: terminal.home, environment: terminal.env })
  try {
    const owned = await backend.own()
    return owned.ok ? [] : ['the data folder is still owned']
  } finally {
    await backend.close()
  }
}
