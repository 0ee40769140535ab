import type { FinalRunStatus } from '../../shared/words.ts'
import type { EngineStore } from './store-port.ts'

interface RunEnd {
  status: FinalRunStatus
  summary: string
  /** What the event says besides the status. */
  payload: Readonly<Record<string, unknown>>
}

/** The end of a run, whoever ends it: live attempts are interrupted, open gates become void. Call it inside a transaction. */
export function endRun(store: EngineStore, runId: string, { status, summary, payload }: RunEnd): void {
  for (const { attemptId, taskId } of store.readFacts(runId).facts.live)
    interruptAttempt(store, attemptId, taskId, `the run is ${status}`)
  voidGatesOf(store, runId, { because: `the run is ${status}` })
  if (store.finishRun(runId, status, summary)) {
    store.addEvent(runId, 'system', 'run_finished', summary, { status, ...payload })
  }
}

/** A live attempt ends and does not count; its task is pending again. Call it inside a transaction. */
export function interruptAttempt(store: EngineStore, attemptId: string, taskId: string, because: string): void {
  const summary = `Interrupted: ${because}.`
  if (!store.endAttempt(attemptId, 'interrupted', { summary, signature: null, counted: false })) return
  store.moveTask(taskId, ['in_progress'], 'pending', {})
  const { title, runId } = store.getTask(taskId)
  const message = `Task "${title}", attempt ${store.getAttempt(attemptId).attemptNumber}. ${summary}`
  store.addEvent(runId, 'system', 'attempt_settled', message, { taskId, attemptId, status: 'interrupted' })
}

/** Open gates of a run, or of one of its turns, or only one of them, are asked no longer. Call it inside a transaction. */
export function voidGatesOf(
  store: EngineStore,
  runId: string,
  { because, ...only }: { because: string; turnId?: string; gateId?: string },
): void {
  const { turnId, gateId } = only
  const open = store
    .listOpenGates(runId)
    .filter((gate) => (turnId ?? gate.turnId) === gate.turnId && (gateId ?? gate.id) === gate.id)
  if (open.length === 0) return
  store.voidGates(runId, only)
  for (const { id, kind, question } of open) {
    const message = `No longer asked, because ${because}: ${question}`
    store.addEvent(runId, 'system', 'gate_voided', message, { gateId: id, kind })
  }
}
