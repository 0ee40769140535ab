export type QuitAnswer = 'stop' | 'background' | 'cancel'

/** What happens between the wish to quit and the end. */
export interface Quitting {
  /** How many runs work now. */
  working(): number
  /** Asks the person what is to become of that many runs. */
  ask(working: number): Promise<QuitAnswer>
  /** Closes the windows and leaves the application at work. */
  toBackground(): void
  /** Pauses what runs and ends its agents in good order; resolves when nothing is left. */
  close(): Promise<void>
  /** Ends all children without waiting for good order. */
  endChildren(): Promise<void>
  /** What went wrong on the way; it does not keep the application open. */
  report(error: unknown): void
  /** Asks the application to quit again. */
  quit(): void
}

export interface Quitter {
  /** The listener of `before-quit`. */
  beforeQuit(event: PreventableEvent): void
  /** The session ends: the application quits, and nobody is asked. Windows tells it once for each window, which is one wish. */
  sessionEnds(): void
  /** Whether it is decided that the application ends. */
  isEnding(): boolean
}

/**
 * The first wish asks what becomes of runs that work, where there are any; a second one meanwhile is the answer that they are to stop.
 * Then it waits for `close`. One more wish does not, but leaves no agent behind either. Once one of them is done, quitting is no longer
 * prevented.
 */
export function createQuitter(steps: Quitting): Quitter {
  let state: 'open' | 'asking' | 'closing' | 'ending' | 'closed' = 'open'
  let isHurried = false
  const finish = (work: Promise<void>): void => {
    void work.catch(steps.report).then(() => {
      if (state === 'closed') return
      state = 'closed'
      steps.quit()
    })
  }
  const close = (): void => {
    state = 'closing'
    finish(steps.close())
  }
  const ask = async (working: number): Promise<void> => {
    state = 'asking'
    // Who cannot be asked quits as if nothing worked: runs are paused, and lose nothing.
    const answer = await steps.ask(working).catch((error: unknown): QuitAnswer => {
      steps.report(error)
      return 'stop'
    })
    if (state !== 'asking') return
    if (answer === 'stop') close()
    else state = 'open'
    if (answer === 'background') steps.toBackground()
  }
  const wish = (): void => {
    if (state === 'open') {
      const working = isHurried ? 0 : steps.working()
      if (working > 0) void ask(working)
      else close()
    } else if (state === 'asking') close()
    else if (state === 'closing') {
      state = 'ending'
      finish(steps.endChildren())
    }
  }
  return {
    beforeQuit: (event) => {
      if (state === 'closed') return
      event.preventDefault()
      wish()
    },
    sessionEnds: () => {
      isHurried = true
      if (state === 'open' || state === 'asking') steps.quit()
    },
    isEnding: () => state === 'closing' || state === 'ending' || state === 'closed',
  }
}

export interface PreventableEvent {
  preventDefault(): void
}
