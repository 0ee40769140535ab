import type { GateRecord } from '../../shared/domain.ts'
import type { Backend } from '../backend.ts'
import { whenever } from '../whenever.ts'
import { offeredAnswers } from './gate-answers.ts'
import { readGateFacts } from './gate-facts.ts'
import { answerLines, gateLines } from './gate-lines.ts'
import { answerWithPrompt } from './gate-prompt.ts'
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
  readonly isInteractive: boolean
  /** `left`: the person has closed the input, so nobody answers here any more. Rejects if a gate could not be shown. */
  readonly ended: Promise<'left' | 'stopped'>
  /** Takes back the open prompt, and shows nothing more. */
  abandon(): void
  /** As `abandon`; without a person, shows what is open and was not shown yet. */
  stop(): Promise<void>
}

export function openDesk(options: DeskOptions): GateDesk {
  const { store } = options.backend
  const isInteractive = options.io.isTerminal && !options.screen.isJson
  const stopped = new AbortController()
  const told = new Set<string>()
  const next = (): GateRecord | undefined => store.listOpenGates(options.runId).find(({ id }) => !told.has(id))

  const attend = async (): Promise<'left' | 'stopped'> => {
    while (await whenever(store, () => next() !== undefined, stopped.signal)) {
      const gate = next()
      if (!gate) continue
      if (!isInteractive) {
        await showGate(options, gate)
        told.add(gate.id)
      } else if ((await answerWithPrompt(options, gate, stopped.signal)) === 'left') return 'left'
    }
    return 'stopped'
  }
  const ended = attend()
  return {
    isInteractive,
    ended,
    abandon: () => stopped.abort(),
    stop: async () => {
      stopped.abort()
      await ended
      for (let gate = next(); gate && !isInteractive; gate = next()) {
        await showGate(options, gate)
        told.add(gate.id)
      }
    },
  }
}

async function showGate({ screen, backend, program, hold, release }: DeskOptions, gate: GateRecord): Promise<void> {
  const facts = await readGateFacts(backend, gate)
  hold()
  screen.json(gateJson(gate, facts))
  screen.say([])
  for (const line of gateLines(gate, facts)) screen.say(line)
  if (gate.kind === 'permission') screen.say([dim('  The agent waits for this answer; the run goes on with it.')])
  for (const line of answerLines(offeredAnswers(gate, program))) screen.say(line)
  release()
}
