import { rmSync } from 'node:fs'
import type { Locator } from 'playwright'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { type OpenWindow, openWindow } from './hosts.ts'
import { newHome } from './seeded-home.ts'

vi.setConfig({ testTimeout: 120_000 })

const RUNS = 10_000
const EVENTS = 100_000
const BIG = 'Translate the whole manual'
/** Rows of a page of runs. */
const PAGE = { runs: 100 }

const home = newHome()
let window: OpenWindow
/** What the page asked for since it was loaded. */
const asked: string[] = []

beforeAll(async () => {
  const store = openStore(databaseFile(home))
  try {
    store.transaction(() => {
      for (let number = 1; number < RUNS; number++) store.runStore.createRun(`Goal ${number}`, '/srv/many')
    })
    store.transaction(() => {
      const { id } = store.runStore.createRun(BIG, '/srv/manual')
      for (let number = 1; number <= EVENTS; number++) {
        store.addEvent(id, 'implementation', 'agent_output', `Page ${number} is translated.`, { number })
      }
    })
  } finally {
    store.close()
  }
  window = await openWindow('serve', home)
  const { page } = window
  page.setDefaultTimeout(60_000)
  page.on('websocket', (socket) => {
    // The first page may still be about to connect: only the last one counts.
    asked.length = 0
    socket.on('framesent', ({ payload }) => asked.push(...(/[a-z]+\.[a-z]+/.exec(String(payload)) ?? [])))
  })
  await page.reload()
}, 120_000)
afterAll(async () => {
  await window?.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 3 })
})

/** What must come, however busy the machine is. */
const soon = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 30_000 })
const rows = (): Locator => window.page.getByRole('table', { name: 'Runs' }).getByRole('link')
const countOf = (method: string): number => asked.filter((name) => name === method).length

test('the list opens with its first page, which is all that was asked for', async () => {
  await rows().first().waitFor()
  expect(await rows().count()).toBe(PAGE.runs)
  expect(await rows().first().innerText()).toBe(BIG)
  expect(countOf('runs.list')).toBe(1)
})

test('older runs are shown a page at a time', async () => {
  await window.page.getByRole('button', { name: 'Show older runs' }).click()
  await soon(() => rows().count()).toBe(2 * PAGE.runs)
  expect(countOf('runs.list')).toBeLessThanOrEqual(3)
})

test('the oldest run is found by its goal', async () => {
  await window.page.getByRole('searchbox').fill('Goal 1')
  await soon(() => rows().first().innerText()).toBe('Goal 1999')
  await window.page.getByRole('searchbox').fill('Goal 9999')
  await soon(() => rows().count()).toBe(1)
  await window.page.getByRole('searchbox').fill('')
  await soon(() => rows().first().innerText()).toBe(BIG)
})

test('a run with very many events opens with the newest; every other one is reached by scrolling, and found by a search', async () => {
  const { page } = window
  await rows().first().click()
  await page.getByRole('heading', { level: 1, name: BIG }).waitFor()
  expect(countOf('runs.get')).toBe(1)
  await page.getByRole('link', { name: 'Timeline' }).click()
  await page.getByRole('button', { name: 'All', exact: true }).click()
  const events = page.getByRole('region', { name: 'Events', exact: true })
  await events.getByText(`Page ${EVENTS} is translated.`).waitFor()
  // A page for each of the three panels that were seen first.
  expect(countOf('events.list')).toBeLessThanOrEqual(4)
  // Only the rows in view are drawn.
  expect(await events.getByRole('button').count()).toBeLessThan(100)

  // One more than was written: that the application was started, which paused the run.
  await page.getByText(/^100,00\d events$/).waitFor()
  await events.press('Home')
  await events.getByRole('button', { name: / Page 1 is translated\.$/ }).waitFor()
  expect(await events.getByRole('button').count()).toBeLessThan(100)

  await page.getByRole('searchbox', { name: 'Search the events' }).fill('PAGE 31415 IS')
  await events.getByText('Page 31415 is translated.').waitFor()
  await page.getByText(/^1 event$/).waitFor()
  expect(await events.getByRole('button').count()).toBe(1)
})

test('the console was silent throughout', () => {
  expect(window.problems).toEqual([])
})
