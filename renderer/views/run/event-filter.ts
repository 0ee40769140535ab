import type { EventFilter, EventGroup } from '../../../shared/event-filter.ts'
import { kindsNamed } from '../../words/event-words.ts'

/** What a person has chosen of the events. */
export interface ChosenEvents {
  group: EventGroup
  /** A source; '' for all. */
  source: string
  /** Words that the kind or the message has, in whatever case. */
  text: string
}

export const NO_FILTER: ChosenEvents = { group: 'milestones', source: '', text: '' }

/** The same as the store is asked for it. */
export function eventFilter({ group, source, text }: ChosenEvents): EventFilter {
  const wanted = text.trim().slice(0, 200)
  return { group, source: source === '' ? null : source, text: wanted, kinds: kindsNamed(wanted) }
}
