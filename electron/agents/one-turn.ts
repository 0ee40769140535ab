import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { TurnOutcome, TurnRequest, TurnResult } from '../engine/agents-port.ts'
import type { ChildMarkers } from '../process/child-markers.ts'
import type { SandboxProbe } from '../sandbox/probe.ts'
import { confinementOf, sandboxRefusal } from '../sandbox/sandbox-use.ts'
import { NOTHING_TO_HIDE } from '../secrets/redactor.ts'
import type { AgentSecrets, Secrets } from '../secrets/secrets.ts'
import { type AgentLaunch, type AgentProcess, startAgentProcess } from './agent-process.ts'
import { launchInside } from './agent-sandbox.ts'
import type { AgentSpec } from './catalog.ts'
import { type LaunchContext, launchOf } from './launch.ts'
import { openTranscript, type Transcript } from './transcript.ts'
import { type TurnWatch, watchTurn } from './turn-watch.ts'

/** What every driver needs. */
export interface DriverOptions extends LaunchContext {
  markers: ChildMarkers
  secrets: Pick<Secrets, 'of' | 'redactor'>
  /** Asked for every turn. The error is what the person must do about it. */
  findSpec(id: string): Result<AgentSpec, string>
  probeSandbox(): Promise<SandboxProbe>
}

/** A turn that can begin: its agent is there. */
export interface OpenTurn {
  request: TurnRequest
  spec: AgentSpec
  launch: Omit<AgentLaunch, 'marker'>
  transcript: Transcript
  watch: TurnWatch
  /** For people, before anything is said. */
  remarks: readonly string[]
}

/** Opens a turn for `work` and closes it; if it cannot begin, says why. An error of ours is thrown once `work` has ended. */
export async function withTurn(
  request: TurnRequest,
  options: DriverOptions,
  work: (turn: OpenTurn) => Promise<TurnResult>,
): Promise<TurnResult> {
  const spec = options.findSpec(request.agent.id)
  if (!spec.ok) return neverStarted(request, { kind: 'missing', agent: request.agent.id, remedy: spec.error })
  if (request.signal.aborted) return neverStarted(request, { kind: 'stopped' })
  const secrets = options.secrets.of(spec.value.id)
  if (!secrets.ok) return neverStarted(request, unknownSecrets(spec.value, secrets.error))
  const found = launchOf(spec.value, request, options, secrets.value.env)
  if (found === null) return neverStarted(request, missing(spec.value))
  const launch = await launchFor(found, spec.value, request, options)
  if (!launch.ok)
    return neverStarted(request, { kind: 'crashed', detail: `${launch.error.message} ${launch.error.remedy}` })
  const redactor = options.secrets.redactor()
  const turn = { request, spec: spec.value, launch: { ...launch.value, redactor }, remarks: remarksOn(secrets.value) }
  const watch = watchTurn(request.signal, request)
  try {
    const transcript = openTranscript(request.transcriptFile, watch.fail, redactor)
    const result = await work({ ...turn, transcript, watch }).finally(transcript.close)
    const failure = watch.failure()
    if (failure !== null) throw failure.error
    return result
  } finally {
    watch.close()
  }
}

type Launch = Omit<AgentLaunch, 'marker' | 'redactor'>

/** Inside the sandbox, where the run wants one and there is one. */
async function launchFor(
  launch: Launch,
  spec: AgentSpec,
  request: TurnRequest,
  { home, probeSandbox }: DriverOptions,
): Promise<Result<Launch, Refusal>> {
  const probe = await probeSandbox()
  const refusal = sandboxRefusal(request.sandbox, probe, [spec])
  if (refusal !== null) return err(refusal)
  const confinement = confinementOf(request.sandbox, probe, spec)
  return ok(confinement.kind === 'none' ? launch : launchInside(launch, confinement.by, spec, request, home))
}

export type Worked<T> = { kind: 'worked'; value: T } | { kind: 'not_started'; outcome: TurnOutcome }

/**
 * Starts the program for `work`, which ends it with everything it started and tells what it could not end (`left`). The marker is
 * recorded as long as anything of the program may run.
 */
export async function withProcess<T>(
  { spec, launch }: Pick<OpenTurn, 'spec' | 'launch'>,
  markers: ChildMarkers,
  work: (process: AgentProcess) => Promise<{ value: T; left: readonly number[] }>,
): Promise<Worked<T>> {
  const marker = markers.open()
  const started = await startAgentProcess({ ...launch, marker })
  if (started.kind === 'not_started') {
    markers.close(marker)
    if (started.code === 'ENOENT' && launch.inside === undefined) return { kind: 'not_started', outcome: missing(spec) }
    const detail = `${spec.name} could not be started: ${started.message}`
    return { kind: 'not_started', outcome: { kind: 'crashed', detail } }
  }
  const { value, left } = await work(started.process).catch(async (error: unknown) => {
    await started.process.endTree(0)
    throw error
  })
  if (left.length === 0) markers.close(marker)
  return { kind: 'worked', value }
}

/** The result of a turn of which nothing is known but its outcome. */
export const resultWithout = (outcome: TurnOutcome): TurnResult => ({
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

const missing = ({ name, missingRemedy }: AgentSpec): TurnOutcome => ({
  kind: 'missing',
  agent: name,
  remedy: missingRemedy,
})

/** Without them it would say that it is not logged in, and the reason would be lost. */
const unknownSecrets = (spec: AgentSpec, { message, remedy }: Refusal): TurnOutcome => ({
  kind: 'missing',
  agent: spec.name,
  remedy: `${message} ${remedy}`,
})

const remarksOn = ({ unreadable }: AgentSecrets): string[] =>
  unreadable.map(
    (name) =>
      `The agent works without its secret ${name}: it is in the system's key store, which this process cannot read. Work from the window's application, or set it again with: triptych secret set`,
  )

/** Every turn leaves a transcript, this one an empty one. */
function neverStarted(request: TurnRequest, outcome: TurnOutcome): TurnResult {
  const ignored = (): void => undefined // Nothing is written that could fail.
  openTranscript(request.transcriptFile, ignored, NOTHING_TO_HIDE).close()
  return resultWithout(outcome)
}
