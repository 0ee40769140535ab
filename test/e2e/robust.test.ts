/** What a demanding person does to the window: odd addresses, odd texts, keys held down, and a server that goes away. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { makeRepository } from '../support/repository.ts'
import { type OpenWindow, openWindow } from './hosts.ts'
import { makeStoryWorld } from './story-world.ts'

const ODD_GOAL = 'Greet \u202edlrow\u202c and \u001b[31mred\u001b[0m <b>people</b>'
/** As every text of others is drawn: nothing turns or hides what stands there. */
const SHOWN_GOAL = 'Greet ⟨U+202E⟩dlrow⟨U+202C⟩ and ⟨ESC⟩[31mred⟨ESC⟩[0m <b>people</b>'

const world = makeStoryWorld()
const other = makeRepository({ 'README.md': '# Another\n' })
let open: OpenWindow
let page: Page
beforeAll(async () => {
  const script = path.join(world.folder, 'plan-only.json')
  writeFileSync(script, JSON.stringify({ strategy: [{ steps: [{ tool: { name: 'submit_plan', arguments: PLAN } }] }] }))
  open = await openWindow('serve', world.home, { TRIPTYCH_DEMO_SCRIPT: script })
  page = open.page
})
afterAll(() => open?.close())

const PLAN = {
  summary: 'One task.',
  tasks: [
    {
      title: 'Greet',
      objective: 'Greet.',
      acceptanceCriteria: ['It greets'],
      verificationSteps: [],
      allowedPaths: ['src'],
    },
  ],
  risks: [],
  questions: [],
}

/** What a person would notice of where the keyboard is: a landmark or a panel by its name, or a control. */
const focus = (): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement?.getAttribute('aria-label') ?? activeElement?.tagName ?? ''
  })

test('the first page is longer than the window, and scrolls within its own part', async () => {
  // What is as it should be is folded.
  await page.getByText(/^(?:Everything is there|As it should be)/).click()
  await page.getByText(/^git version/).waitFor()
  const { whole, part } = await page.evaluate(() => {
    const parts = [...document.querySelectorAll('main, main *')]
    const longer = (element: Element): number => element.scrollHeight - element.clientHeight
    return { whole: longer(document.documentElement), part: Math.max(...parts.map(longer)) }
  })
  expect(part).toBeGreaterThan(0)
  expect(whole).toBe(0)
})

test('a path that was typed and not taken starts nothing in the repository chosen before', async () => {
  await page.getByRole('heading', { name: 'A goal, three agents, your decision.' }).waitFor()
  await page.keyboard.press('n')
  const field = page.getByLabel('Repository', { exact: true })
  await field.fill(world.repository.root)
  await field.press('Enter')
  await page.getByText('A git repository, on main.').waitFor()
  await page.getByRole('textbox', { name: 'Goal' }).fill(ODD_GOAL)
  const start = page.getByRole('button', { name: 'Start run' })
  await expect.poll(() => start.isEnabled()).toBe(true)
  await field.fill(path.join(other.root, 'nowhere'))
  expect(await start.isDisabled()).toBe(true)
  await page.getByText('Another path was typed: press Enter in its field.').waitFor()
  await field.press('ControlOrMeta+Enter')
  await page.getByText(/nowhere/).waitFor()
  expect(page.url()).toContain('#/new')
  await field.fill(world.repository.root)
  await field.press('Enter')
  await expect.poll(() => start.isEnabled()).toBe(true)
  await field.press('ControlOrMeta+Enter')
  await page.getByRole('heading', { level: 1, name: SHOWN_GOAL }).waitFor()
})

test('signs that hide or turn text are shown as signs wherever a goal stands', async () => {
  await page.getByText('Waits for you to approve the plan.', { exact: true }).waitFor()
  for (const [place, list] of [
    ['#/', page.getByRole('table', { name: 'Runs' })],
    ['#/inbox', page.getByRole('list', { name: 'Open questions' })],
  ] as const) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, place)
    await list.getByRole('link', { name: SHOWN_GOAL }).waitFor()
    const text = await page.locator('body').innerText()
    expect(['\u001b', '\u202c', '\u202e'].filter((sign) => text.includes(sign))).toEqual([])
  }
})

test('a view that is left, and a field that is left by Esc, keep the keyboard near', async () => {
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  // The inbox offers the same button beside its list.
  await page.getByRole('region', { name: 'Your decision' }).getByRole('button', { name: 'Approve the plan' }).waitFor()
  await expect.poll(focus).toBe('MAIN')
  // The keys of a decision work once what is decided on has been read.
  await expect.poll(() => page.getByRole('button', { name: 'Reject' }).isEnabled()).toBe(true)
  await page.keyboard.press('r')
  await expect.poll(focus).toBe('TEXTAREA')
  await page.keyboard.type('apk')
  await page.keyboard.press('Escape')
  await expect.poll(focus).toMatch(/^Your decision/)
  // A field that a browser fills by itself tells of a press without a key.
  await page.evaluate(() => document.body.dispatchEvent(new Event('keydown', { bubbles: true })))
})

test('a key that is held down is one press: it does not turn a pause over and over', async () => {
  await page.keyboard.down('p')
  for (let repeat = 0; repeat < 10; repeat += 1) await page.keyboard.down('p')
  await page.keyboard.up('p')
  await page.getByText('Waits for you to resume.').first().waitFor()
  for (let repeat = 0; repeat < 10; repeat += 1) await page.keyboard.down('p')
  await page.keyboard.up('p')
  await page.getByText('Waits for you to approve the plan.', { exact: true }).waitFor()
})

test('an address that is none, of a run or in a run, is told in words', async () => {
  const run = page.url()
  await page.goto(new URL('#/run/nonsense/plan', run).href)
  await page.getByText('There is no run at this address.').waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: SHOWN_GOAL }).waitFor()
})

test('what could not be loaded is loaded when it is tried again', async () => {
  await page.route(/timeline-tab/, (route) => route.abort())
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  const again = page.getByRole('button', { name: 'Try again' })
  await again.waitFor()
  // Chromium wrote what was provoked to the console.
  open.problems.length = 0
  await page.unroute(/timeline-tab/)
  await again.click()
  await page.getByRole('heading', { name: 'Events' }).waitFor()
})

test('a button under a key that is held down is pressed once: what it opens is neither confirmed nor closed', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  const reject = page.getByRole('button', { name: 'Reject' })
  await expect.poll(() => reject.isEnabled()).toBe(true)
  await reject.focus()
  for (let repeat = 0; repeat < 10; repeat += 1) await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await page.getByRole('dialog', { name: 'Reject the plan' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Reject the plan' }).waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Approve the plan' }).waitFor()
})

test('a double click is one answer, and nobody is told that it was too late [fault 63]', async () => {
  const approve = page.getByRole('button', { name: 'Approve the plan' })
  await expect.poll(() => approve.isEnabled()).toBe(true)
  await approve.dblclick()
  await page.getByText('Accepted by you', { exact: false }).first().waitFor()
  const runId = /run\/([\w-]+)/.exec(page.url())?.[1] ?? ''
  const store = openStore(databaseFile(world.home))
  const [approvals, decisions] = [
    store.listApprovals(runId),
    store.listEvents(runId, 500).filter(({ kind }) => kind === 'gate_decided'),
  ]
  store.close()
  expect(approvals.map(({ source, verdict }) => [source, verdict])).toEqual([['human', 'approved']])
  expect(decisions).toHaveLength(1)
  expect(await page.getByText(/^Already/).count()).toBe(0)
})

test('the console was silent throughout', () => expect(open.problems).toEqual([]))
