import type { Host } from '../../electron/host.ts'
import type { Reply, TopicMessage } from '../../shared/contract.ts'
import { ok } from '../../shared/result.ts'
import { DEFAULT_SETTINGS } from '../../shared/settings/settings.ts'

export interface FakeHost extends Host {
  /** To every window that is connected. */
  publish(message: TopicMessage): void
  readonly connected: number
  readonly isClosed: boolean
}

/** Answers every call by `answer`; without it with what was asked. */
export function fakeHost(
  answer: (method: unknown, input: unknown) => Promise<Reply<unknown>> = async (method, input) => ({
    ok: true,
    value: { method, input },
  }),
): FakeHost {
  const windows = new Set<(message: TopicMessage) => void>()
  let isClosed = false
  return {
    connect: (send) => {
      windows.add(send)
      return { call: answer, close: () => void windows.delete(send) }
    },
    settings: () => ok(DEFAULT_SETTINGS),
    notices: { isToTell: () => false, tell: (_gate, show) => show(), skip: () => undefined },
    works: () => null,
    working: () => 0,
    wake: () => undefined,
    close: async () => {
      isClosed = true
    },
    publish: (message) => {
      for (const send of windows) send(message)
    },
    get connected() {
      return windows.size
    },
    get isClosed() {
      return isClosed
    },
  }
}
