import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { BACKUPS_KEPT, openBackups } from '../../electron/store/backups.ts'
import { keepBackups } from '../../electron/store/keep-backups.ts'
import { openStore } from '../../electron/store/store.ts'
import { runWithTasks, temporaryFolder } from './support.ts'

const newFile = (): string => path.join(temporaryFolder(), 'triptych.sqlite')

test('a backup is what was committed when it began, checked, for its owner alone; the newest three are kept', async () => {
  const file = newFile()
  const store = openStore(file)
  const { runId } = runWithTasks(store, 'a')
  const backups = openBackups(file)
  expect(backups.list()).toEqual([])
  for (let n = 0; n < BACKUPS_KEPT + 2; n++) {
    const making = backups.make(n === 0 ? 'daily' : 'run')
    store.addEvent(runId, 'system', 'note', `${n}`, {})
    await making
  }
  const rows = backups.list()
  expect(rows).toHaveLength(BACKUPS_KEPT)
  expect(rows.map(({ madeAt }) => madeAt)).toEqual(
    rows
      .map(({ madeAt }) => madeAt)
      .sort()
      .reverse(),
  )
  const last = store.listEvents(runId, 1)[0]?.id ?? 0
  expect(rows[0]).toMatchObject({ reason: 'run', runs: 1, problem: null })
  expect([last - 1, last]).toContain(rows[0]?.lastEventId)
  const folder = path.join(path.dirname(file), 'backups')
  expect(readdirSync(folder)).toHaveLength(BACKUPS_KEPT)
  if (process.platform !== 'win32') {
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600)
  }
  store.close()
})

test('those before a migration are counted by themselves, and what is not ours is left alone', async () => {
  const file = newFile()
  openStore(file).close()
  const folder = path.join(path.dirname(file), 'backups')
  mkdirSync(folder)
  const whole = readFileSync(file)
  for (let n = 1; n <= 5; n++) {
    writeFileSync(path.join(folder, `triptych-v${n}-2026-01-0${n}T00-00-00-000Z-7.sqlite`), whole)
  }
  writeFileSync(path.join(folder, 'my own copy.sqlite'), whole)
  const backups = openBackups(file)
  await backups.make('daily')
  expect(backups.list().map(({ reason, madeAt }) => [reason, madeAt.slice(0, 10)])).toEqual([
    ['daily', new Date().toISOString().slice(0, 10)],
    ['migration', '2026-01-05'],
    ['migration', '2026-01-04'],
    ['migration', '2026-01-03'],
  ])
  expect(existsSync(path.join(folder, 'my own copy.sqlite'))).toBe(true)
})

test('what a kill left of a copy goes after a day', async () => {
  const file = newFile()
  openStore(file).close()
  const folder = path.join(path.dirname(file), 'backups')
  mkdirSync(folder)
  const write = (name: string, isOld: boolean): void => {
    writeFileSync(path.join(folder, name), 'half')
    const modified = new Date(Date.now() - (isOld ? 25 : 23) * 60 * 60_000)
    utimesSync(path.join(folder, name), modified, modified)
  }
  write('triptych-run-2026-01-01T00-00-00-000Z-7.sqlite.partial', true)
  write('triptych-run-2026-01-01T00-00-00-000Z-7.sqlite.partial-journal', true)
  write('triptych-daily-2026-01-02T00-00-00-000Z-8.sqlite.partial', false)
  write('mine.partial', true)
  await openBackups(file).make('daily')
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([
    'mine.partial',
    'triptych-daily-2026-01-02T00-00-00-000Z-8.sqlite.partial',
  ])
})

test('a large database is copied and checked without holding the event loop for long', async () => {
  const file = newFile()
  const store = openStore(file)
  const { runId } = runWithTasks(store, 'a')
  const message = 'x'.repeat(1_000)
  store.transaction(() => {
    for (let n = 0; n < 20_000; n++) store.addEvent(runId, 'system', 'note', message, {})
  })
  let longestMs = 0
  let last = performance.now()
  const timer = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - last)
    last = performance.now()
  }, 1)
  const began = performance.now()
  await openBackups(file).make('run')
  const tookMs = performance.now() - began
  clearInterval(timer)
  // A loaded machine stretches both; held for a copy and its check at once it would be most of the time.
  expect(longestMs).toBeLessThan(Math.max(100, tookMs / 2))
  store.close()
})

test('a damaged backup is told in the list and never the one that is offered', async () => {
  const file = newFile()
  const store = openStore(file)
  runWithTasks(store, 'a')
  const backups = openBackups(file)
  await backups.make('run')
  const [row] = backups.list()
  const copy = path.join(path.dirname(file), 'backups', `${row?.id}.sqlite`)
  const bytes = readFileSync(copy)
  for (let page = 4_096; page < bytes.length; page += 4_096) bytes.fill(0xff, page, page + 16)
  writeFileSync(copy, bytes)
  expect(backups.list()).toMatchObject([{ id: row?.id, runs: null, lastEventId: null, problem: expect.any(String) }])
  store.close()
})

test('one after a run, one a day; a failing one is told, leaves nothing, and is well again afterwards', async () => {
  const file = newFile()
  const store = openStore(file)
  const { runId } = runWithTasks(store, 'a')
  const told: (string | null)[] = []
  const timers: (() => void)[] = []
  let now = Date.now()
  const keeper = keepBackups(store.database, (problem) => told.push(problem), {
    now: () => now,
    setTimer: (work) => {
      timers.push(work)
      return () => undefined
    },
  })
  const folder = path.join(path.dirname(file), 'backups')
  const count = (): number => (existsSync(folder) ? readdirSync(folder).length : 0)
  keeper.start()
  await vi.waitFor(() => expect(told).toEqual([null]))
  expect(count()).toBe(1)
  timers.at(-1)?.()
  now += 25 * 60 * 60_000
  timers.at(-1)?.()
  await vi.waitFor(() => expect(told).toEqual([null, null]))
  expect(count()).toBe(2)

  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'a file')
  // Nobody would catch what a timer throws.
  timers.at(-1)?.()
  expect(told.at(-1)).toMatch(/No backup of the database could be made/)
  keeper.afterRun()
  await vi.waitFor(() => expect(told.at(-1)).toMatch(/No backup of the database could be made/))
  expect(store.getRun(runId).control).toBe('run')
  rmSync(folder)
  keeper.afterRun()
  await keeper.stop()
  expect(told.at(-1)).toBeNull()
  expect(count()).toBe(1)
  store.close()
})
