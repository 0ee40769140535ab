import type { Topics } from './contract.ts'
import type { RunView } from './views.ts'

/** Events that a window keeps of an open run; older ones are read again when they are asked for. */
const MAX_EVENTS = 2_000

/**
 * The view with a change applied: records replaced by id, new ones at the end. Null: something between was missed, so the run
 * must be read again. A change that the view has already is the view itself.
 */
export function applyRunChange(view: RunView, change: Topics['run.changed']): RunView | null {
  if (change.runId !== view.runId) return view
  if (change.fromSeq > view.seq) return null
  if (change.seq < view.seq) return view
  const { records } = change
  const events = [...view.events, ...change.events.filter(({ id }) => id > view.seq)]
  return {
    ...view,
    seq: change.seq,
    events: events.length > MAX_EVENTS ? events.slice(-MAX_EVENTS) : events,
    run: records.run ?? view.run,
    row: records.row ?? view.row,
    usage: records.usage ?? view.usage,
    plan: records.plan === undefined ? view.plan : records.plan,
    baseline: records.baseline === undefined ? view.baseline : records.baseline,
    origin: records.origin ?? view.origin,
    sandbox: records.sandbox === undefined ? view.sandbox : records.sandbox,
    agents: merged(view.agents, records.agents, ({ role }) => role),
    tasks: merged(view.tasks, records.tasks, byId),
    attempts: merged(view.attempts, records.attempts, byId),
    turns: merged(view.turns, records.turns, byId),
    gates: merged(view.gates, records.gates, byId),
    approvals: merged(view.approvals, records.approvals, byId),
    messages: merged(view.messages, records.messages, byId),
    artifacts: merged(view.artifacts, records.artifacts, byId),
    checkpoints: merged(view.checkpoints, records.checkpoints, byId),
    verifications: merged(view.verifications, records.verifications, byId),
  }
}

const byId = ({ id }: { id: string }): string => id

function merged<T>(known: T[], changed: T[] | undefined, keyOf: (record: T) => string): T[] {
  if (changed === undefined || changed.length === 0) return known
  const byKey = new Map(changed.map((record) => [keyOf(record), record]))
  const kept = known.map((record) => {
    const key = keyOf(record)
    const next = byKey.get(key)
    byKey.delete(key)
    return next ?? record
  })
  return [...kept, ...byKey.values()]
}
