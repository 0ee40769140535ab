/** The clock of the machine, its time zone and its language: order, durations and stored data do not depend on them. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { planRound } from '../../electron/candidates.ts'
import { openStore } from '../../electron/store/store.ts'
import { memoryStore, runWithTasks, temporaryFolder } from './support.ts'

afterEach(() => {
  vi.useRealTimers()
})

const JUMPS = [
  '2026-03-29T00:59:59.999Z',
  '2026-03-28T01:00:00.000Z',
  '2038-01-19T03:14:08.000Z',
  '1999-12-31T23:59:59.000Z',
  '2026-10-25T01:00:00.000Z',
]

test('lists keep the order in which things happened, however the clock jumps [fault 42]', () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'a')
  const runs = JUMPS.map((time) => {
    vi.setSystemTime(new Date(time))
    store.addEvent(runId, 'system', 'note', time, {})
    store.addApproval(runId, 'human', 'approved', time, {})
    store.addArtifact(runId, null, 'other', time, {})
    return store.runStore.createRun(time, '/repository').id
  })
  const events = store.listEvents(runId).filter(({ kind }) => kind === 'note')
  expect(events.map(({ message }) => message)).toEqual(JUMPS)
  expect(events.map(({ ts }) => ts)).toEqual(JUMPS)
  expect(store.listApprovals(runId).map(({ rationale }) => rationale)).toEqual(JUMPS)
  expect(store.runStore.latestApproval(runId, 'human')?.rationale).toBe(JUMPS.at(-1))
  expect(store.runStore.listArtifacts(runId).map((artifact) => artifact.path)).toEqual(JUMPS)
  expect(store.runStore.listRuns().map(({ id }) => id)).toEqual([...runs.toReversed(), runId])
})

test('a limit is waited for by the clock as it is now: a day back waits on, a day ahead goes on, and it is looked at every time [fault 42]', () => {
  const until = Date.parse('2026-06-01T12:00:00.000Z')
  const candidates = [{ runId: 'r', waitUntil: new Date(until).toISOString() }]
  const round = (now: number) => planRound(candidates, { now, isDriven: () => false, retryAt: new Map() })
  const day = 24 * 60 * 60_000
  expect(round(until - 1_000)).toMatchObject({ wake: [], lookAt: until })
  expect(round(until - 1_000 - day)).toMatchObject({ wake: [], lookAt: until })
  expect(round(until - 1_000 + day)).toMatchObject({ wake: ['r'], consider: ['r'] })
})

test('what is stored is the same in any language and time zone [fault 69]', () => {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  const written = [
    ['UTC', 'C'],
    ['Pacific/Kiritimati', 'tr_TR.UTF-8'],
    ['America/St_Johns', 'ar_EG.UTF-8'],
    ['Asia/Kathmandu', 'th_TH.UTF-8'],
  ].map(([zone = '', language = '']) => {
    const script = path.join(import.meta.dirname, 'write-in-place.ts')
    const env = { TZ: zone, LANG: language, LC_ALL: language, NODE_NO_WARNINGS: '1' }
    const { status, stdout } = spawnSync(process.execPath, [script, file], { env, encoding: 'utf8' })
    expect(status).toBe(0)
    return stdout
  })
  expect(new Set(written).size).toBe(1)
  const store = openStore(file)
  const runs = store.runStore.listRuns()
  expect(runs).toHaveLength(4)
  for (const { createdAt, branch } of runs) {
    expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(Math.abs(Date.parse(createdAt) - Date.now())).toBeLessThan(10 * 60_000)
    expect(branch).toBe('triptych/i-i-istanbul-1234')
  }
  store.close()
})
