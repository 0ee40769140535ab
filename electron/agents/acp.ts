import type { AgentsPort } from '../engine/agents-port.ts'
import type { AgentProcess } from './agent-process.ts'
import { openAnswerServer } from './mcp-server.ts'
import { type DriverOptions, type OpenTurn, resultWithout, withProcess, withTurn } from './one-turn.ts'
import { runStartedTurn } from './turn.ts'
import type { TurnTiming } from './turn-context.ts'

export interface AcpOptions extends DriverOptions {
  timing?: Partial<TurnTiming>
}

/** Start-up figures: the slowest agent measured took 4.5 s to initialize and 4 s for a new session on two cores. */
const TIMING: TurnTiming = {
  initializeMs: 60_000,
  sessionMs: 60_000,
  loadMs: 120_000,
  lateQuietMs: 50,
  lateMaxMs: 500,
  drainMs: 500,
  cancelMs: 5_000,
  closeMs: 1_500,
  stdinEndMs: 2_000,
  termMs: 3_000,
}

/** The driver for every agent that speaks the Agent Client Protocol: one process per turn. */
export function createAcpAgents(options: AcpOptions): AgentsPort {
  const timing = { ...TIMING, ...options.timing }
  const run = async (turn: OpenTurn) => {
    const lost = sessionLostBefore(turn)
    if (lost !== null) return resultWithout({ kind: 'session_lost', detail: lost })
    const answers = await openAnswerServer({ ...turn.request.answer, redactor: turn.launch.redactor }, turn.watch.touch)
    const work = async (process: AgentProcess) => {
      const { result, left } = await runStartedTurn({ ...turn, process, answers, timing })
      return { value: result, left }
    }
    const worked = await withProcess(turn, options.markers, work).finally(answers.close)
    return worked.kind === 'worked' ? worked.value : resultWithout(worked.outcome)
  }
  return { runTurn: (request) => withTurn(request, options, run) }
}

/** Why no session can be continued, where that is known before the agent starts; null: it must be tried, or need not be. */
function sessionLostBefore({ request, spec }: OpenTurn): string | null {
  if (!request.mustContinue) return null
  if (request.previousSessionId === null) return `There is no session of ${spec.name} to continue.`
  return spec.resumable ? null : `${spec.name} cannot continue a session in another process.`
}
