import { voidGatesOf } from './end-run.ts'
import type { EngineStore } from './store-port.ts'

/**
 * Ends the turns of a run whose step broke off with an exception: they count against nobody, and the same step, taken again after a
 * resume, continues their attempt. What they spent is not known here. Call it inside a transaction, once nothing of the run works.
 */
export function endCutTurns(store: EngineStore, runId: string, detail: string): void {
  for (const turn of store.listTurns(runId)) {
    if (turn.state !== 'running') continue
    if (!store.endTurn(turn.id, 'interrupted', { detail, tokens: null, costMicros: null, sessionId: null })) continue
    voidGatesOf(store, runId, { because: 'its turn was interrupted', turnId: turn.id })
    const message = `Turn ${turn.number} of ${turn.role} interrupted. ${detail}`
    store.addEvent(runId, turn.role, 'turn_finished', message, { turnId: turn.id, state: 'interrupted' })
  }
}
