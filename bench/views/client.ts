import type { UiClient } from '../../renderer/client.ts'
import type { MethodName, TopicMessage } from '../../shared/contract.ts'
import type { EventRecord } from '../../shared/domain.ts'
import { eventOfRow } from './texts.ts'

/** What a method answers in a measurement; one without an answer is refused. */
export type Answers = Partial<Record<MethodName, (input: unknown) => unknown>>

export interface BenchClient extends UiClient {
  tell(message: TopicMessage): void
}

/** Answers as the main process does, in a later task. */
export function benchClient(answers: Answers): BenchClient {
  const listeners = new Set<(message: TopicMessage) => void>()
  const call = (async (method: MethodName, input: unknown) => {
    await new Promise((resolve) => setTimeout(resolve))
    const answer = answers[method]
    if (answer === undefined)
      return { ok: false, error: { code: 'unavailable', message: 'Not part of this measurement.' } }
    return { ok: true, value: answer(input) }
  }) as UiClient['call']
  return {
    call,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onConnection: (listener) => {
      listener(true, null)
      return () => undefined
    },
    openLink: async () => ({ ok: true, value: null }),
    openWindow: () => undefined,
    pathOf: () => null,
    tell: (message) => {
      for (const listener of listeners) listener(message)
    },
  }
}

const PIECE = 8_000
const recordOf = (row: number): EventRecord => ({ ...eventOfRow(row), runId: 'run', payload: {} })
const rowOf = (id: number): number => (id - 1) / 2
const idOf = (row: number): number => 2 * row + 1

/** So many events, which are made when they are asked for: no heap is theirs. */
export function eventAnswers(count: number): Answers {
  return {
    'events.find': (input) => {
      const before = memberOf(input, 'before')
      const last = typeof before === 'number' ? Math.ceil((before - 1) / 2) - 1 : count - 1
      const first = Math.max(0, last - PIECE + 1)
      const ids = Array.from({ length: last - first + 1 }, (_, place) => idOf(first + place))
      return { ids, next: first === 0 ? null : idOf(first) }
    },
    'events.read': (input) => {
      const ids = memberOf(input, 'ids')
      return { events: Array.isArray(ids) ? ids.map((id) => recordOf(rowOf(Number(id)))) : [] }
    },
  }
}

/** The newest 300, as an opened run comes with. */
export const newestEvents = (count: number): EventRecord[] =>
  Array.from({ length: Math.min(300, count) }, (_, place) => recordOf(count - Math.min(300, count) + place))

const memberOf = (input: unknown, name: string): unknown =>
  typeof input === 'object' && input !== null ? Reflect.get(input, name) : undefined
