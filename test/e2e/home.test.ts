/** Finding one's way: the list and its filters, the palette, questions answered where they are listed, usage, and what a new run is begun with. */
import { rmSync } from 'node:fs'
import type { Locator } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseGate } from '../../electron/engine/gates.ts'
import { databaseFile } from '../../electron/home.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { type OpenWindow, openWindow } from './hosts.ts'
import { newHome } from './seeded-home.ts'

const home = newHome()
const DONE = 'Stream exports instead of buffering them'
const OPEN = 'Page the list of shipments'
let window: OpenWindow

function withStore<T>(work: (store: Store) => T): T {
  const store = openStore(databaseFile(home))
  try {
    return work(store)
  } finally {
    store.close()
  }
}

/** A run that asks for a log-in: its answer needs nobody who drives. */
function ask(store: Store, goal: string): string {
  const { id } = store.runStore.createRun(goal, '/srv/harbour')
  store.patchRun(id, {}, { baseCommit: 'a'.repeat(40), headCommit: 'a'.repeat(40) })
  const subject = { agent: 'codex', remedy: 'Run `codex login`.' }
  store.transaction(() => raiseGate(store, { runId: id, kind: 'login', question: `${goal}: log in?`, subject }))
  return id
}

beforeAll(async () => {
  withStore((store) => {
    const { id } = store.runStore.createRun(DONE, '/srv/ledger')
    store.finishRun(id, 'completed', 'The branch is kept.')
    store.runStore.createRun(OPEN, '/srv/harbour')
  })
  window = await openWindow('serve', home)
  await window.page.getByRole('table', { name: 'Runs' }).waitFor()
}, 60_000)
afterAll(async () => {
  await window?.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 3 })
})

const runs = (): Locator => window.page.getByRole('table', { name: 'Runs' }).getByRole('link')
const showsRuns = (...goals: string[]) => expect.poll(() => runs().allInnerTexts(), { timeout: 30_000 }).toEqual(goals)

test('the list is filtered by text and state, and is after a reload as it was left', async () => {
  const { page } = window
  const search = page.getByRole('searchbox')
  await search.fill('exports')
  await showsRuns(DONE)
  await page.getByLabel('State').selectOption('Needs you')
  await page.getByText('No run matches.').waitFor()
  await page.getByLabel('State').selectOption('Done')
  await showsRuns(DONE)
  await page.reload()
  await showsRuns(DONE)
  expect(await search.inputValue()).toBe('exports')
  await page.getByLabel('State').selectOption('All states')
  // Emptied and left at once: whoever comes back finds the list as they left it.
  await search.fill('')
  await page.getByRole('link', { name: /^Inbox/ }).click()
  await page.getByRole('heading', { name: /Waiting for you/ }).waitFor()
  await page.getByRole('link', { name: 'Runs', exact: true }).first().click()
  await showsRuns(OPEN, DONE)
})

test('the palette finds runs, commands and places by a few letters', async () => {
  const { page } = window
  const field = page.getByRole('combobox', { name: 'Search or run a command' })
  await page.keyboard.press('Control+k')
  const list = page.getByRole('listbox', { name: 'Found' })
  const chosen = (): Promise<string[]> => list.getByRole('option', { selected: true }).allInnerTexts()
  await expect.poll(chosen, { timeout: 30_000 }).toHaveLength(1)
  const [first] = await chosen()
  await page.keyboard.press('ArrowUp')
  expect(await chosen()).toEqual([first])
  await page.keyboard.press('ArrowDown')
  await expect.poll(chosen).not.toEqual([first])
  // What an input method takes a key for neither chooses nor closes.
  for (const key of ['Enter', 'Escape']) await field.dispatchEvent('keydown', { key, bubbles: true, isComposing: true })
  await expect.poll(chosen).toHaveLength(1)
  await field.fill('exp stream')
  await page.getByRole('option', { name: DONE }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: DONE }).waitFor()
  await page.getByRole('button', { name: 'Search or run a command' }).click()
  await field.fill('>usage')
  await page.getByRole('option', { name: 'Usage' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Usage', level: 1 }).waitFor()
  await page.keyboard.press('Control+k')
  await field.fill('nothing is called that')
  await page.getByText('Nothing is called that.').waitFor()
  await page.keyboard.press('Escape')
  await field.waitFor({ state: 'detached' })
})

test('usage says that nothing was spent, as a plot and as a table', async () => {
  const { page } = window
  await page.evaluate(() => location.assign('#/usage'))
  await page.getByText('No turn in this time.').waitFor()
  await page.keyboard.press('t')
  await page.getByRole('button', { name: /^Table/, pressed: true }).waitFor()
  expect(await page.getByText('not reported').count()).toBeGreaterThan(0)
})

test('a question is answered where it is listed, and the next one follows', async () => {
  const { page } = window
  const [first] = withStore((store) => [ask(store, 'First'), ask(store, 'Second')])
  await page.evaluate(() => location.assign('#/inbox'))
  const list = page.getByRole('list', { name: 'Open questions' })
  await expect.poll(() => list.getByRole('link').allInnerTexts(), { timeout: 30_000 }).toEqual(['First', 'Second'])
  const decision = page.getByRole('region', { name: 'Your decision' })
  await decision.getByRole('button', { name: /^Pause the run/ }).click()
  await expect.poll(() => list.getByRole('link').allInnerTexts(), { timeout: 30_000 }).toEqual(['Second'])
  await expect.poll(() => list.getByRole('link', { name: 'Second' }).getAttribute('aria-current')).toBe('true')
  expect(withStore((store) => store.getRun(first ?? '').control)).toBe('pause')
  // What asks nothing waits in sight, too.
  const paused = page.getByRole('list', { name: 'Paused runs' }).getByRole('listitem').filter({ hasText: 'First' })
  await paused.getByRole('button', { name: 'Resume' }).waitFor()
})

test('a new run is begun with files, and its form is kept as a template', async () => {
  const { page } = window
  await page.evaluate(() => location.assign('#/new'))
  await page.getByRole('textbox', { name: 'Goal' }).fill('Release it')
  const files = [{ name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# Notes') }]
  await page.getByLabel('Files to attach').setInputFiles(files)
  const attached = page.getByRole('list', { name: 'Attached files' })
  await attached.getByText('7 B').waitFor()
  await page.getByRole('button', { name: 'Save as template…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save the template' }).click()
  await page.reload()
  await attached.getByText('notes.md').waitFor()
  await page.getByRole('textbox', { name: 'Goal' }).fill('')
  const removes = attached.getByRole('button', { name: 'Remove notes.md' })
  await removes.click()
  await attached.getByRole('button', { name: 'Put it back' }).click()
  await removes.click()
  await page.getByRole('button', { name: /^Templates and drafts/ }).click()
  await page.getByRole('button', { name: 'Remove Release it' }).click()
  await page.getByText('Removed: Release it').waitFor()
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'Begin with it' }).click()
  await attached.getByText('notes.md').waitFor()
  expect(await page.getByRole('textbox', { name: 'Goal' }).inputValue()).toBe('Release it')
})

test('the console was silent', () => {
  expect(window.problems).toEqual([])
})
