import { expect, test, vi } from 'vitest'
import { createUpdates, type UpdateSource } from '../../electron/updates/updates.ts'
import type { NewVersion, UpdateSetting, UpdateView } from '../../shared/update.ts'

const NEXT: NewVersion = { version: '2.0.0', notes: 'Faster.' }
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function makeUpdates(setting: UpdateSetting, given: Partial<UpdateSource> = {}) {
  const asked: string[] = []
  const timers: { work: () => void; delayMs: number; isOff: boolean }[] = []
  const around = { works: null as string | null }
  const source: UpdateSource = {
    look: async () => NEXT,
    download: async (onPercent) => onPercent(50),
    install: () => new Promise(() => undefined),
    ...given,
  }
  const note = <T>(what: string, work: Promise<T>): Promise<T> => {
    asked.push(what)
    return work
  }
  const noted: UpdateSource = {
    look: () => note('look', source.look()),
    download: (onPercent) => note('download', source.download(onPercent)),
    install: () => note('install', source.install()),
  }
  const updates = createUpdates({
    ...{ version: '1.0.0', source: noted, setting: () => setting, works: () => around.works },
    setTimer: (work, delayMs) => {
      const timer = { work, delayMs, isOff: false }
      timers.push(timer)
      return () => {
        timer.isOff = true
      }
    },
  })
  const told: UpdateView[] = []
  updates.subscribe((view) => told.push(view))
  /** The newest timer of that length goes off. */
  const goOff = (delayMs: number): void => {
    const timer = timers.findLast((each) => each.delayMs === delayMs && !each.isOff)
    if (!timer) throw new Error(`no timer of ${delayMs} ms`)
    timer.isOff = true
    timer.work()
  }
  return { updates, asked, around, told, goOff, timers }
}

const [MINUTE_MS, DAY_MS, PULSE_MS] = [60_000, 24 * 3_600_000, 1_000]

test('ask: nobody is asked until a person says so, for each step', async () => {
  const { updates, asked, goOff } = makeUpdates('ask')
  goOff(MINUTE_MS)
  goOff(DAY_MS)
  await settled()
  expect(asked).toEqual([])
  expect(updates.act('look').state).toEqual({ step: 'checking', by: 'person' })
  await settled()
  expect([updates.view().state, asked]).toEqual([{ step: 'available', next: NEXT }, ['look']])
  updates.act('download')
  await settled()
  expect(updates.view().state).toEqual({ step: 'ready', next: NEXT, wish: 'none' })
  updates.act('install')
  expect(asked).toEqual(['look', 'download', 'install'])
})

test('download: looked for after a minute and each day, and fetched; installed only by a person', async () => {
  const { updates, asked, goOff, told } = makeUpdates('download')
  goOff(MINUTE_MS)
  await settled()
  expect(updates.view().state.step).toBe('ready')
  goOff(DAY_MS)
  await settled()
  expect(asked).toEqual(['look', 'download'])
  expect(told.map(({ state }) => (state.step === 'downloading' ? `${state.percent} %` : state.step))).toEqual([
    'checking',
    '0 %',
    '50 %',
    'ready',
  ])
})

test('what works is waited for; the wish is kept, told with its reason, and can be taken back', async () => {
  const { updates, asked, around, goOff, told, timers } = makeUpdates('ask')
  updates.act('look')
  await settled()
  updates.act('download')
  await settled()
  around.works = 'A run works.'
  updates.act('install')
  goOff(PULSE_MS)
  expect(told.at(-1)).toMatchObject({ works: 'A run works.', state: { wish: 'when_idle' } })
  updates.act('later')
  expect(timers.filter(({ delayMs, isOff }) => delayMs === PULSE_MS && !isOff)).toEqual([])
  updates.act('install')
  goOff(PULSE_MS)
  expect(asked).toEqual(['look', 'download'])
  around.works = null
  goOff(PULSE_MS)
  expect(asked).toEqual(['look', 'download', 'install'])
  expect(updates.view().state.step).toBe('installing')
})

test.each(['look', 'download', 'install'] as const)(
  'a %s that fails is told once, with what was wrong',
  async (step) => {
    const { updates, told } = makeUpdates('ask', { [step]: () => Promise.reject(new Error('no route')) })
    for (const act of ['look', 'download', 'install'] as const) {
      updates.act(act)
      await settled()
    }
    const failures = told.filter(({ state }) => state.step === 'failed')
    expect(failures).toHaveLength(1)
    expect(failures[0]?.state).toMatchObject({ message: expect.stringContaining('no route') })
  },
)

test('who no longer listens is told nothing', () => {
  const { updates } = makeUpdates('ask')
  const listener = vi.fn()
  updates.subscribe(listener)()
  updates.act('look')
  expect(listener).not.toHaveBeenCalled()
})
