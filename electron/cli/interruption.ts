/** A person's (or the system's) wish that the command ends: Ctrl-C, SIGTERM, a closed terminal. */
export interface Interruption {
  readonly signal: AbortSignal
  release(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * `first` is called at the first signal, once. A second Ctrl-C ends this process at once, after `again` was called: what its agents
 * leave behind is swept by the next Triptych that drives the data folder.
 */
export function onInterruption(first: () => void, again: () => void): Interruption {
  const controller = new AbortController()
  const listener = (signal: NodeJS.Signals): void => {
    if (!controller.signal.aborted) {
      first()
      controller.abort()
    } else if (signal === 'SIGINT') {
      again()
      process.exit(EXIT_INTERRUPTED)
    }
  }
  for (const name of SIGNALS) process.on(name, listener)
  return {
    signal: controller.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, listener)
    },
  }
}

const EXIT_INTERRUPTED = 130
