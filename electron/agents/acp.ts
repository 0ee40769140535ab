import type { Result } from '../../shared/result.ts'
import type { AgentsPort, TurnOutcome, TurnRequest, TurnResult } from '../engine/agents-port.ts'
import type { ChildMarkers } from '../process/child-markers.ts'
import { type AgentLaunch, startAgentProcess } from './agent-process.ts'
import type { AgentSpec } from './catalog.ts'
import type { TurnContext, TurnTiming } from './converse.ts'
import { type LaunchContext, launchOf } from './launch.ts'
import { openAnswerServer } from './mcp-server.ts'
import { openTranscript } from './transcript.ts'
import { runStartedTurn } from './turn.ts'
import { type TurnWatch, watchTurn } from './turn-watch.ts'

export interface AcpOptions extends LaunchContext {
  markers: ChildMarkers
  /** Asked for every turn. The error is what the person must do about it. */
  findSpec(id: string): Result<AgentSpec, string>
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
  const sessionCosts = new Map<string, number>()
  return {
    async runTurn(request) {
      const spec = options.findSpec(request.agent.id)
      if (!spec.ok) return neverStarted(request, { kind: 'missing', agent: request.agent.id, remedy: spec.error })
      if (request.signal.aborted) return neverStarted(request, { kind: 'stopped' })
      return runTurn(request, spec.value, { ...options, timing, sessionCosts })
    },
  }
}

interface RunOptions extends AcpOptions {
  timing: TurnTiming
  sessionCosts: Map<string, number>
}

/** The result of a turn for which no program ran. */
const withoutAgent = (outcome: TurnOutcome): TurnResult => ({
  outcome,
  sessionId: null,
  continued: false,
  stopReason: null,
  agentVersion: null,
  tokens: null,
  costMicros: null,
  contextUsed: null,
  contextSize: null,
  responseText: '',
  stderrTail: '',
})

/** Every turn leaves a transcript, this one an empty one. */
function neverStarted(request: TurnRequest, outcome: TurnOutcome): TurnResult {
  const ignored = (): void => undefined // Nothing is written that could fail.
  openTranscript(request.transcriptFile, ignored).close()
  return withoutAgent(outcome)
}

async function runTurn(request: TurnRequest, spec: AgentSpec, options: RunOptions): Promise<TurnResult> {
  const watch = watchTurn(request.signal, request.idleMs)
  const result = await runWatched(request, spec, options, watch).finally(watch.close)
  const failure = watch.failure()
  if (failure !== null) throw failure.error
  return result
}

async function runWatched(
  request: TurnRequest,
  spec: AgentSpec,
  options: RunOptions,
  watch: TurnWatch,
): Promise<TurnResult> {
  const launch = launchOf(spec, request, options)
  if (launch === null) return neverStarted(request, { kind: 'missing', agent: spec.name, remedy: spec.missingRemedy })
  const transcript = openTranscript(request.transcriptFile, watch.fail)
  try {
    const answers = await openAnswerServer(request.answer, watch.touch)
    const { timing, sessionCosts } = options
    const context = { request, spec, transcript, answers, watch, timing, sessionCosts }
    return await runProcess(context, launch, options.markers).finally(answers.close)
  } finally {
    transcript.close()
  }
}

/** The marker is recorded as long as anything of the program may run. */
async function runProcess(
  context: Omit<TurnContext, 'process'>,
  launch: Omit<AgentLaunch, 'marker'>,
  markers: ChildMarkers,
): Promise<TurnResult> {
  const marker = markers.open()
  const started = await startAgentProcess({ ...launch, marker })
  if (started.kind === 'not_started') {
    markers.close(marker)
    return withoutAgent(failedStart(context.spec, started))
  }
  const { result, left } = await runStartedTurn({ ...context, process: started.process })
  if (left.length === 0) markers.close(marker)
  return result
}

function failedStart(spec: AgentSpec, { code, message }: { code: string; message: string }): TurnOutcome {
  if (code === 'ENOENT') return { kind: 'missing', agent: spec.name, remedy: spec.missingRemedy }
  return { kind: 'crashed', detail: `${spec.name} could not be started: ${message}` }
}
