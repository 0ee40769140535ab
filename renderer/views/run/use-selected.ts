import type { ApprovalRecord, CheckpointRecord, EventRecord } from '../../../shared/domain.ts'
import type { RunView } from '../../../shared/views.ts'
import { useCall } from '../../data/app-data.tsx'
import type { EventIndexStore } from './event-index.ts'

export type Selected =
  | { kind: 'event'; event: EventRecord }
  | { kind: 'checkpoint'; checkpoint: CheckpointRecord }
  | { kind: 'approval'; approval: ApprovalRecord }

/** What the address names; of an event that the list has not read, read by itself. Null: nothing, or it is not there. */
export function useSelected(
  view: RunView,
  index: EventIndexStore,
  item: string | null,
  eventId: number | null,
): Selected | null {
  const known = eventId === null ? undefined : index.eventAt(index.rowOf(eventId))
  const isKnown = known !== undefined && known.id === eventId
  const asked = useCall('events.read', eventId === null || isKnown ? null : { runId: view.runId, ids: [eventId] })
  const event = isKnown ? known : asked.value?.events[0]
  if (event !== undefined && event.id === eventId) return { kind: 'event', event }
  const checkpoint = view.checkpoints.find(({ id }) => id === item)
  if (checkpoint) return { kind: 'checkpoint', checkpoint }
  const approval = view.approvals.find(({ id }) => id === item)
  return approval ? { kind: 'approval', approval } : null
}

/** When it happened, in milliseconds since 1970; null: what was taken over may say it in a way that is no time. */
export function momentOf(selected: Selected): number | null {
  const record = recordOf(selected)
  const ms = Date.parse('ts' in record ? record.ts : record.createdAt)
  return Number.isNaN(ms) ? null : ms
}

/** What was kept of it. */
export function recordOf(selected: Selected): EventRecord | CheckpointRecord | ApprovalRecord {
  switch (selected.kind) {
    case 'event':
      return selected.event
    case 'checkpoint':
      return selected.checkpoint
    case 'approval':
      return selected.approval
  }
}
