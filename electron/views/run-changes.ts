import type { Topics } from '../../shared/contract.ts'
import type { EventRecord } from '../../shared/domain.ts'
import type { RunRecords, RunView } from '../../shared/views.ts'

type Changes = Topics['run.changed']

/** Of events that cannot be told without a gap, so many of the newest are. */
const EVENTS_AFTER_GAP = 200

/**
 * What a window that has `before` is told to have `after`; null: nothing changed. `after` is the same run, read later. Where events
 * between the two may have dropped out of `after`, `fromSeq` is greater than `before.seq`, and the window reads the run again.
 */
export function changesOf(before: RunView, after: RunView): Changes | null {
  const records = changedRecords(before, after)
  const { fromSeq, events } = newEvents(before, after)
  if (events.length === 0 && Object.keys(records).length === 0) return null
  return { runId: after.runId, fromSeq, seq: after.seq, events, records }
}

/** Output that is told in one message; more is read as a whole. */
export const MAX_OUTPUT = 200
const OUTPUT_KINDS: readonly string[] = ['agent_output', 'tool_call']

/**
 * The short way while agents talk: events that change no record are told alone, without reading the run. `events`: those after
 * `before`, at most `MAX_OUTPUT` + 1. Null: there are none, too many, or some that change more than the list of events.
 */
export function outputChange(
  before: RunView,
  events: readonly EventRecord[],
): { change: Changes; view: RunView } | null {
  const last = events.at(-1)
  if (!last || events.length > MAX_OUTPUT || events.some(({ kind }) => !OUTPUT_KINDS.includes(kind))) return null
  const change = { runId: before.runId, fromSeq: before.seq, seq: last.id, events: [...events], records: {} }
  const kept = [...before.events, ...events].slice(-Math.max(before.events.length, MAX_OUTPUT))
  return { change, view: { ...before, seq: last.id, events: kept } }
}

function newEvents(before: RunView, after: RunView): Pick<Changes, 'fromSeq' | 'events'> {
  const events = after.events.filter(({ id }) => id > before.seq && id <= after.seq)
  // The list is bounded: nothing is missing for certain only if it still holds an event that the window has.
  const joins = events.length < after.events.length || before.events.length === 0
  if (joins) return { fromSeq: before.seq, events }
  const told = events.slice(-EVENTS_AFTER_GAP)
  return { fromSeq: (told[0]?.id ?? after.seq + 1) - 1, events: told }
}

const byId = ({ id }: { id: string }): string => id

function changedRecords(before: RunRecords, after: RunRecords): Partial<RunRecords> {
  const records: Partial<RunRecords> = {}
  if (differ(before.run, after.run)) records.run = after.run
  if (differ(before.row, after.row)) records.row = after.row
  if (differ(before.usage, after.usage)) records.usage = after.usage
  if (differ(before.plan, after.plan)) records.plan = after.plan
  if (differ(before.baseline, after.baseline)) records.baseline = after.baseline
  if (differ(before.origin, after.origin)) records.origin = after.origin
  if (differ(before.sandbox, after.sandbox)) records.sandbox = after.sandbox
  const lists = {
    agents: newOrDifferent(before.agents, after.agents, ({ role }) => role),
    tasks: newOrDifferent(before.tasks, after.tasks, byId),
    attempts: newOrDifferent(before.attempts, after.attempts, byId),
    turns: newOrDifferent(before.turns, after.turns, byId),
    gates: newOrDifferent(before.gates, after.gates, byId),
    approvals: newOrDifferent(before.approvals, after.approvals, byId),
    messages: newOrDifferent(before.messages, after.messages, byId),
    artifacts: newOrDifferent(before.artifacts, after.artifacts, byId),
    checkpoints: newOrDifferent(before.checkpoints, after.checkpoints, byId),
    verifications: newOrDifferent(before.verifications, after.verifications, byId),
  }
  return { ...records, ...withoutEmpty(lists) }
}

/** Keeps the order of `after`. */
function newOrDifferent<T>(before: readonly T[], after: readonly T[], keyOf: (record: T) => string): T[] {
  const known = new Map(before.map((record) => [keyOf(record), record]))
  return after.filter((record) => differ(known.get(keyOf(record)), record))
}

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b)

function withoutEmpty<T extends Record<string, readonly unknown[]>>(lists: T): Partial<T> {
  const filled: Partial<T> = { ...lists }
  for (const name in filled) if (filled[name]?.length === 0) delete filled[name]
  return filled
}
