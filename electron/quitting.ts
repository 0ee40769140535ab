/** What happens between the wish to quit and the end. */
export interface Quitting {
  /** Pauses what runs and ends its agents in good order; resolves when nothing is left. */
  close(): Promise<void>
  /** Ends all children without waiting for good order. */
  endChildren(): Promise<void>
  /** What went wrong on the way; it does not keep the application open. */
  report(error: unknown): void
  /** Asks the application to quit again. */
  quit(): void
}

/**
 * The listener of `before-quit`. The first wish waits for `close`. A second one meanwhile does not, but leaves no agent behind
 * either. Once one of them is done, quitting is no longer prevented.
 */
export function quitListener({ close, endChildren, report, quit }: Quitting): (event: PreventableEvent) => void {
  let state: 'open' | 'closing' | 'ending' | 'closed' = 'open'
  const finish = (work: Promise<void>): void => {
    void work.catch(report).then(() => {
      if (state === 'closed') return
      state = 'closed'
      quit()
    })
  }
  return (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'open') {
      state = 'closing'
      finish(close())
    } else if (state === 'closing') {
      state = 'ending'
      finish(endChildren())
    }
  }
}

interface PreventableEvent {
  preventDefault(): void
}
