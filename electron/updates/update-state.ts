/** What happens to the application's next version, as a pure function of what is known and what comes. */
import type { NewVersion, UpdateAct, UpdateSetting, UpdateState } from '../../shared/update.ts'

export type UpdateEvent =
  /** A person, through a window or the menu. */
  | { kind: 'person'; act: UpdateAct }
  /** The time for the daily look has come. */
  | { kind: 'clock' }
  /** What the look came to; null: nothing newer. */
  | { kind: 'looked'; next: NewVersion | null }
  | { kind: 'progress'; percent: number }
  | { kind: 'downloaded' }
  | { kind: 'failed'; message: string }
  /** Time to see whether something still works. */
  | { kind: 'pulse' }

export interface UpdateAround {
  setting: UpdateSetting
  /** Whether a run works, or another process does in the same data folder. */
  isBusy: boolean
}

/** What is to be done after the change; each ends in an event. */
export type UpdateEffect = 'check' | 'download' | 'install'

export interface UpdateStep {
  state: UpdateState
  effect: UpdateEffect | null
}

export const FIRST_UPDATE_STATE: UpdateState = { step: 'idle' }

/** What does not fit the state changes nothing. */
export function nextUpdate(state: UpdateState, event: UpdateEvent, around: UpdateAround): UpdateStep {
  switch (event.kind) {
    case 'person':
      return afterPerson(state, event.act, around)
    case 'clock':
      // Whoever was offered a version already is not offered it again by the clock.
      return around.setting === 'download' && isAtRest(state) ? look('clock') : stay(state)
    case 'looked':
      return afterLook(state, event.next, around)
    case 'progress':
      return stay(state.step === 'downloading' ? { ...state, percent: wholePercent(event.percent) } : state)
    case 'downloaded':
      return stay(state.step === 'downloading' ? { step: 'ready', next: state.next, wish: 'none' } : state)
    case 'failed':
      return afterFailure(state, event.message)
    case 'pulse':
      return state.step === 'ready' && state.wish === 'when_idle' ? install(state.next, around) : stay(state)
  }
}

const stay = (state: UpdateState): UpdateStep => ({ state, effect: null })
const look = (by: 'person' | 'clock'): UpdateStep => ({ state: { step: 'checking', by }, effect: 'check' })
const isAtRest = ({ step }: UpdateState): boolean => step === 'idle' || step === 'newest' || step === 'failed'
const wholePercent = (percent: number): number => Math.floor(Math.min(100, Math.max(0, percent)))

/** Never while something works: then it is kept as a wish, and a later pulse comes here again. */
const install = (next: NewVersion, { isBusy }: UpdateAround): UpdateStep =>
  isBusy ? stay({ step: 'ready', next, wish: 'when_idle' }) : { state: { step: 'installing', next }, effect: 'install' }

function afterPerson(state: UpdateState, act: UpdateAct, around: UpdateAround): UpdateStep {
  if (act === 'look') return afterQuestion(state, around)
  if (act === 'later') return stay(putOff(state))
  if (act === 'download' && state.step === 'available') {
    return { state: { step: 'downloading', next: state.next, percent: 0 }, effect: 'download' }
  }
  return act === 'install' && state.step === 'ready' ? install(state.next, around) : stay(state)
}

function afterQuestion(state: UpdateState, { setting }: UpdateAround): UpdateStep {
  // What was put off is shown again, and nobody need be asked for it.
  if (state.step === 'ready' && state.wish === 'later') return stay({ ...state, wish: 'none' })
  // What the clock began is told from now on.
  if (state.step === 'checking') return stay({ ...state, by: 'person' })
  if (!isAtRest(state)) return stay(state)
  return setting === 'off' ? stay({ step: 'failed', by: 'person', ...SWITCHED_OFF }) : look('person')
}

const SWITCHED_OFF = {
  message: 'Looking for new versions is off in settings.json, or that file cannot be read.',
  remedy: 'Set "updates" to "ask" or "download" there, then look again.',
}

function putOff(state: UpdateState): UpdateState {
  if (state.step === 'ready') return { ...state, wish: 'later' }
  return state.step === 'available' || isAtRest(state) ? { step: 'idle' } : state
}

function afterLook(state: UpdateState, next: NewVersion | null, { setting }: UpdateAround): UpdateStep {
  if (state.step !== 'checking') return stay(state)
  if (next === null) return stay({ step: state.by === 'person' ? 'newest' : 'idle' })
  return setting === 'download'
    ? { state: { step: 'downloading', next, percent: 0 }, effect: 'download' }
    : stay({ step: 'available', next })
}

function afterFailure(state: UpdateState, message: string): UpdateStep {
  if (state.step === 'checking') {
    return stay({
      step: 'failed',
      by: state.by,
      message: `Nobody could say whether there is a newer version: ${message}`,
      remedy: 'Look again once this machine is online.',
    })
  }
  if (state.step === 'downloading') {
    return stay({
      step: 'failed',
      by: 'person',
      message: `Version ${state.next.version} could not be fetched: ${message}`,
      remedy: 'Look again to try once more. Nothing was installed.',
    })
  }
  if (state.step !== 'installing') return stay(state)
  return stay({
    step: 'failed',
    by: 'person',
    message: `Version ${state.next.version} could not be installed: ${message}`,
    remedy: 'This version is still there. Install the other by hand, from where you have this one.',
  })
}
