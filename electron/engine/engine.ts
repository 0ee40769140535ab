import type { RunRecord } from '../../shared/domain.ts'
import { assertNever } from '../../shared/result.ts'
import { NeedsAttention, type StepContext } from './context.ts'
import { endCutTurns } from './cut-turns.ts'
import { nextStep, type Step } from './next-step.ts'
import type { EnginePorts } from './ports.ts'
import { check } from './steps/check.ts'
import { deliver } from './steps/deliver.ts'
import { enforceScope } from './steps/enforce-scope.ts'
import { finish } from './steps/finish.ts'
import { implement } from './steps/implement.ts'
import { plan } from './steps/plan.ts'
import { putBack, restore } from './steps/restore.ts'
import { review } from './steps/review.ts'
import { settle } from './steps/settle.ts'
import { startAttempt } from './steps/start-attempt.ts'
import { tryPlan } from './steps/try-plan.ts'
import { verify } from './steps/verify.ts'

export type Rest = Extract<Step, { kind: 'wait' | 'end' }>

/** Steps in a row that changed nothing, after which the loop is broken rather than left to spin. */
const MAX_IDLE_STEPS = 3

/**
 * The one loop: starting, continuing and recovering are the same. Returns when the run waits or has ended.
 * `signal`: the application stops; the step that runs is cut and still ends in its transaction.
 */
export async function drive(ports: EnginePorts, runId: string, signal: AbortSignal): Promise<Rest> {
  let before: string | null = null
  let idleSteps = 0
  while (true) {
    if (signal.aborted) return { kind: 'wait', why: 'paused' }
    const state = ports.store.readFacts(runId)
    const step = nextStep(state)
    if (step.kind === 'wait' || step.kind === 'end') return step
    const now = JSON.stringify([state, ports.store.getInternals(runId)])
    idleSteps = now === before ? idleSteps + 1 : 0
    if (idleSteps >= MAX_IDLE_STEPS) throw new Error(`Run ${runId} makes no progress at step ${step.kind}`)
    before = now
    await guarded(ports, state.run, step, signal)
  }
}

/** Performs a step; where the outside world is not as it was left, or something is broken, the run pauses and says so. */
async function guarded(ports: EnginePorts, run: RunRecord, step: Step, signal: AbortSignal): Promise<void> {
  const { store } = ports
  const control = watchControl(ports, run.id, signal)
  try {
    const place = ports.workplace(run)
    // A turn that was killed left it aside.
    await ports.agentFiles.giveBack(place)
    await perform({ ports, store, run, place, signal: control.signal }, step)
  } catch (error) {
    const why = reasonOf(ports, await causeOf(ports, run, error))
    await patiently(ports, () => recordPause(store, run.id, step, why))
    if (why.reason === 'error') throw error
  } finally {
    control.release()
  }
}

interface PauseReason {
  /** The event's word: `attention`, `error`, or what the disk or the database has. */
  reason: string
  message: string
}

function reasonOf(ports: EnginePorts, error: unknown): PauseReason {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof NeedsAttention) return { reason: 'attention', message }
  const failure = ports.explainFailure(error)
  if (failure === null) return { reason: 'error', message }
  return { reason: failure.kind, message: `${failure.message} ${failure.remedy}` }
}

function recordPause(store: EnginePorts['store'], runId: string, step: Step, { reason, message }: PauseReason): void {
  store.transaction(() => {
    endCutTurns(store, runId, message)
    if (!store.patchRun(runId, { control: 'run' }, { control: 'pause', controlReason: message })) return
    store.addEvent(runId, 'system', 'run_paused', message, { reason, step: step.kind })
  })
}

const RECORD_TRIES = 3
const RECORD_AGAIN_MS = 1_000

/** What kept a step from being saved may keep its pause from it, too, for a moment. */
async function patiently(ports: EnginePorts, record: () => void): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      record()
      return
    } catch (error) {
      if (tries === RECORD_TRIES || ports.explainFailure(error) === null) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, RECORD_AGAIN_MS))
  }
}

/** Where the repository is gone or is another one, that is the cause of whatever failed. */
async function causeOf(ports: EnginePorts, run: RunRecord, error: unknown): Promise<unknown> {
  const commit = run.headCommit ?? run.baseCommit
  if (error instanceof NeedsAttention || ports.explainFailure(error) !== null || commit === null) return error
  // If even looking fails, what failed first is what is told.
  const problem = await ports.git.repositoryProblem(ports.workplace(run), commit).catch(() => null)
  return problem === null ? error : new NeedsAttention(problem)
}

async function perform(ctx: StepContext, step: Step): Promise<void> {
  switch (step.kind) {
    case 'restore':
      return restore(ctx)
    case 'putBack':
      return putBack(ctx)
    case 'plan':
    case 'replan':
      return plan(ctx)
    case 'tryPlan':
      return tryPlan(ctx, step.revision)
    case 'startAttempt':
      return startAttempt(ctx)
    case 'implement':
      return implement(ctx, step.attemptId)
    case 'enforceScope':
      return enforceScope(ctx, step.attemptId)
    case 'verify':
      return verify(ctx, step.attemptId)
    case 'check':
      return check(ctx, step.attemptId)
    case 'settle':
      return settle(ctx, step.attemptId)
    case 'review':
      return review(ctx)
    case 'deliver':
      return deliver(ctx)
    case 'finish':
      return finish(ctx, step.status)
    case 'wait':
    case 'end':
      return
    default:
      return assertNever(step)
  }
}

/** A signal that is aborted when the application stops or somebody, in any process, pauses or cancels the run. */
function watchControl(
  { store }: EnginePorts,
  runId: string,
  outer: AbortSignal,
): { signal: AbortSignal; release(): void } {
  const own = new AbortController()
  // At every commit of whoever writes: once is enough.
  const look = () => {
    if (!own.signal.aborted && store.readControl(runId) !== 'run') own.abort()
  }
  const unsubscribe = store.subscribe(look)
  outer.addEventListener('abort', unsubscribe, { once: true })
  look()
  return {
    signal: AbortSignal.any([outer, own.signal]),
    release: () => {
      unsubscribe()
      outer.removeEventListener('abort', unsubscribe)
    },
  }
}
