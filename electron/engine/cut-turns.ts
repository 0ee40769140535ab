import { voidGatesOf } from './end-run.ts'
import type { EngineStore } from './store-port.ts'

const NOTHING_MORE = {
  tokens: null,
  costMicros: null,
  contextUsed: null,
  contextSize: null,
  sessionId: null,
  agentVersion: null,
}

/**
 * Ends the turns of a run whose step broke off with an exception: they count against nobody, and the same step, taken again after a
 * resume, continues their attempt. What they spent is what was noted while they ran. Call it inside a transaction, once nothing of the run works.
 */
export function endCutTurns(store: EngineStore, runId: string, detail: string): void {
  for (const turn of store.listTurns(runId)) {
    if (turn.state !== 'running') continue
    if (!store.endTurn(turn.id, 'interrupted', { ...NOTHING_MORE, detail })) continue
    voidGatesOf(store, runId, { because: 'its turn was interrupted', turnId: turn.id })
    const message = `Turn ${turn.number} of ${turn.role} interrupted. ${detail}`
    store.addEvent(runId, turn.role, 'turn_finished', message, { turnId: turn.id, state: 'interrupted' })
  }
}
