/** Settings, the first visit and what a fault looks like, as a person meets them in one window. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { type OpenWindow, openWindow } from './hosts.ts'

const PATIENCE = { timeout: 30_000 }
const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-settings-'))
const home = path.join(folder, 'home')
const file = path.join(home, 'settings.json')
let open: OpenWindow
let page: Page
const written = (): unknown => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null)
const theme = (): Promise<string | undefined> => page.evaluate(() => document.documentElement.dataset['theme'])

beforeAll(async () => {
  open = await openWindow('serve', home)
  page = open.page
}, 60_000)
afterAll(async () => {
  await open?.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

test('a first visit says what this is, what is on this machine, and starts the demo in one click', async () => {
  await page.getByRole('heading', { name: 'A goal, three agents, your decision.' }).waitFor(PATIENCE)
  const machine = page.getByRole('complementary', { name: 'What is on this machine' })
  await machine
    .getByRole('list', { name: 'Agents', exact: true })
    .getByText(/^Demo agent/)
    .waitFor()
  // Agents that are not there are folded, too.
  await machine.getByText(/^(?:Everything is there|As it should be)/).click()
  await machine
    .getByRole('list', { name: 'As it should be' })
    .getByText(/git version/)
    .waitFor()
  await page.getByRole('button', { name: 'Start the demo' }).click()
  await page.getByRole('heading', { level: 1, name: /^Get tally ready for our trip/ }).waitFor(PATIENCE)
  await page.getByRole('button', { name: 'Cancel run' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the run' }).click()
  await page.getByText('Cancelled', { exact: false }).first().waitFor({ timeout: 60_000 })
}, 150_000)

test('a setting is kept at once, and the window follows; by hand it follows as well', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  await page.getByRole('link', { name: 'Appearance, attention' }).click()
  await page.getByRole('group', { name: 'Theme' }).getByText('Dark').click()
  await expect.poll(theme, PATIENCE).toBe('dark')
  expect(written()).toEqual({ appearance: { theme: 'dark' } })
  writeFileSync(file, '{ "theirs": 1, "appearance": { "theme": "light" } }')
  await expect.poll(theme, PATIENCE).toBe('light')
  await page.getByText('Nothing of this version reads theirs').waitFor()
  await page.getByRole('button', { name: 'Default again: Theme' }).click()
  await expect.poll(theme, PATIENCE).toBe('system')
  expect(written()).toEqual({ theirs: 1 })
})

test('a number that cannot be is told with what it can be, and is not kept', async () => {
  await page.getByRole('link', { name: 'New runs', exact: true }).click()
  const turns = page.getByRole('textbox', { name: 'Turns', exact: true })
  await turns.fill('0')
  await page.getByText('A whole number of turns from 1 on; leave it empty for no limit.').waitFor()
  await turns.press('Enter')
  expect(written()).toEqual({ theirs: 1 })
  await turns.fill('7')
  await turns.press('Enter')
  await expect.poll(written, PATIENCE).toEqual({ theirs: 1, limits: { turns: 7 } })
})

test('a file that was broken by hand is told with its line; nothing is written to it, and it is mended by hand', async () => {
  writeFileSync(file, '{\n  "limits": { "turns": 7 }\n  "policy": "unattended"\n}\n')
  const told = page.getByRole('alert').filter({ hasText: 'settings.json, line 3: not JSON' })
  await told.waitFor(PATIENCE)
  expect(await told.innerText()).toContain('What was set before stays.')
  await expect.poll(() => page.getByRole('textbox', { name: 'Turns', exact: true }).isDisabled()).toBe(true)
  writeFileSync(file, '{ "limits": { "turns": 9 } }')
  await told.waitFor({ state: 'detached', ...PATIENCE })
  await expect.poll(() => page.getByRole('textbox', { name: 'Turns', exact: true }).inputValue(), PATIENCE).toBe('9')
})

test('runs that have ended are cleaned up together, found in the trash, put back, or deleted for good', async () => {
  const store = openStore(databaseFile(home))
  for (const goal of ['Old one', 'Old two']) {
    const { id } = store.runStore.createRun(goal, '/code/shop')
    store.runStore.updateRun(id, { status: 'completed' })
  }
  store.runStore.createRun('Still at work', '/code/shop')
  store.close()
  await page.evaluate(() => location.assign('#/'))
  await page.getByRole('checkbox', { name: 'Select Old one' }).check(PATIENCE)
  await page.getByRole('checkbox', { name: 'Select Old two' }).check()
  expect(await page.getByRole('checkbox', { name: 'Select Still at work' }).count()).toBe(0)
  await page.getByRole('region', { name: 'Selected runs' }).getByRole('button', { name: 'Move to the trash…' }).click()
  await page.getByRole('button', { name: 'Move them to the trash' }).click()
  await page.getByText(/^Removed, and in the trash until .*: 2 runs$/).waitFor()
  await page.evaluate(() => location.assign('#/settings/storage'))
  const trash = page.getByRole('list', { name: 'Trash' })
  await trash.getByRole('button', { name: 'Put it back: Old one' }).click(PATIENCE)
  await page.getByRole('list', { name: 'Disk use by run' }).getByText('Old one').waitFor(PATIENCE)
  await trash.getByRole('checkbox', { name: 'Select Old two' }).check()
  await page.getByRole('button', { name: 'Delete for good…' }).click()
  await page.getByRole('button', { name: 'Delete them for good' }).click()
  await page.getByText('1 run was deleted for good.').waitFor(PATIENCE)
})

test('a report is text to read: nothing is sent, and it is saved beside the logs', async () => {
  await page.getByRole('link', { name: 'About and logs' }).click()
  await page.getByRole('button', { name: 'Show logs' }).click()
  await page.getByText(`The logs are here: ${path.join(home, 'logs')}`).waitFor()
  await page.getByRole('button', { name: 'Make a report…' }).click()
  const report = page.getByRole('textbox', { name: 'Report' })
  await expect.poll(() => report.inputValue(), PATIENCE).toMatch(/^Triptych .*Opened by serve/s)
  await report.fill('Only this.')
  await page.getByRole('button', { name: 'Save beside the logs' }).click()
  const saved = await page.getByText(/^Saved: /).innerText()
  expect(readFileSync(saved.replace('Saved: ', ''), 'utf8')).toBe('Only this.')
  await page.keyboard.press('Escape')
})

test('the console was silent throughout', () => {
  expect(open.problems).toEqual([])
})
