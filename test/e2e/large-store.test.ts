import { rmSync } from 'node:fs'
import type { Locator } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { type OpenWindow, openWindow } from './hosts.ts'
import { newHome } from './seeded-home.ts'

const RUNS = 10_000
const EVENTS = 100_000
const BIG = 'Translate the whole manual'
/** Rows of a page of runs, and of events. */
const PAGE = { runs: 100, events: 300 }

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
  await expect.poll(() => rows().count()).toBe(2 * PAGE.runs)
  expect(countOf('runs.list')).toBeLessThanOrEqual(3)
})

test('the oldest run is found by its goal', async () => {
  await window.page.getByRole('searchbox').fill('Goal 1')
  await expect.poll(() => rows().first().innerText()).toBe('Goal 1999')
  await window.page.getByRole('searchbox').fill('Goal 9999')
  await expect.poll(() => rows().count()).toBe(1)
  await window.page.getByRole('searchbox').fill('')
  await expect.poll(() => rows().first().innerText()).toBe(BIG)
})

test('a run with very many events opens with the newest, and the older ones are read by the page', async () => {
  const { page } = window
  await rows().first().click()
  await page.getByRole('heading', { level: 1, name: BIG }).waitFor()
  expect(countOf('runs.get')).toBe(1)
  await page.getByRole('link', { name: 'Timeline' }).click()
  await page.getByRole('button', { name: 'All', exact: true }).click()
  const events = page.getByRole('region', { name: 'Events', exact: true })
  await events.getByText(`Page ${EVENTS} is translated.`).waitFor()
  // A page for each of the three panels that were seen first, and one for this list.
  const read = countOf('events.list')
  expect(read).toBeLessThanOrEqual(4)
  // Only the rows in view are drawn.
  expect(await events.getByRole('button').count()).toBeLessThan(100)

  await page.getByRole('button', { name: 'Show earlier' }).click()
  await page.getByText(`${2 * PAGE.events} of ${2 * PAGE.events} read`).waitFor()
  expect(countOf('events.list')).toBe(read + 1)
  await events.press('Home')
  // The newest is another one: that the application was started, which paused the run.
  await events.getByText(`Page ${EVENTS - 2 * PAGE.events + 2} is translated.`).waitFor()
  expect(await events.getByRole('button').count()).toBeLessThan(100)
})

test('the console was silent throughout', () => {
  expect(window.problems).toEqual([])
})
