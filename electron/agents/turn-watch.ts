import { type AwakeClock, startAwakeClock } from '../process/awake-clock.ts'
import type { TurnEnd } from './outcome.ts'

/** How long an agent may be silent, and how long it may work at all. Waiting for a person is neither, nor is the sleep of the machine. */
export interface TurnLimits {
  idleMs: number
  hardMs: number
}

/** Watches over a running turn from outside: the caller's signal, the agent's silence, its time, and errors of our own. */
export interface TurnWatch {
  /** Resolves when the turn is cut short; stays pending otherwise. */
  cut: Promise<TurnEnd>
  isCut(): boolean
  /** Cuts the turn short. */
  end(end: TurnEnd): void
  /** The agent has a prompt to work on: from here on its silence and its time count. Before that every request has a time limit of its own. */
  arm(): void
  /** A sign of life. */
  touch(): void
  /** A person is being asked: until the returned function is called, time does not count. */
  pause(): () => void
  /** When the last sign of life was, on the monotonic clock. */
  lastSignMs(): number
  /** Something of ours failed (the disk, the store): the turn is cut, and the error thrown once everything has ended. */
  fail(error: unknown): void
  failure(): { error: unknown } | null
  close(): void
}

const MAX_TIMER_MS = 2 ** 31 - 1

type TurnClock = Pick<TurnWatch, 'arm' | 'touch' | 'pause' | 'lastSignMs'> & { stop(): void }

/** Tells `onEnd` once that a limit is passed. */
function startClock(clock: AwakeClock, { idleMs, hardMs }: TurnLimits, onEnd: (end: TurnEnd) => void): TurnClock {
  /** The last sign of life: by the clock of the limits, and by the monotonic one. */
  let heardMs = clock.nowMs()
  let lastSignMs = performance.now()
  /** When the time is over; moved on by every pause. Null: the agent has nothing to do yet. */
  let deadlineMs: number | null = null
  let pauses = 0
  let pausedAtMs = 0
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  const check = (): void => {
    clearTimeout(timer)
    if (deadlineMs === null || pauses > 0 || stopped) return
    const nowMs = clock.nowMs()
    const idleLeftMs = heardMs + idleMs - nowMs
    const hardLeftMs = deadlineMs - nowMs
    if (hardLeftMs <= 0) onEnd({ kind: 'too_long', hardMs })
    else if (idleLeftMs <= 0) onEnd({ kind: 'silent', idleMs })
    else timer = setTimeout(check, Math.min(idleLeftMs, hardLeftMs, MAX_TIMER_MS))
  }
  const touch = (): void => {
    heardMs = clock.nowMs()
    lastSignMs = performance.now()
  }
  return {
    arm() {
      touch()
      if (deadlineMs !== null) return
      deadlineMs = heardMs + hardMs
      check()
    },
    touch,
    pause() {
      if (pauses === 0) pausedAtMs = clock.nowMs()
      pauses += 1
      return () => {
        pauses -= 1
        if (pauses > 0) return
        touch()
        if (deadlineMs !== null) deadlineMs += heardMs - pausedAtMs
        check()
      }
    },
    lastSignMs: () => lastSignMs,
    stop() {
      stopped = true
      clearTimeout(timer)
      clock.stop()
    },
  }
}

/** `awake`: the clock of the limits, which is stopped with the watch. */
export function watchTurn(signal: AbortSignal, limits: TurnLimits, awake: AwakeClock = startAwakeClock()): TurnWatch {
  const { promise: cut, resolve } = Promise.withResolvers<TurnEnd>()
  let isCut = false
  let failure: { error: unknown } | null = null
  const end = (how: TurnEnd): void => {
    isCut = true
    clock.stop()
    resolve(how)
  }
  const clock = startClock(awake, limits, end)
  const stop = (): void => end({ kind: 'stopped' })
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  return {
    ...clock,
    cut,
    isCut: () => isCut,
    end,
    fail(error) {
      failure ??= { error }
      stop()
    },
    failure: () => failure,
    close() {
      clock.stop()
      signal.removeEventListener('abort', stop)
    },
  }
}
