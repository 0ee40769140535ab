import type { EventRecord } from '../../../shared/domain.ts'
import type { MessageRecord } from '../../../shared/evidence.ts'
import { flagIn, numberIn, textIn, textsIn } from './payload.ts'
import { atBeginning } from './stream-order.ts'

interface Base {
  /** The same as long as the item is the same. */
  key: string
  /** The first event of it. */
  seq: number
  at: string
  /** How many events it is made of so far: two items of one key and version are equal. */
  version: number
  lines: number
}

/** How a tool call stands; `unfinished`: its turn ended before it did. */
export type ToolStatus = 'running' | 'completed' | 'failed' | 'unfinished'

/** One line of a stream, or one folded block of it. */
export type StreamItem = Base &
  (
    | { kind: 'text' | 'thought'; text: string }
    | { kind: 'tool'; title: string; toolKind: string; status: ToolStatus; told: string; paths: string[]; raw: unknown }
    | { kind: 'turn' }
    | { kind: 'message'; text: string; isInterruption: boolean }
    | {
        kind: 'turn_end'
        state: string
        tokens: number | null
        costMicros: number | null
        activeMs: number | null
        message: string
      }
    | { kind: 'step'; label: string; command: string; end: StepEnd | null }
    | { kind: 'note'; event: EventRecord }
  )

/** How a verification step ended, as its event says. */
export interface StepEnd {
  exitCode: number | null
  timedOut: boolean
  durationMs: number
  logArtifactId: string | null
}

/** What a stream leaves out: it is said elsewhere in the view. */
const LEFT_OUT = new Set(['attempt_started', 'checkpoint_made', 'message_queued', 'run_created', 'run_started'])

type Messages = readonly Pick<MessageRecord, 'id' | 'text'>[]

/**
 * Events in order as what a person reads: pieces of a message joined, a tool call with its latest status, a verification step with
 * its end. An item stands where it began, a person's message where the agent was given it.
 */
export const streamItems = (events: readonly EventRecord[], messages: Messages = []): StreamItem[] =>
  streamReader()(events, messages)

/** The same for a list that grows: events that were read last time are not read again. Any other list is read from its beginning. */
export function streamReader(): (events: readonly EventRecord[], messages: Messages) => StreamItem[] {
  const items = new Map<string, StreamItem>()
  const began = new Map<string, string>()
  let turn = ''
  let read: readonly EventRecord[] = []
  let told: Messages = []
  const add = (event: EventRecord): void => {
    if (event.kind === 'turn_started') {
      turn = textIn(event.payload, 'turnId') ?? String(event.id)
      began.set(turn, `turn:${event.id}`)
    }
    if (LEFT_OUT.has(event.kind) || isQuietExit(event)) return
    const next = event.kind === 'message_sent' ? messageItem(event, told) : itemOf(event, turn, items)
    items.set(next.key, next)
    if (event.kind === 'turn_finished' || event.kind === 'process_exited') endTools(items, turn)
  }
  return (events, messages) => {
    const from = messages === told && continues(read, events) ? read.length : 0
    if (from === 0) {
      items.clear()
      began.clear()
      turn = ''
    }
    read = events
    told = messages
    for (const event of from === 0 ? events : events.slice(from)) add(event)
    return atBeginning([...items.values()], began)
  }
}

/** Whether a list is another one with more at its end. */
const continues = (before: readonly EventRecord[], after: readonly EventRecord[]): boolean =>
  before.length <= after.length && before[0] === after[0] && before.at(-1) === after[before.length - 1]

function itemOf(event: EventRecord, turn: string, items: ReadonlyMap<string, StreamItem>): StreamItem {
  const { payload } = event
  switch (event.kind) {
    case 'agent_output':
      return textItem(event, items)
    case 'tool_call':
      return toolItem(event, turn, items)
    case 'verification_started':
    case 'verification_finished':
      return stepItem(event, items)
    case 'turn_started':
      return { ...begin(event, `turn:${event.id}`), kind: 'turn' }
    case 'turn_finished': {
      const state = textIn(payload, 'state') ?? 'finished'
      const spent = { tokens: numberIn(payload, 'tokens'), costMicros: numberIn(payload, 'costMicros') }
      const activeMs = numberIn(payload, 'activeMs')
      return { ...begin(event, `end:${event.id}`), kind: 'turn_end', state, ...spent, activeMs, message: event.message }
    }
    default:
      return noteOf(event)
  }
}

