import type { Backend } from './backend.ts'

/** The runs that this process works on now. */
export interface Drives {
  has(runId: string): boolean
  ids(): string[]
  /** Nothing if the run is driven already. */
  start(runId: string): void
  /** Pauses each run, cuts what it does, and resolves when all of it has ended. */
  stop(): Promise<void>
}

export interface DriveEvents {
  onError(runId: string, error: unknown): void
  /** The run waits, has ended, or could not be driven. */
  onEnd(runId: string, how: 'rests' | 'failed'): void
  /** How many are driven now, told with each change. */
  onCount(count: number): void
}

export function createDrives(
  backend: Pick<Backend, 'drive' | 'control'>,
  { onError, onEnd, onCount }: DriveEvents,
): Drives {
  const current = new Map<string, { abort: AbortController; ended: Promise<void> }>()
  const pause = (runId: string, reason: string): void => {
    try {
      // A refusal says that the run has ended or is being cancelled, and so rests without us.
      backend.control(runId, 'pause', reason)
    } catch (error) {
      onError(runId, error)
    }
  }
  const work = async (runId: string, signal: AbortSignal): Promise<void> => {
    let how: 'rests' | 'failed' = 'rests'
    try {
      await backend.drive(runId, signal)
    } catch (error) {
      how = 'failed'
      onError(runId, error)
      // The engine has paused it, unless the exception was the loop's own.
      pause(runId, error instanceof Error ? error.message : String(error))
    }
    current.delete(runId)
    onCount(current.size)
    onEnd(runId, how)
  }
  return {
    has: (runId) => current.has(runId),
    ids: () => [...current.keys()],
    start: (runId) => {
      if (current.has(runId)) return
      const abort = new AbortController()
      // The run must be known as driven before its first step commits anything.
      const { promise, resolve } = Promise.withResolvers<void>()
      current.set(runId, { abort, ended: promise })
      onCount(current.size)
      void work(runId, abort.signal).then(resolve)
    },
    stop: async () => {
      const all = [...current]
      for (const [runId, { abort }] of all) {
        pause(runId, 'interrupted')
        abort.abort()
      }
      await Promise.all(all.map(([, { ended }]) => ended))
    },
  }
}
