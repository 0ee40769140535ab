/** The panels of a run without any agent: what was sent to a role with what became of it, borders that are moved, the moment that is left. */
import { rmSync } from 'node:fs'
import type { Locator } from 'playwright'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { runAtWork } from '../views/run-at-work.ts'
import { axeProblems } from './axe.ts'
import { type OpenWindow, openWindow } from './hosts.ts'
import { newHome } from './seeded-home.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const home = newHome()
let open: OpenWindow
let runId = ''

beforeAll(async () => {
  const store = openStore(databaseFile(home))
  try {
    const run = runAtWork(store)
    runId = run.runId
    for (const text of ['Use the old name.', 'Keep the tests short.'])
      store.markMessageSent(store.addMessage(runId, 'implementation', 'next_turn', text).id, run.turn.id)
    // What a turn that was cut was told would wait again.
    const spent = { detail: null, tokens: 1, costMicros: null, sessionId: 's', contextUsed: null, contextSize: null }
    store.endTurn(run.turn.id, 'finished', { ...spent, agentVersion: null })
    store.addMessage(runId, 'implementation', 'next_turn', 'Then the manual.')
  } finally {
    store.close()
  }
  open = await openWindow('serve', home)
  open.page.setDefaultTimeout(30_000)
  await open.page.evaluate((run) => location.assign(`#/run/${run}`), runId)
})
afterAll(async () => {
  await open?.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 3 })
})

const panel = (name: RegExp): Locator => open.page.getByRole('region', { name })
const soon = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 30_000 })

test('what was told and what waits stand under the role, earlier ones folded', async () => {
  const implementation = panel(/^Implementation/)
  const sent = implementation.getByRole('list', { name: 'Messages sent', exact: true })
  await sent.getByText('Then the manual.').waitFor()
  await sent.getByText('Waits for the next turn.').waitFor()
  await implementation.getByRole('button', { name: /Sent before: 2/ }).click()
  const before = implementation.getByRole('list', { name: 'Messages sent before' })
  expect(await before.getByText('Told in turn 1.').count()).toBe(2)
  expect(await axeProblems(open.page)).toEqual([])
})

test('a border is moved by keys, is remembered, and is put back', async () => {
  const { page } = open
  const border = page.getByRole('separator', { name: 'Width of the right panel' })
  const width = async (): Promise<number> => Math.round((await panel(/^Checker/).boundingBox())?.width ?? 0)
  const before = await width()
  await border.press('ArrowLeft')
  await soon(width).toBe(before + 16)
  await page.reload()
  await soon(width).toBe(before + 16)
  await border.press('Enter')
  await soon(width).toBe(before)
})

test('the strip leads to the timeline, whose moment is left with a key', async () => {
  const { page } = open
  await page.getByRole('link', { name: /When what happened/ }).click()
  const slider = page.getByRole('slider', { name: 'Moment of the run' })
  await slider.press('Home')
  const then = page.getByText('The run at that moment')
  await then.waitFor()
  await page.keyboard.press('0')
  await then.waitFor({ state: 'detached' })
})

test('the console was silent throughout', () => expect(open.problems).toEqual([]))