const begin = ({ id, ts }: EventRecord, key: string): Base => ({ key, seq: id, at: ts, version: 1, lines: 1 })
const grown = (item: StreamItem): Base => ({
  key: item.key,
  seq: item.seq,
  at: item.at,
  version: item.version + 1,
  lines: item.lines,
})
const noteOf = (event: EventRecord): StreamItem => ({ ...begin(event, `event:${event.id}`), kind: 'note', event })

/** The event says of a message only which it is. */
function messageItem(event: EventRecord, messages: Messages): StreamItem {
  const messageId = textIn(event.payload, 'messageId')
  const text = messages.find(({ id }) => id === messageId)?.text ?? event.message
  const isInterruption = textIn(event.payload, 'mode') === 'interrupt'
  return { ...begin(event, `message:${messageId ?? event.id}`), kind: 'message', text, isInterruption }
}

function textItem(event: EventRecord, items: ReadonlyMap<string, StreamItem>): StreamItem {
  const text = textIn(event.payload, 'text') ?? event.message
  const kind = flagIn(event.payload, 'thought') ? 'thought' : 'text'
  const messageId = textIn(event.payload, 'messageId')
  const key = messageId === null ? `event:${event.id}` : `${kind}:${messageId}`
  const before = items.get(key)
  const ends = text.split('\n').length - 1
  if (before?.kind !== kind) return { ...begin(event, key), kind, text, lines: 1 + ends }
  return { ...grown(before), kind, text: before.text + text, lines: before.lines + ends }
}

function toolItem(event: EventRecord, turn: string, items: ReadonlyMap<string, StreamItem>): StreamItem {
  const { payload } = event
  const callId = textIn(payload, 'toolCallId')
  if (callId === null) return noteOf(event)
  const key = `tool:${turn}:${callId}`
  const before = items.get(key)
  const told = textIn(payload, 'status') ?? 'pending'
  return {
    ...(before === undefined ? begin(event, key) : grown(before)),
    kind: 'tool',
    title: textIn(payload, 'title') || (before?.kind === 'tool' ? before.title : '') || callId,
    toolKind: textIn(payload, 'toolKind') ?? 'other',
    status: told === 'completed' || told === 'failed' ? told : 'running',
    told,
    paths: textsIn(payload, 'paths'),
    raw: payload,
  }
}

function stepItem(event: EventRecord, items: ReadonlyMap<string, StreamItem>): StreamItem {
  const { payload } = event
  const label = textIn(payload, 'label')
  // That a task has no steps is told by the same kind.
  if (label === null) return noteOf(event)
  const key = `step:${label}`
  const before = items.get(key)
  const end: StepEnd = {
    exitCode: numberIn(payload, 'exitCode'),
    timedOut: flagIn(payload, 'timedOut'),
    durationMs: numberIn(payload, 'durationMs') ?? 0,
    logArtifactId: textIn(payload, 'artifactId'),
  }
  return {
    ...(before === undefined ? begin(event, key) : grown(before)),
    kind: 'step',
    label,
    command: textIn(payload, 'command') ?? '',
    end: event.kind === 'verification_finished' ? end : null,
  }
}

/** An agent's process ends after every turn; only another end than the expected one is news. */
function isQuietExit({ kind, payload }: EventRecord): boolean {
  if (kind !== 'process_exited') return false
  return numberIn(payload, 'exitCode') === 0 || /^(finished|ended)/.test(textIn(payload, 'reason') ?? '')
}

function endTools(items: Map<string, StreamItem>, turn: string): void {
  for (const [key, item] of items) {
    if (item.kind === 'tool' && item.status === 'running' && key.startsWith(`tool:${turn}:`))
      items.set(key, { ...item, status: 'unfinished', version: item.version + 1 })
  }
}
