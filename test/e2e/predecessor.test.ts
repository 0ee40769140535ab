import { rmSync } from 'node:fs'
import type { Locator } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { HOSTS, hostProblem, type OpenWindow, openWindow } from './hosts.ts'
import { newHome, placePredecessor, predecessorGoals } from './seeded-home.ts'

const GOALS = predecessorGoals()
/** The one that was under way, with tasks, attempts, events and artifacts. */
const UNDER_WAY = GOALS.find((goal) => goal.startsWith('Port the parser')) ?? ''
const TABS = ['Plan', 'Review', 'Artifacts', 'Timeline', 'Run']

describe.each(HOSTS)("the predecessor's runs in the window of %s", (host) => {
  const problem = hostProblem(host)
  const home = newHome()
  let window: OpenWindow
  beforeAll(async () => {
    placePredecessor(home)
    if (problem === null) window = await openWindow(host, home)
  })
  beforeEach((context) => context.skip(problem !== null, problem ?? ''))
  afterAll(async () => {
    await window?.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  })
  const parts = (): Locator => window.page.getByRole('navigation', { name: 'Parts of the run' })
  const open = async (goal: string): Promise<void> => {
    await window.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click()
    await window.page.getByRole('table', { name: 'Runs' }).getByRole('link', { name: goal, exact: true }).click()
    await window.page.getByRole('heading', { level: 1, name: goal, exact: true }).waitFor()
  }

  test('all are listed', async () => {
    const table = window.page.getByRole('table', { name: 'Runs' })
    await table.waitFor()
    const listed = await table.getByRole('link').allInnerTexts()
    expect(listed.toSorted()).toEqual(GOALS.toSorted())
  })

  test.each(GOALS)('“%s” can be opened, and each of its parts', async (goal) => {
    await open(goal)
    await window.page.getByText('Taken over from an earlier version.').first().waitFor()
    for (const tab of TABS) {
      await parts().getByRole('link', { name: tab }).click()
      await expect.poll(() => parts().locator('[aria-current]').innerText()).toContain(tab)
      await expect.poll(() => window.page.getByText(/^Reading /).count()).toBe(0)
      // The predecessor's own files did not come along.
      for (const text of await window.page.getByRole('alert').allInnerTexts())
        expect([tab, text]).toEqual(['Artifacts', expect.stringContaining('The file of this artifact')])
    }
  })

  test('what is there is shown: tasks, events, artifacts whose files are gone', async () => {
    const { page } = window
    await open(UNDER_WAY)
    const strategy = page.getByRole('region', { name: /^Strategy/ })
    expect(await strategy.getByRole('listitem').count()).toBeGreaterThan(0)
    await parts().getByRole('link', { name: 'Artifacts' }).click()
    await page.getByText('is gone. It should be at').waitFor()
    await parts().getByRole('link', { name: 'Timeline' }).click()
    await page.getByRole('button', { name: 'All', exact: true }).click()
    const events = page.getByRole('region', { name: 'Events', exact: true }).getByRole('button')
    await expect.poll(() => events.count()).toBeGreaterThan(5)
  })

  test('one that was under way cannot be resumed, and says why', async () => {
    const { page } = window
    await open(UNDER_WAY)
    await page.getByText('It can be read, not resumed.').first().waitFor()
    expect(await page.getByRole('button', { name: 'Resume' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0)
  })

  test('the console was silent throughout', () => {
    expect(window.problems).toEqual([])
  })
})
