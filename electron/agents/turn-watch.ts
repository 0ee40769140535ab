import type { TurnEnd } from './outcome.ts'

/** Watches over a running turn from outside: the caller's signal, the agent's silence, and errors of our own. */
export interface TurnWatch {
  /** Resolves when the turn is cut short; stays pending otherwise. */
  cut: Promise<TurnEnd>
  isCut(): boolean
  /** The agent has a prompt to work on: from here on its silence counts. Before that every request has a time limit of its own. */
  arm(): void
  /** A sign of life. */
  touch(): void
  /** A person is being asked: until the returned function is called, silence of the agent means nothing. */
  pause(): () => void
  /** When the last sign of life was, on the monotonic clock. */
  lastSignMs(): number
  /** Something of ours failed (the disk, the store): the turn is cut, and the error thrown once everything has ended. */
  fail(error: unknown): void
  failure(): { error: unknown } | null
  close(): void
}

export function watchTurn(signal: AbortSignal, idleMs: number): TurnWatch {
  const { promise: cut, resolve } = Promise.withResolvers<TurnEnd>()
  let isCut = false
  let lastSignMs = performance.now()
  let pauses = 0
  let failure: { error: unknown } | null = null
  let timer: NodeJS.Timeout | undefined

  const cutShort = (end: TurnEnd): void => {
    isCut = true
    resolve(end)
  }
  const stop = (): void => cutShort({ kind: 'stopped' })
  const check = (): void => {
    if (pauses > 0) lastSignMs = performance.now()
    const leftMs = lastSignMs + idleMs - performance.now()
    if (leftMs <= 0) cutShort({ kind: 'silent', idleMs })
    else timer = setTimeout(check, Math.min(leftMs, 2 ** 31 - 1))
  }
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()

  return {
    cut,
    isCut: () => isCut,
    arm() {
      lastSignMs = performance.now()
      timer ??= setTimeout(check, Math.min(idleMs, 2 ** 31 - 1))
    },
    touch() {
      lastSignMs = performance.now()
    },
    pause() {
      pauses += 1
      return () => {
        pauses -= 1
        lastSignMs = performance.now()
      }
    },
    lastSignMs: () => lastSignMs,
    fail(error) {
      failure ??= { error }
      stop()
    },
    failure: () => failure,
    close() {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    },
  }
}
