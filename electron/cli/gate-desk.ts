import type { GateRecord } from '../../shared/domain.ts'
import type { Backend } from '../backend.ts'
import { answerWithPrompt } from './gate-prompt.ts'
import { offeredAnswers } from './gate-answers.ts'
import { readGateFacts } from './gate-facts.ts'
import { answerLines, gateLines } from './gate-lines.ts'
import { gateJson } from './json-lines.ts'
import { dim } from './line.ts'
import type { Io, Screen } from './screen.ts'

export interface DeskOptions {
  io: Io
  screen: Screen
  backend: Backend
  program: string
  runId: string
  /** Called around everything the desk shows, so that events do not run into a question. */
  hold(): void
  release(): void
}

/** Where a run's open gates are shown: as prompts to a person at a terminal, else as the command lines that answer them. */
export interface GateDesk {
  /** Resolves once `isDone` holds after a change of the store, or false as soon as the person has closed the input. */
  until(isDone: () => boolean): Promise<boolean>
  /** Shows what is open and was not shown yet. Only for a desk without a person. */
  tell(): Promise<void>
  stop(): Promise<void>
}

export function openDesk(options: DeskOptions): GateDesk {
  const { io, screen, backend, runId } = options
  const { store } = backend
  const stopped = new AbortController()
  const isInteractive = io.isTerminal && !screen.isJson
  const told = new Set<string>()
  let left = false
  let working: Promise<void> = Promise.resolve()
  let failure: { error: unknown } | null = null
  const waiting = new Set<() => void>()

  const tellNew = async (): Promise<void> => {
    for (const gate of store.listOpenGates(runId)) {
      if (told.has(gate.id)) continue
      told.add(gate.id)
      await showGate(options, gate)
    }
  }
  const askOldest = async (): Promise<void> => {
    while (!left && !stopped.signal.aborted) {
      const [gate] = store.listOpenGates(runId)
      if (!gate || isPaused(backend, runId)) return
      left = (await answerWithPrompt(options, gate, stopped.signal)) === 'left'
    }
  }
  let again = false
  const attend = (): void => {
    again = true
    for (const look of waiting) look()
  }
  /** One question at a time; whatever opened meanwhile is seen in another round. */
  const loop = async (): Promise<void> => {
    while (again && !stopped.signal.aborted) {
      again = false
      await (isInteractive ? askOldest() : tellNew())
      for (const look of waiting) look()
    }
  }
  const work = (): void => {
    working = working.then(loop).catch((error: unknown) => {
      failure = { error }
      for (const look of waiting) look()
    })
  }
  const unsubscribe = store.subscribe(() => {
    attend()
    work()
  })
  attend()
  work()

  return {
    until: (isDone) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!failure && !left && !isDone()) return
          waiting.delete(look)
          if (failure) reject(failure.error)
          else resolve(isDone())
        }
        waiting.add(look)
        look()
      }),
    tell: async () => {
      attend()
      work()
      await working
      if (failure) throw failure.error
    },
    stop: async () => {
      unsubscribe()
      stopped.abort()
      await working
    },
  }
}

/** A paused run asks nobody: its answers would set nothing going. */
function isPaused({ store }: Backend, runId: string): boolean {
  return store.getInternals(runId).control !== 'run'
}

async function showGate({ screen, backend, program, hold, release }: DeskOptions, gate: GateRecord): Promise<void> {
  const facts = await readGateFacts(backend, gate)
  hold()
  screen.json(gateJson(gate))
  screen.say([])
  for (const line of gateLines(gate, facts)) screen.say(line)
  if (gate.kind === 'permission') screen.say([dim('  The agent waits for this answer; the run goes on with it.')])
  for (const line of answerLines(offeredAnswers(gate, program))) screen.say(line)
  release()
}
