/** What the window shows where history is missing, and where the database is damaged. */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openBackups } from '../../electron/store/backups.ts'
import { openHighWater } from '../../electron/store/high-water.ts'
import { openStore } from '../../electron/store/store.ts'
import { openWindow } from './hosts.ts'
import { newHome } from './seeded-home.ts'

async function folderWithRun(): Promise<string> {
  const home = newHome()
  const store = openStore(databaseFile(home))
  const { id } = store.runStore.createRun('Keep what was saved', '/srv/shop')
  store.patchRun(id, {}, { baseCommit: 'b'.repeat(40), branch: 'triptych/keep' })
  await openBackups(databaseFile(home)).make('run')
  store.close()
  return home
}

test('missing history stands above everything until the person says that they know', async () => {
  const home = await folderWithRun()
  const mark = openHighWater(databaseFile(home))
  const read = mark.read()
  if (read.kind !== 'mark') throw new Error('There is no mark')
  mark.write({ ...read.mark, lastEventId: read.mark.lastEventId + 7 })
  const { page, close } = await openWindow('serve', home)
  try {
    const notice = page.getByRole('region', { name: 'Missing history' })
    await notice.getByText(/History is missing: event 8 was saved .*7 events are gone/).waitFor()
    await page.getByText('History was found to be missing; what the run did').first().waitFor()
    await page.goto(`${page.url().split('#')[0]}#/inbox`)
    await notice.waitFor()
    await notice.getByRole('button', { name: 'I know what is missing' }).click()
    await notice.waitFor({ state: 'detached' })
  } finally {
    await close()
  }
  const store = openStore(databaseFile(home))
  expect(store.openLosses()).toEqual([])
  expect(store.runStore.listRuns()).toMatchObject([{ control: 'pause' }])
  store.close()
})

test('a damaged database is said to be one, and one button puts the newest backup in its place', async () => {
  const home = await folderWithRun()
  const file = databaseFile(home)
  const bytes = readFileSync(file)
  for (let at = 4_096; at < bytes.length; at += 4_096) bytes.fill(0xff, at, at + 16)
  writeFileSync(file, bytes)
  const { page, close } = await openWindow('serve', home)
  try {
    await page.getByRole('heading', { name: 'The database is damaged' }).waitFor()
    await page.getByText(/1 run, up to event 1; checked just now/).waitFor()
    await page.getByRole('button', { name: 'Restore the newest sound backup' }).click()
    await page.getByRole('heading', { name: 'The backup is in place' }).waitFor()
    await page.getByText(/What was there before is in .*set-aside/).waitFor()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('Keep what was saved').first().waitFor()
    await page.getByText('A backup was restored; what the run did').first().waitFor()
  } finally {
    await close()
  }
})
