import type { EventRecord } from '../../../shared/domain.ts'
import { numberIn, textIn } from './payload.ts'

/** Which turn an event names: by its id, or by a message of it (`<turn>.<n>`); null: none. */
function turnNamed({ payload }: EventRecord): string | null {
  const messageId = textIn(payload, 'messageId')
  const dot = messageId?.lastIndexOf('.') ?? -1
  return textIn(payload, 'turnId') ?? (dot > 0 && messageId !== null ? messageId.slice(0, dot) : null)
}

/**
 * One role's events by turn, oldest first. A role takes one turn at a time, so what names no turn belongs to the one that began
 * last; what stands before the first such event belongs to the first turn that is named.
 */
export function eventsByTurn(events: readonly EventRecord[]): Map<string, EventRecord[]> {
  const turns = new Map<string, EventRecord[]>()
  const leading: EventRecord[] = []
  let current: EventRecord[] = leading
  for (const event of events) {
    const named = current === leading || event.kind === 'turn_started' ? turnNamed(event) : null
    if (named !== null) {
      current = turns.get(named) ?? leading.splice(0)
      turns.set(named, current)
    }
    current.push(event)
  }
  return turns
}

/** What the events of an attempt are told by. */
export interface AttemptKey {
  attemptId: string
  taskId: string
  attemptNumber: number
  /** Turns that are known to be of this attempt. */
  turnIds: ReadonlySet<string>
  gateIds: ReadonlySet<string>
}

/** What happened in an attempt: the implementation's turns, and what the application did about it. In order. */
export function attemptEvents(
  role: readonly EventRecord[],
  system: readonly EventRecord[],
  key: AttemptKey,
): EventRecord[] {
  const turns = [...eventsByTurn(role)].filter(
    ([turnId, events]) => key.turnIds.has(turnId) || events.some((event) => isStartOf(event, key)),
  )
  const own = system.filter((event) => concerns(event, key))
  return [...turns.flatMap(([, events]) => events), ...own].sort((a, b) => a.id - b.id)
}

const isStartOf = ({ kind, payload }: EventRecord, { attemptId }: AttemptKey): boolean =>
  kind === 'turn_started' && textIn(payload, 'attemptId') === attemptId

function concerns({ payload }: EventRecord, { attemptId, taskId, attemptNumber, turnIds, gateIds }: AttemptKey) {
  const named = textIn(payload, 'attemptId')
  if (named !== null) return named === attemptId
  const [turnId, gateId] = [textIn(payload, 'turnId'), textIn(payload, 'gateId')]
  if (turnId !== null) return turnIds.has(turnId)
  if (gateId !== null) return gateIds.has(gateId)
  return textIn(payload, 'taskId') === taskId && numberIn(payload, 'attemptNumber') === attemptNumber
}
