import type { EventRecord } from './domain.ts'

/** Kinds of events that are looked at together. */
export const EVENT_GROUPS = ['milestones', 'decisions', 'turns', 'output', 'all'] as const
export type EventGroup = (typeof EVENT_GROUPS)[number]

export interface EventFilter {
  group: EventGroup
  /** A source; null: all. */
  source: string | null
  /** What the message holds, Latin letters in whatever case; '': anything. */
  text: string
  /** Kinds that pass the text whatever their message says: those whose name, as a person reads it, holds the text. */
  kinds: readonly string[]
}

/** A group as the kinds of it, or as those that are not: whole names, and how names begin. Null: all kinds. */
export interface GroupRule {
  isNot: boolean
  names: readonly string[]
  beginnings: readonly string[]
}

const OUTPUT = ['agent_output', 'tool_call', 'process_exited', 'compacted']
const RULES: Readonly<Record<EventGroup, GroupRule | null>> = {
  all: null,
  milestones: { isNot: true, names: OUTPUT, beginnings: [] },
  output: { isNot: false, names: OUTPUT, beginnings: [] },
  turns: { isNot: false, names: [], beginnings: ['turn_', 'session_', 'message_'] },
  decisions: {
    isNot: false,
    names: ['verdict_given', 'attempt_settled', 'review_finished'],
    beginnings: ['gate_', 'plan_', 'run_', 'deliver', 'permission_', 'checkpoint_re'],
  },
}

export const groupRule = (group: EventGroup): GroupRule | null => RULES[group]

/** Whether a kind belongs to a group: milestones are all but the agents' output. */
export function isInGroup(kind: string, group: EventGroup): boolean {
  const rule = RULES[group]
  if (rule === null) return true
  const isNamed = rule.names.includes(kind) || rule.beginnings.some((beginning) => kind.startsWith(beginning))
  return isNamed !== rule.isNot
}

/** The same as the store's search says, for an event at hand. */
export function passesFilter(
  { kind, source, message }: Pick<EventRecord, 'kind' | 'source' | 'message'>,
  filter: EventFilter,
): boolean {
  if (!isInGroup(kind, filter.group) || (filter.source !== null && source !== filter.source)) return false
  return filter.text === '' || filter.kinds.includes(kind) || holdsText(message, filter.text)
}

export const holdsText = (message: string, text: string): boolean => message.toLowerCase().includes(text.toLowerCase())
