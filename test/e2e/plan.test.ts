/** A plan that replaces another, set up through the store: what it changes word by word, and a task that is split before it is approved. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptPlan } from '../../electron/engine/decide.ts'
import { openPlanGate } from '../../electron/engine/plan-gate.ts'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { draft } from '../store/support.ts'
import { makeRepository } from '../support/repository.ts'
import { axeProblems } from './axe.ts'
import { type OpenWindow, openWindow } from './hosts.ts'
import { newHome } from './seeded-home.ts'

const home = newHome()
const said = { summary: 'A plan.', risks: [], questions: [] }
const EXPORT = draft('Export expenses', {
  objective: 'Write the expenses with a package.',
  acceptanceCriteria: ['A header and one line for each expense', 'Commas and quotes survive'],
})
let runId = ''
let window: OpenWindow

beforeAll(async () => {
  const repository = makeRepository()
  const baseCommit = repository.git('rev-parse', 'HEAD')
  const store = openStore(databaseFile(home))
  runId = store.runStore.createRun('Export the expenses', repository.root).id
  store.patchRun(runId, {}, { baseCommit, headCommit: baseCommit, branch: 'triptych/export', needsPlan: null })
  store.proposePlan(runId, { ...said, reason: 'first', tasks: [EXPORT, draft('Draw a chart')], baseCommit })
  acceptPlan(store, runId, 1)
  const changed = { ...EXPORT, objective: 'Write the expenses without a package.' }
  const plan = store.proposePlan(runId, { ...said, reason: 'blocked', tasks: [changed], baseCommit })
  openPlanGate(store, store.getRun(runId), plan)
  store.close()
  window = await openWindow('serve', home)
  await window.page.evaluate((hash) => location.assign(`#/${hash}`), `run/${runId}/plan`)
}, 120_000)
afterAll(() => window?.close())

test('what was changed since the version before is told task by task, field by field and word by word', async () => {
  const { page } = window
  await page.getByText('Since version 1').waitFor()
  const changes = page.getByRole('list', { name: 'Changes since version 1' })
  await changes.getByText('Draw a chart').waitFor()
  await changes.getByRole('button', { name: 'objective', expanded: false }).click()
  await changes.getByRole('deletion').getByText('with', { exact: true }).waitFor()
  await changes.getByRole('insertion').getByText('without', { exact: true }).waitFor()
  expect(await axeProblems(page)).toEqual([])
})

test('a task is split in two by hand, undone, and split again', async () => {
  const { page } = window
  const tasks = page.getByRole('list', { name: 'Tasks of the plan' }).getByRole('button')
  const split = async (): Promise<void> => {
    await page.keyboard.press('s')
    const dialog = page.getByRole('dialog', { name: 'Split the task' })
    await dialog.getByLabel('Title of the new task').fill('Survive commas and quotes')
    expect(await axeProblems(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Split the task' }).click()
    await expect.poll(() => tasks.count(), { timeout: 30_000 }).toBe(2)
  }
  await split()
  await page.getByText('1 task split').first().waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect.poll(() => tasks.count(), { timeout: 30_000 }).toBe(1)
  await split()
  await page.reload()
  await page.getByText('1 task split').first().waitFor()
  await page.getByRole('button', { name: 'Approve the edited plan' }).waitFor()
  expect(await tasks.allInnerTexts()).toEqual([
    expect.stringContaining('Export expenses'),
    expect.stringContaining('Survive commas and quotes'),
  ])
})

test('the console was silent throughout', () => expect(window.problems).toEqual([]))
