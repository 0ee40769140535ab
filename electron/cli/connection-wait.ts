import { setTimeout as sleep } from 'node:timers/promises'
import type { Backend } from '../backend.ts'
import { nextStep } from '../engine/next-step.ts'
import { whenever } from '../whenever.ts'

/**
 * Sits out the time after which an agent that could not reach its model is tried again: seconds or minutes, unlike a usage limit.
 * True: the run may go on, or was told something else meanwhile. False: it waits for something else, or the command was interrupted.
 */
export async function connectionTimeCame(
  backend: Pick<Backend, 'store' | 'wake'>,
  runId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { store } = backend
  const { waitUntil } = store.getRun(runId)
  if (waitUntil === null || !store.waitsForConnection(runId)) return false
  const done = new AbortController()
  const ended = AbortSignal.any([signal, done.signal])
  // A timer may fire a moment early; the run's time must have come.
  const timer = sleep(Math.max(0, Date.parse(waitUntil) - Date.now()) + 5, undefined, { signal: ended })
  const told = whenever(store, () => !waitsForTime(backend, runId), ended)
  await Promise.race([timer, told]).catch(() => undefined)
  done.abort()
  await timer.catch(() => undefined)
  if (signal.aborted) return false
  backend.wake(runId)
  return true
}

function waitsForTime({ store }: Pick<Backend, 'store'>, runId: string): boolean {
  const step = nextStep(store.readFacts(runId))
  return step.kind === 'wait' && step.why === 'limit'
}
