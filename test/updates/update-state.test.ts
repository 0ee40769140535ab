import { describe, expect, test } from 'vitest'
import {
  nextUpdate,
  type UpdateAround,
  type UpdateEffect,
  type UpdateEvent,
} from '../../electron/updates/update-state.ts'
import type { UpdateAct, UpdateState } from '../../shared/update.ts'

const NEXT = { version: '2.0.0', notes: 'Faster.' }
const IDLE: UpdateState = { step: 'idle' }
const CHECKING: UpdateState = { step: 'checking', by: 'person' }
const BY_CLOCK: UpdateState = { step: 'checking', by: 'clock' }
const NEWEST: UpdateState = { step: 'newest' }
const AVAILABLE: UpdateState = { step: 'available', next: NEXT }
const DOWNLOADING: UpdateState = { step: 'downloading', next: NEXT, percent: 0 }
const READY: UpdateState = { step: 'ready', next: NEXT, wish: 'none' }
const WANTED: UpdateState = { step: 'ready', next: NEXT, wish: 'when_idle' }
const LATER: UpdateState = { step: 'ready', next: NEXT, wish: 'later' }
const INSTALLING: UpdateState = { step: 'installing', next: NEXT }
const FAILED: UpdateState = { step: 'failed', by: 'person', message: 'It is broken.', remedy: 'Mend it.' }
const ALL = [IDLE, CHECKING, BY_CLOCK, NEWEST, AVAILABLE, DOWNLOADING, READY, WANTED, LATER, INSTALLING, FAILED]

const person = (act: UpdateAct): UpdateEvent => ({ kind: 'person', act })
const CLOCK: UpdateEvent = { kind: 'clock' }
const PULSE: UpdateEvent = { kind: 'pulse' }
const FOUND: UpdateEvent = { kind: 'looked', next: NEXT }
const NONE: UpdateEvent = { kind: 'looked', next: null }
const DOWNLOADED: UpdateEvent = { kind: 'downloaded' }
const FAILURE: UpdateEvent = { kind: 'failed', message: 'no route' }
const EVENTS = [
  ...(['look', 'download', 'install', 'later'] as const).map(person),
  ...[CLOCK, PULSE, FOUND, NONE, DOWNLOADED, FAILURE],
  { kind: 'progress', percent: 41.7 } as const,
]

const ASK: UpdateAround = { setting: 'ask', isBusy: false }
const DAILY: UpdateAround = { setting: 'download', isBusy: false }
const OFF: UpdateAround = { setting: 'off', isBusy: false }
const busy = (around: UpdateAround): UpdateAround => ({ ...around, isBusy: true })

type Row = [UpdateState, UpdateEvent, UpdateAround, Partial<UpdateState>, UpdateEffect | null]
const ROWS: Row[] = [
  // Nobody is asked anything before a person or the setting says so.
  [IDLE, CLOCK, ASK, IDLE, null],
  [IDLE, CLOCK, OFF, IDLE, null],
  [IDLE, CLOCK, DAILY, BY_CLOCK, 'check'],
  [NEWEST, CLOCK, DAILY, BY_CLOCK, 'check'],
  [FAILED, CLOCK, DAILY, BY_CLOCK, 'check'],
  [IDLE, person('look'), ASK, CHECKING, 'check'],
  [IDLE, person('look'), DAILY, CHECKING, 'check'],
  [IDLE, person('look'), OFF, { step: 'failed', by: 'person' }, null],
  // A look that is under way is not begun twice, and is told once a person asks.
  [CHECKING, CLOCK, DAILY, CHECKING, null],
  [BY_CLOCK, person('look'), DAILY, CHECKING, null],
  [CHECKING, NONE, ASK, NEWEST, null],
  [BY_CLOCK, NONE, DAILY, IDLE, null],
  [CHECKING, FOUND, ASK, AVAILABLE, null],
  [BY_CLOCK, FOUND, DAILY, DOWNLOADING, 'download'],
  // Switched off while it was asked: shown, not fetched.
  [BY_CLOCK, FOUND, OFF, AVAILABLE, null],
  [AVAILABLE, person('download'), ASK, DOWNLOADING, 'download'],
  [AVAILABLE, person('later'), ASK, IDLE, null],
  [AVAILABLE, person('install'), ASK, AVAILABLE, null],
  [AVAILABLE, CLOCK, DAILY, AVAILABLE, null],
  [DOWNLOADING, { kind: 'progress', percent: 41.7 }, ASK, { step: 'downloading', percent: 41 }, null],
  [DOWNLOADING, { kind: 'progress', percent: 140 }, ASK, { step: 'downloading', percent: 100 }, null],
  [DOWNLOADING, person('install'), ASK, DOWNLOADING, null],
  [DOWNLOADING, DOWNLOADED, DAILY, READY, null],
  [READY, person('later'), ASK, LATER, null],
  [READY, PULSE, ASK, READY, null],
  [LATER, PULSE, ASK, LATER, null],
  [LATER, person('look'), OFF, READY, null],
  // Never while something works.
  [READY, person('install'), busy(ASK), WANTED, null],
  [WANTED, PULSE, busy(ASK), WANTED, null],
  [WANTED, PULSE, ASK, INSTALLING, 'install'],
  [WANTED, person('later'), busy(ASK), LATER, null],
  [READY, person('install'), ASK, INSTALLING, 'install'],
  [INSTALLING, person('install'), ASK, INSTALLING, null],
  [CHECKING, FAILURE, ASK, { step: 'failed', by: 'person' }, null],
  [BY_CLOCK, FAILURE, DAILY, { step: 'failed', by: 'clock' }, null],
  [DOWNLOADING, FAILURE, DAILY, { step: 'failed', by: 'person' }, null],
  [INSTALLING, FAILURE, ASK, { step: 'failed', by: 'person' }, null],
  [FAILED, person('later'), ASK, IDLE, null],
  [NEWEST, person('later'), ASK, IDLE, null],
]

