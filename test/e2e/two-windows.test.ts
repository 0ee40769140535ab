/** Two windows on the same runs: what one does the other shows, and of two answers to one question one counts. */
import { rmSync } from 'node:fs'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { HOSTS, hostProblem, openWindow } from './hosts.ts'
import { makeStoryWorld, STORY_GOAL } from './story-world.ts'

describe.each(HOSTS)('in %s', (host) => {
  test('two opposite answers: one wins, the other is told who decided [fault 64]', { timeout: 90_000 }, async (ctx) => {
    const problem = hostProblem(host)
    ctx.skip(problem !== null, problem ?? '')
    const world = makeStoryWorld()
    const open = await openWindow(host, world.home, world.env)
    try {
      await startRun(open.page, world.repository.root)
      const other = await open.secondWindow()
      other.setDefaultTimeout(15_000)
      // The second window learns of the run by itself, and finds the question in its inbox.
      await other.getByRole('table', { name: 'Runs' }).waitFor()
      await other.keyboard.press('g')
      await other.keyboard.press('i')
      await other.getByRole('list', { name: 'Open questions' }).getByRole('link', { name: STORY_GOAL }).click()
      await open.page.getByRole('link', { name: /^Plan/ }).click()
      const approve = open.page.getByRole('button', { name: 'Approve the plan' })
      // The inbox has the same field and button beside its list; those of the plan's own view are meant.
      const decision = other.getByRole('region', { name: 'Your decision' })
      const request = decision.getByRole('button', { name: 'Request changes' })
      await decision.getByLabel('Note to strategy').fill('One task is enough.')
      for (const button of [approve, request])
        await expect.poll(() => button.isEnabled(), { timeout: 15_000 }).toBe(true)
      // At the same moment, without looking whether the buttons are still there: the slower one may see its question answered first.
      const handles = await Promise.all([approve.elementHandle(), request.elementHandle()])
      await Promise.all(handles.map((handle) => handle?.evaluate((element) => (element as HTMLElement).click())))
      const told = await Promise.race([
        other
          .getByText(/^Already approved/)
          .first()
          .waitFor()
          .then(() => 'the second'),
        open.page
          .getByText(/^Already (sent back with changes|changes requested)/)
          .first()
          .waitFor()
          .then(() => 'the first'),
      ])
      expect(['the first', 'the second']).toContain(told)
      expect(open.problems).toEqual([])
    } finally {
      await open.close()
    }
    const store = openStore(databaseFile(world.home))
    const [run] = store.runStore.listRuns()
    const plans = store.listGates(run?.id ?? '').filter(({ kind }) => kind === 'plan')
    const answers = store.listApprovals(run?.id ?? '').filter(({ source }) => source === 'human')
    store.close()
    expect(plans[0]?.state).toBe('decided')
    expect(answers.length).toBe(1)
    rmSync(world.folder, { recursive: true, force: true, maxRetries: 3 })
  })
})

async function startRun(page: Page, repository: string): Promise<void> {
  await page.getByRole('button', { name: 'Choose a repository' }).click()
  const field = page.getByLabel('Repository', { exact: true })
  await field.fill(repository)
  await field.press('Enter')
  await page.getByLabel('Goal').fill(STORY_GOAL)
  const reason = page.getByRole('complementary', { name: 'Before you start' }).getByRole('status')
  await expect.poll(() => reason.innerText(), { timeout: 20_000 }).toBe('Nothing is written before you start.')
  await page.getByRole('button', { name: 'Start run' }).click()
  await page.getByText('Waits for you to approve the plan.', { exact: true }).waitFor({ timeout: 40_000 })
}
