/** A run is looked at as it was, returned to a checkpoint and forked from one, all to the end, in the window. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Script, Step } from '../../electron/agents/demo/script.ts'
import { submit } from '../support/demo-steps.ts'
import { makeRepository, makeTempFolder, type TestRepository } from '../support/repository.ts'
import { axeProblems } from './axe.ts'
import { ask } from './bridge.ts'
import { type OpenWindow, openWindow } from './hosts.ts'

/** Some seconds; on a busy machine ten times as many. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

const GOAL = 'Two notes, one after the other'
const verdict = (evidence: string): Step =>
  submit('submit_verdict', {
    summary: 'It is there.',
    criteria: [{ criterion: 1, status: 'met', reason: 'The step passed.', evidence: [evidence] }],
  })
const task = (title: string, file: string) => ({
  title,
  objective: `${file} is there.`,
  acceptanceCriteria: [`${file} is there`],
  verificationSteps: [`node -e "require('fs').readFileSync('${file}')"`],
  allowedPaths: [file],
})
const writes = (title: string, file: string): NonNullable<Script['implementation']>[number] => ({
  when: { task: title },
  steps: [
    { say: `I write ${file}.` },
    { write: { path: file, content: `${title}\n` } },
    submit('report_result', { outcome: 'done', summary: `${file} is written.` }),
  ],
})
const SCRIPT: Script = {
  strategy: [
    {
      when: { kind: 'plan' },
      steps: [
        submit('submit_plan', {
          ...{ summary: 'Two files.', risks: [], questions: [] },
          tasks: [task('The first note', 'one.txt'), task('The second note', 'two.txt')],
        }),
      ],
    },
    { when: { kind: 'review' }, steps: [verdict('t1.v1')] },
  ],
  implementation: [writes('The first note', 'one.txt'), writes('The second note', 'two.txt')],
  checker: [{ when: { kind: 'review' }, steps: [verdict('t1.v1')] }, { steps: [verdict('v1')] }],
}

let open: OpenWindow
let repository: TestRepository
let runId = ''
const folder = makeTempFolder('checkpoints')

beforeAll(async () => {
  const home = path.join(folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  const script = path.join(folder, 'script.json')
  writeFileSync(script, JSON.stringify(SCRIPT))
  repository = makeRepository({ 'README.md': '# Notes\n' })
  open = await openWindow('stand-in', home, { TRIPTYCH_DEMO_SCRIPT: script })
  const { page } = open
  page.setDefaultTimeout(30_000)
  const { id } = await ask(page, 'repositories.add', { path: repository.root })
  const { config } = await ask(page, 'repositories.inspect', { repositoryId: id })
  const demo = { id: 'demo' }
  const agents = { strategy: demo, implementation: demo, checker: demo }
  const chosen = { ...(config ?? expect.fail('it cannot be used')), agents, policy: 'review_at_end' } as const
  runId = (await ask(page, 'runs.start', { repositoryId: id, goal: GOAL, config: chosen })).runId
  await page.evaluate((run) => location.assign(`#/run/${run}/timeline`), runId)
  await waits('Waits for you to review the result.')
})
afterAll(async () => {
  await open?.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

const waits = (text: string): Promise<void> =>
  open.page.getByText(text, { exact: true }).first().waitFor({ timeout: 240_000 })
/** What must come, however busy the machine is. */
const soon = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 30_000 })
const region = (name: string): Locator => open.page.getByRole('region', { name, exact: true })
const checkpoint = (label: RegExp): Locator =>
  open.page.getByRole('list', { name: 'Checkpoints' }).getByRole('button', { name: label })
const tasksThen = (page: Page): Promise<string[]> =>
  page.getByRole('list', { name: 'Tasks then' }).getByRole('listitem').allInnerTexts()
/** Files at the tip of the only branch that names the run. */
const filesOf = (run: string): string[] => {
  const [branch = ''] = repository
    .git('for-each-ref', '--format=%(refname)', 'refs/heads/triptych')
    .split('\n')
    .filter((name) => name.includes(run.slice(0, 8)))
  return repository.git('ls-tree', '--name-only', branch).split('\n')
}

test('the run is shown as it stood at the moment that is moved to, with what happened then', async () => {
  const { page } = open
  const slider = page.getByRole('slider', { name: 'Moment of the run' })
  await slider.focus()
  await page.keyboard.press('Home')
  await soon(() => tasksThen(page)).toEqual([])
  await region('Details').getByText('No task was planned yet.').waitFor()
  // The pointer takes the line along; at the right end everything was done.
  const box = (await slider.boundingBox()) ?? expect.fail('the slider is not drawn')
  await page.mouse.click(box.x + box.width - 2, box.y + box.height / 2)
  await soon(() => tasksThen(page)).toHaveLength(2)
  await soon(async () => (await tasksThen(page)).join(' ')).toContain('Completed')
  await region('Events').locator('[aria-current="true"]').waitFor()
  expect(await axeProblems(page)).toEqual([])
})

test('all events are found by a part of what they say, in whatever case', async () => {
  const { page } = open
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Search the events' }).fill('WRITE TWO.txt')
  await region('Events')
    .getByRole('button', { name: /I write two\.txt/ })
    .waitFor()
  await soon(() => region('Events').getByRole('button').count()).toBeLessThan(10)
  await page.getByRole('searchbox', { name: 'Search the events' }).fill('nothing says this')
  await page.getByText('No event passes the filter.').waitFor()
  await page.getByRole('searchbox', { name: 'Search the events' }).fill('')
})

test('the run returns to a checkpoint after a look at what changes, and goes on from there', async () => {
  const { page } = open
  expect(filesOf(runId)).toEqual(['README.md', 'one.txt', 'two.txt'])
  await checkpoint(/"The first note" completed/).click()
  await page.getByRole('button', { name: /^Return to this checkpoint/ }).click()
  const dialog = page.getByRole('dialog', { name: /^Return to checkpoint/ })
  await dialog.getByText('The second note').first().waitFor()
  await dialog.getByRole('button', { name: /^Return to checkpoint/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await soon(() => filesOf(runId)).toEqual(['README.md', 'one.txt'])
  await page.getByRole('searchbox', { name: 'Search the events' }).fill('returned to a checkpoint')
  await region('Events')
    .getByRole('button', { name: /Returned to a checkpoint/ })
    .waitFor()
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await waits('Waits for you to review the result.')
  expect(filesOf(runId)).toEqual(['README.md', 'one.txt', 'two.txt'])
})

test('a new run is forked from a checkpoint, and works to its own end', async () => {
  const { page } = open
  await checkpoint(/"The first note" completed/)
    .first()
    .click()
  await page.keyboard.press('f')
  const dialog = page.getByRole('dialog', { name: /^Fork a new run from checkpoint/ })
  await dialog.getByText('This run stays as it is.').waitFor()
  await dialog.getByRole('button', { name: /^Fork from checkpoint/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await soon(() => page.evaluate(() => location.hash)).not.toContain(runId)
  const forked = /#\/run\/([0-9a-f-]+)/.exec(await page.evaluate(() => location.hash))?.[1] ?? ''
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await waits('Waits for you to review the result.')
  expect(filesOf(forked)).toEqual(['README.md', 'one.txt', 'two.txt'])
  expect(filesOf(runId)).toEqual(['README.md', 'one.txt', 'two.txt'])
})

test('the console was silent throughout', () => expect(open.problems).toEqual([]))
