import type { EventRecord } from '../../../shared/domain.ts'
import { type EventGroup, eventKindWords, isInGroup } from '../../words/event-words.ts'

export interface EventFilter {
  group: EventGroup
  /** A source; '' for all. */
  source: string
  /** Words that the kind or the message has, in whatever case. */
  text: string
}

export const NO_FILTER: EventFilter = { group: 'milestones', source: '', text: '' }

export function filterEvents(events: readonly EventRecord[], { group, source, text }: EventFilter): EventRecord[] {
  const wanted = text.trim().toLowerCase()
  return events.filter(
    (event) =>
      isInGroup(event.kind, group) &&
      (source === '' || event.source === source) &&
      (wanted === '' || `${eventKindWords(event.kind)} ${event.message}`.toLowerCase().includes(wanted)),
  )
}

/** The event that a step leads to from the selected one, or from the end where none is; null: there are none. */
export function stepFrom(events: readonly EventRecord[], selected: number | null, by: number): EventRecord | null {
  const at = events.findIndex(({ id }) => id === selected)
  const start = at < 0 ? events.length - (by < 0 ? 0 : 1) : at
  return events[Math.max(0, Math.min(events.length - 1, start + by))] ?? null
}