const nameOf = (event: UpdateEvent): string => (event.kind === 'person' ? event.act : event.kind)

describe('one step', () => {
  test.each(
    ROWS.map((row) => ({ row, name: `${JSON.stringify(row[0])} + ${nameOf(row[1])} (${JSON.stringify(row[2])})` })),
  )('$name', ({ row: [state, event, around, expected, effect] }) => {
    const step = nextUpdate(state, event, around)
    expect(step.state).toMatchObject(expected)
    expect(step.effect).toBe(effect)
  })
})

/** Every state reached by these events, with the effects on the way. */
function reachable(around: readonly UpdateAround[], events: readonly UpdateEvent[]) {
  const seen = new Map([[JSON.stringify(IDLE), IDLE]])
  const steps: { from: UpdateState; event: UpdateEvent; effect: UpdateEffect | null; isBusy: boolean }[] = []
  for (const from of seen.values()) {
    for (const event of events) {
      for (const each of around) {
        const { state, effect } = nextUpdate(from, event, each)
        steps.push({ from, event, effect, isBusy: each.isBusy })
        seen.set(JSON.stringify(state), state)
      }
    }
  }
  return { states: [...seen.values()], steps }
}

test('whatever comes in whatever order: nothing is installed while something works, nor without a person', () => {
  const { states, steps } = reachable([ASK, DAILY, OFF, busy(ASK), busy(DAILY), busy(OFF)], EVENTS)
  expect(new Set(states.map(({ step }) => step))).toEqual(new Set(ALL.map(({ step }) => step)))
  const installs = steps.filter(({ effect }) => effect === 'install')
  expect(installs.length).toBeGreaterThan(0)
  expect(installs.filter(({ isBusy }) => isBusy)).toEqual([])
  const wanted = installs.map(({ from, event }) =>
    from.step === 'ready' ? `${from.wish} ${nameOf(event)}` : from.step,
  )
  expect(new Set(wanted)).toEqual(new Set(['none install', 'when_idle install', 'later install', 'when_idle pulse']))
})

test('without a person and without the setting `download` nobody is ever asked', () => {
  const itself = EVENTS.filter(({ kind }) => kind !== 'person')
  const { states, steps } = reachable([ASK, OFF], itself)
  expect(states).toEqual([IDLE])
  expect(steps.filter(({ effect }) => effect !== null)).toEqual([])
})

test('what failed says what, and what to do', () => {
  for (const state of [CHECKING, DOWNLOADING, INSTALLING]) {
    const failed = nextUpdate(state, FAILURE, ASK).state
    if (failed.step !== 'failed') throw new Error(`${state.step} did not fail`)
    expect(failed.message).toMatch(/: no route$/)
    expect(failed.remedy).toMatch(/^[A-Z].*\.$/)
  }
})
