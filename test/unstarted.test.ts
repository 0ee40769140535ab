import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { putUnstartedAside } from '../electron/unstarted.ts'
import { makeTempFolder } from './support/repository.ts'

const DAY_MS = 86_400_000
const RUN = '0a7f1a9a-1111-4222-8333-444455556666'

/** A data folder with a run's folder of these files, made so many days ago. */
function homeWith(files: readonly string[], daysAgo: number): { home: string; left: () => string[] } {
  const home = makeTempFolder('unstarted')
  const folder = path.join(home, 'runs', RUN)
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), 'notes')
  }
  const seconds = (Date.now() - daysAgo * DAY_MS) / 1_000
  utimesSync(path.join(folder, 'artifacts'), seconds, seconds)
  return { home, left: () => readdirSync(path.join(home, 'runs')) }
}
const GIVEN = ['artifacts/0001-attachment.txt', 'artifacts/0002-attachment.bin']

test('files of a run that was never recorded go to the trash, where they are kept for a while', async () => {
  const { home, left } = homeWith(GIVEN, 2)
  await putUnstartedAside(home, () => false, Date.now())
  const [kept = ''] = readdirSync(path.join(home, 'trash'))
  expect([left(), kept]).toEqual([[], `${new Date().toISOString().slice(0, 10)}-0a7f1a9a`])
  expect(GIVEN.every((file) => existsSync(path.join(home, 'trash', kept, file)))).toBe(true)
})

test.each([
  { name: 'of a run that there is', files: GIVEN, daysAgo: 2, isKnown: true },
  { name: 'of a run that is being recorded', files: GIVEN, daysAgo: 0, isKnown: false },
  { name: 'of a run that has worked', files: [...GIVEN, 'index'], daysAgo: 2, isKnown: false },
  { name: 'of a run with other artifacts', files: [...GIVEN, 'artifacts/0003-plan.json'], daysAgo: 2, isKnown: false },
])('what may still be needed stays: $name', async ({ files, daysAgo, isKnown }) => {
  const { home, left } = homeWith(files, daysAgo)
  await putUnstartedAside(home, () => isKnown, Date.now())
  expect(left()).toEqual([RUN])
})

test('where a backup was restored nothing is moved: the database that was set aside may know the run', async () => {
  const { home, left } = homeWith(GIVEN, 2)
  mkdirSync(path.join(home, 'set-aside'))
  await putUnstartedAside(home, () => false, Date.now())
  expect(left()).toEqual([RUN])
})

test('a data folder without runs is none of its business', async () => {
  const home = makeTempFolder('unstarted')
  await putUnstartedAside(home, () => false, Date.now())
  expect(readdirSync(home)).toEqual([])
})
