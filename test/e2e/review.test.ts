/** The second round of a review, set up through the store: what was asked for before, and every way of reading what is new. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { decideGate } from '../../electron/engine/decide.ts'
import { reviewHash } from '../../electron/engine/evidence-hash.ts'
import { raiseGate } from '../../electron/engine/gates.ts'
import { hashBytes } from '../../electron/hash.ts'
import { databaseFile } from '../../electron/home.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { draft } from '../store/support.ts'
import { makeRepository } from '../support/repository.ts'
import { axeProblems } from './axe.ts'
import { type OpenWindow, openWindow } from './hosts.ts'
import { newHome } from './seeded-home.ts'

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `const line${from + at} = ${from + at}`)
const fileOf = (...lines: string[]): string => `${lines.join('\n')}\n`

const home = newHome()
const repository = makeRepository({
  'src/sum.ts': fileOf(...numbered(1, 60), 'export const add = (a: number, b: number) => a + b', ...numbered(62, 80)),
  'src/deep/other.ts': fileOf('if (true) {', 'run()', '}'),
  'README.md': '# Sums\n',
})
const base = repository.git('rev-parse', 'HEAD')
const SUM = [...numbered(1, 60), 'export const sum = (a: number, b: number) => a + b', ...numbered(62, 80)]
repository.write('src/sum.ts', fileOf(...SUM))
repository.write('src/deep/other.ts', fileOf('if (true) {', '  run()', '}'))
repository.write('README.md', '# Sums\n\nThey add up.\n')
const first = repository.commit('First round')
repository.write('src/sum.ts', fileOf('// Sums.', ...SUM))
repository.write('README.md', '# Sums\n\nThey add up, always.\n')
const second = repository.commit('Second round')

const DIFF = ['--patch', '--full-index', '--find-renames', '--no-color', '-r']
let runId = ''
let window: OpenWindow

/** The question about the whole result at `head`, with its diff. */
function askAbout(store: Store, head: string) {
  const diff = `${repository.git('diff-tree', ...DIFF, base, head)}\n`
  const folder = `runs/${runId}/artifacts`
  mkdirSync(path.join(home, folder), { recursive: true })
  writeFileSync(path.join(home, folder, `${head}.diff`), diff)
  const sha256 = hashBytes(diff)
  const metadata = { sha256, bytes: diff.length, mime: 'text/x-diff', label: 'review' }
  store.addArtifact(runId, null, 'diff', `${folder}/${head}.diff`, metadata)
  const { id } = store.openReview(runId, head)
  store.patchReview(id, { stepsDone: true, objections: [] })
  const tree = repository.git('rev-parse', `${head}^{tree}`)
  const subject = { base, head, tree, evidenceHash: reviewHash(sha256, [], []), review: { id, objections: [] } }
  return raiseGate(store, { runId, kind: 'final', question: 'Deliver the result?', subject })
}

/** An attempt that was accepted, and answers the first comment only. */
function answerTheFirst(store: Store): void {
  store.replacePendingTasks(runId, [draft('Take up the comments')])
  const started = store.startAttempt(runId, first)
  if (!started) throw new Error('Nothing was started')
  const comments = [{ id: 'c1', outcome: 'done' as const, answer: 'It says always now.' }]
  const report = { outcome: 'done' as const, summary: 'Done.', comments }
  const { id } = started.attempt
  store.endAttempt(id, 'completed', { summary: 'Done.', signature: null, result: { report }, counted: false })
  store.moveTask(started.task.id, ['in_progress'], 'completed', { summary: 'Done.' })
}

beforeAll(async () => {
  const store = openStore(databaseFile(home))
  runId = store.runStore.createRun('Add up', repository.root).id
  store.patchRun(runId, {}, { baseCommit: base, headCommit: second, branch: 'main', needsPlan: null })
  const { id, subjectHash } = askAbout(store, first)
  const comments = [
    { path: 'README.md', side: 'new', line: 3, text: 'Do they always?' },
    { path: 'src/sum.ts', side: 'new', line: 61, text: 'Why another name?' },
  ]
  const answer = {
    subjectHash,
    verdict: 'changes_requested',
    source: 'human',
    rationale: '',
    payload: { comments },
  } as const
  if (!decideGate(store, id, answer).ok) throw new Error('the answer was not taken')
  answerTheFirst(store)
  store.patchRun(runId, {}, { needsPlan: null, planGuidance: null })
  askAbout(store, second)
  store.close()
  window = await openWindow('serve', home)
}, 120_000)
beforeEach(async () => {
  await window.page.evaluate((hash) => location.assign(`#/${hash}`), `run/${runId}/review?item=src/sum.ts`)
  // Where the person was, and how a diff is read, is another test's.
  await window.page.evaluate(() => localStorage.clear())
  await window.page.reload()
  await window.page.getByText('What you asked for').waitFor()
  await window.page.getByText('// Sums.').first().waitFor()
})
afterAll(() => window?.close())

test('every comment of the round before is shown with its answer and its line, or as not answered', async () => {
  const { page } = window
  const asked = page.getByRole('list', { name: 'Your comments of the rounds before' })
  await asked.getByText('It says always now.').waitFor()
  await asked.getByText('They add up, always.').waitFor()
  await asked.getByText('Not answered').waitFor()
  await asked.getByText('src/sum.ts:62').click()
  // Beside its line, too.
  await page.getByRole('region', { name: 'Changes' }).last().getByText('Why another name?').waitFor()
  expect(await axeProblems(page)).toEqual([])
})

test('only what is new since then, and back', async () => {
  const { page } = window
  // What is new is looked up by itself; until then there is nothing to switch to.
  await page.getByRole('button', { name: /^Since your review/ }).waitFor()
  await page.keyboard.press('x')
  await page.getByRole('button', { name: /^Since your review/, pressed: true }).waitFor()
  await expect.poll(() => page.getByRole('treeitem').count(), { timeout: 30_000 }).toBe(3)
  await page.keyboard.press('x')
  await expect.poll(() => page.getByRole('treeitem').count(), { timeout: 30_000 }).toBe(5)
})

test('side by side, without changes of white space, with more of the file around a change', async () => {
  const { page } = window
  await page.keyboard.press('w')
  await page.getByText(/changed lines? left out/).waitFor()
  await page.keyboard.press('n')
  await page.keyboard.press('o')
  // One wish shows twenty lines more after the hunk at the beginning of the file.
  await page.getByText('const line20 = 20').first().waitFor()
  await page.keyboard.press('s')
  await page.getByRole('button', { name: /^Split/, pressed: true }).waitFor()
  await page.getByText('const line20 = 20').nth(1).waitFor()
  expect(await axeProblems(page)).toEqual([])
})

test('what was seen stays seen over a reload; lines that are commented together are kept as a draft', async () => {
  const { page } = window
  await page.keyboard.press('v')
  await page.getByRole('button', { name: /^Seen/, pressed: true }).waitFor()
  await page.keyboard.press('n')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('c')
  await page.getByRole('textbox', { name: 'Comment on lines 1 to 2 of src/sum.ts' }).fill('Both of them?')
  await page.keyboard.press('Control+Enter')
  await page.reload()
  await page.getByText('Both of them?').waitFor()
  await page.getByText('lines 1 to 2 · not sent yet').waitFor()
  await page.getByText('1 seen').waitFor()
  await page.getByRole('button', { name: 'Request changes · 1 comment' }).waitFor()
})

test('the console was silent throughout', () => expect(window.problems).toEqual([]))
