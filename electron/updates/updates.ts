import type { NewVersion, UpdateAct, UpdateSetting, UpdateView } from '../../shared/update.ts'
import { type SetTimer, setQuietTimer } from '../timer.ts'
import { FIRST_UPDATE_STATE, nextUpdate, type UpdateEffect, type UpdateEvent } from './update-state.ts'

/** Where new versions come from. */
export interface UpdateSource {
  /** The newest version; null: it is the one that runs. Rejects where nobody can say. */
  look(): Promise<NewVersion | null>
  /** Fetches the version that the last look found, and checks its sum. `onPercent`: 0 to 100. */
  download(onPercent: (percent: number) => void): Promise<void>
  /** Ends the application and starts the new version. Comes back only by rejecting. */
  install(): Promise<never>
}

export interface UpdateOptions {
  /** The version that runs. */
  version: string
  source: UpdateSource
  setting(): UpdateSetting
  /** Why the application cannot be replaced now, as a sentence; null: nothing works. */
  works(): string | null
  setTimer?: SetTimer
}

/** The application's own updates, as windows and the menu see them. */
export interface Updates {
  view(): UpdateView
  act(act: UpdateAct): UpdateView
  /** Told of each change, while it happens. Returns its undo. */
  subscribe(listener: (view: UpdateView) => void): () => void
}

const FIRST_LOOK_MS = 60_000
const LOOK_AGAIN_MS = 24 * 3_600_000
const PULSE_MS = 1_000

/** Asks nobody anything until a person or the setting `download` says so. */
export function createUpdates({ version, source, setting, works, setTimer = setQuietTimer }: UpdateOptions): Updates {
  const listeners = new Set<(view: UpdateView) => void>()
  let state = FIRST_UPDATE_STATE
  let told = ''
  const view = (): UpdateView => ({ version, state, works: works() })
  const tell = (): void => {
    const now = view()
    const text = JSON.stringify(now)
    if (text === told) return
    told = text
    for (const listener of listeners) listener(now)
  }
  const take = (event: UpdateEvent): void => {
    const step = nextUpdate(state, event, { setting: setting(), isBusy: works() !== null })
    state = step.state
    tell()
    if (step.effect) void perform(step.effect)
    pulseSoon()
  }
  const perform = async (effect: UpdateEffect): Promise<void> => {
    try {
      take(await EFFECTS[effect](source, take))
    } catch (error) {
      take({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    }
  }
  let cancelPulse = (): void => undefined
  const pulseSoon = (): void => {
    cancelPulse()
    const isWaiting = state.step === 'ready' && state.wish === 'when_idle'
    if (isWaiting) cancelPulse = setTimer(() => take({ kind: 'pulse' }), PULSE_MS)
  }
  const daily = (): void => {
    take({ kind: 'clock' })
    setTimer(daily, LOOK_AGAIN_MS)
  }
  setTimer(daily, FIRST_LOOK_MS)
  return {
    view,
    act: (act) => {
      take({ kind: 'person', act })
      return view()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const EFFECTS: Readonly<
  Record<UpdateEffect, (source: UpdateSource, take: (event: UpdateEvent) => void) => Promise<UpdateEvent>>
> = {
  check: async (source) => ({ kind: 'looked', next: await source.look() }),
  download: async (source, take) => {
    await source.download((percent) => take({ kind: 'progress', percent }))
    return { kind: 'downloaded' }
  },
  install: (source) => source.install(),
}
