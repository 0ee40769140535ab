import type { GateRecord, RunRecord } from '../../shared/domain.ts'
import { shortId } from '../../shared/names.ts'
import type { Backend } from '../backend.ts'
import type { Rest } from '../engine/engine.ts'
import { nextStep } from '../engine/next-step.ts'
import { readRunRow } from '../views/run-row.ts'
import { whenever } from '../whenever.ts'
import { connectionTimeCame } from './connection-wait.ts'
import { createEventPrinter, type Follower, followEvents } from './event-feed.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { type GateDesk, openDesk } from './gate-desk.ts'
import { type Interruption, onInterruption } from './interruption.ts'
import { eventJson, resultJson } from './json-lines.ts'
import { bold, dim, type Line, warn } from './line.ts'
import { policyLines } from './policy-lines.ts'
import { usageText, waitText } from './run-text.ts'
import type { Io, Screen } from './screen.ts'

export interface WorkOptions {
  io: Io
  screen: Screen
  backend: Backend
  program: string
  runId: string
  /** Events up to this one are known already. */
  after: number
}

/** Drives a run this process owns, shows what happens and has its gates answered; until it ends, waits for what is not here, or is interrupted. */
export async function workOnRun(options: WorkOptions): Promise<ExitCode> {
  const { screen, backend, runId } = options
  const { printer, follower } = follow(options)
  const interruption = interruptible(options)
  const desk = openDesk({
    ...options,
    hold: () => {
      follower.pump()
      follower.hold()
      printer.rest()
    },
    release: follower.release,
  })
  try {
    const rest = await driveOn(options, desk, interruption.signal)
    follower.pump()
    printer.rest()
    await desk.stop()
    follower.pump()
    printer.rest()
    const exitCode = interruption.signal.aborted ? interruptedCode(backend, runId) : exitCodeOf(rest, backend, runId)
    for (const line of closingLines(options, exitCode)) screen.say(line)
    const { store } = backend
    const [run, tasks, { usage }] = [store.getRun(runId), store.listTasks(runId), readRunRow(store, runId)]
    screen.json(resultJson({ run, tasks, usage, unverified: store.unverifiedTasks(runId) }, exitCode))
    return exitCode
  } finally {
    desk.abandon()
    follower.stop()
    interruption.release()
  }
}

function follow({ screen, backend, runId, after }: WorkOptions): {
  printer: ReturnType<typeof createEventPrinter>
  follower: Follower
} {
  const printer = createEventPrinter(screen)
  const { policy } = backend.store.getRun(runId).config
  const follower = followEvents(backend.store, runId, {
    after,
    take: (event) => {
      screen.json(eventJson(event))
      printer.take(event)
      for (const line of policyLines(event, policy)) screen.say(line)
    },
  })
  follower.pump()
  return { printer, follower }
}

function interruptible({ screen, backend, runId }: WorkOptions): Interruption {
  return onInterruption(
    () => {
      screen.complain([warn('\nStopping: the run is paused, and its agents are ended. Ctrl-C again quits at once.')])
      backend.control(runId, 'pause', 'interrupted')
    },
    () => screen.complain([warn('Quitting at once. What agents left behind is ended by the next `triptych resume`.')]),
  )
}

/** Until the run rests where this command can do no more. */
async function driveOn({ backend, runId }: WorkOptions, desk: GateDesk, interrupted: AbortSignal): Promise<Rest> {
  const broken = new AbortController()
  desk.ended.catch(() => broken.abort())
  const signal = AbortSignal.any([interrupted, broken.signal])
  while (true) {
    const rest = await backend.drive(runId, signal)
    if (broken.signal.aborted) await desk.ended
    if (rest.kind === 'wait' && rest.why === 'limit' && (await connectionTimeCame(backend, runId, signal))) continue
    const waitsHere = rest.kind === 'wait' && rest.why === 'gate' && desk.isInteractive
    if (!waitsHere || signal.aborted) return rest
    const answered = whenever(backend.store, () => !waitsForGate(backend, runId), signal)
    const left = desk.ended.then((end) => end !== 'left')
    if (!(await Promise.race([answered, left]))) return rest
  }
}

function waitsForGate({ store }: Backend, runId: string): boolean {
  const step = nextStep(store.readFacts(runId))
  return step.kind === 'wait' && step.why === 'gate'
}

/** A signal that came too late to pause changes nothing about how the run ended. */
function interruptedCode(backend: Backend, runId: string): ExitCode {
  const step = nextStep(backend.store.readFacts(runId))
  return step.kind === 'end' ? exitCodeOf(step, backend, runId) : EXIT.interrupted
}

function exitCodeOf(rest: Rest, { store }: Backend, runId: string): ExitCode {
  return restExitCode(rest, store.getRun(runId), store.listOpenGates(runId))
}

/** The exit code of a run that rests: docs/contracts.md, section 8. */
export function restExitCode(
  rest: Rest,
  run: Pick<RunRecord, 'status'>,
  openGates: readonly Pick<GateRecord, 'kind'>[],
): ExitCode {
  if (rest.kind === 'end') return run.status === 'completed' ? EXIT.done : EXIT.notCompleted
  if (rest.why === 'limit' || rest.why === 'paused') return EXIT.limited
  const only = (kind: GateRecord['kind']): boolean => openGates.every((gate) => gate.kind === kind)
  if (openGates.length > 0 && only('budget')) return EXIT.limited
  if (openGates.length > 0 && only('login')) return EXIT.agentUnavailable
  return EXIT.waitsForPerson
}

function closingLines({ backend, program, runId }: WorkOptions, exitCode: ExitCode): Line[] {
  const { store } = backend
  const run = store.getRun(runId)
  const internals = store.getInternals(runId)
  const ended = exitCode === EXIT.done || exitCode === EXIT.notCompleted
  const used: Line = [dim(`Used: ${usageText(readRunRow(store, runId).usage)}.`)]
  if (ended) return [used, [dim('Everything of it: '), `${program} show ${shortId(runId)}`]]
  const why = waitText({ run, internals, openGates: store.listOpenGates(runId), driven: true })
  const then = exitCode === EXIT.limited || run.control === 'pause' ? 'Go on with' : 'After the answer go on with'
  const sentence = `The run ${/^(waits|stands) /.test(why) ? '' : 'is '}${why.replace(/\.$/, '')}.`
  if (store.trashOf(runId).state !== null)
    return [[], [bold(sentence)], used, [dim('Put it back: '), `${program} put-back ${shortId(runId)}`]]
  return [[], [bold(sentence)], used, [dim(`${then}: `), `${program} resume ${shortId(runId)}`]]
}
