import type { UiClient } from '../../renderer/client.ts'
import type { MethodName, TopicMessage } from '../../shared/contract.ts'

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
