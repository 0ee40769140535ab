/** What becomes of agents that lie, stray, commit, fail or fall silent: the state that the contracts give it, and the true reason on screen. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeOneTask } from '../support/one-task.ts'
import { snapshot } from '../support/repository.ts'
import { implementTurns, outcomeOf, reasonsOf, shown } from './support.ts'

test('claims success and changed nothing: its verification fails, twice in the same way, and the task is blocked [fault 27]', async () => {
  const outcome = await outcomeOf(makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'lie@implementation' } }))
  const failed = { status: 'failed', signature: 'verify:v1=1' }
  expect(outcome).toMatchObject({ exitCode: 1, run: 'failed', tasks: ['blocked'], attempts: [failed, failed] })
  expect(shown(outcome)).toContain('Nothing was changed')
  expect(shown(outcome)).toMatch(/Verification v1 failed with exit code 1/)
})

test('its tests fail: the same [fault 27]', async () => {
  const wrong = { write: { path: 'src/sum.js', content: 'export const sum = (a, b) => a - b\n' } }
  const outcome = await outcomeOf(makeOneTask({ implementation: [wrong] }))
  const failed = { status: 'failed', signature: 'verify:v1=1' }
  expect(outcome).toMatchObject({ exitCode: 1, run: 'failed', tasks: ['blocked'], attempts: [failed, failed] })
  expect(shown(outcome)).toMatch(/Verification v1 failed with exit code 1/)
})

test('edits an existing test to make it pass: out of scope, though the test would pass', async () => {
  const job = makeOneTask({
    implementation: [{ write: { path: 'test/sum.test.js', content: "import 'node:test'\n" } }],
  })
  const outcome = await outcomeOf(job)
  expect(outcome.attempts[0]).toEqual({ status: 'failed', signature: 'scope:test/sum.test.js' })
  expect(outcome).toMatchObject({ exitCode: 1, run: 'failed' })
  expect(shown(outcome)).toContain('Outside the allowed paths: test/sum.test.js')
  expect(job.repository.read('test/sum.test.js')).toContain('one and one are two')
})

test('writes outside its paths: failed, then a question that an unattended run cannot answer', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'stray_write@implementation' } })
  const outcome = await outcomeOf(job)
  expect(outcome.attempts[0]?.signature).toMatch(/^scope:/)
  expect(outcome).toMatchObject({ exitCode: 1, run: 'failed' })
  expect(shown(outcome)).toMatch(/outside its scope twice/)
  expect(job.repository.git('status', '--porcelain')).toBe('')
})

test('commits, configures, hooks and moves branches by itself: none of it arrives, the work is judged by its files', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'commit@implementation' } })
  const leaveOut = (file: string) => /^\.git\/(objects|logs)(\/|$)|^\.git\/refs\/(triptych|heads\/triptych)/.test(file)
  const before = snapshot(job.repository.root, leaveOut)
  // In a sandbox it could not even try.
  const outcome = await outcomeOf(job, '--sandbox', 'off')
  expect(outcome, shown(outcome)).toMatchObject({ exitCode: 0, run: 'completed', tasks: ['completed'] })
  expect(snapshot(job.repository.root, leaveOut)).toEqual(before)
  expect(job.repository.git('for-each-ref', '--format=%(refname:short)', 'refs/heads')).toMatch(
    /^main\ntriptych\/add-sum-/,
  )
  expect(job.repository.git('log', '--format=%an', 'refs/heads/main..HEAD')).toBe('')
})

test('never answers: silent, and told so', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'hang@implementation' } })
  const outcome = await outcomeOf(job, '--limit', 'turnIdleMinutes=0.02')
  expect(outcome).toMatchObject({ exitCode: 1, run: 'failed', tasks: ['blocked'] })
  expect(outcome.attempts.map(({ status }) => status)).toEqual(['failed', 'failed'])
  expect(shown(outcome)).toMatch(/silent|said nothing|no sign|nothing for/i)
})

test('ends its turn without an answer: one repair turn, then failed', async () => {
  const outcome = await outcomeOf(makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'no_answer@implementation' } }))
  expect(outcome).toMatchObject({ exitCode: 1, run: 'failed', tasks: ['blocked'] })
  expect(outcome.attempts[0]).toMatchObject({ status: 'failed', signature: expect.stringMatching(/^failed:/) })
})

test('dies again and again: interrupted twice without counting, then counted', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'crash@implementation' } })
  const outcome = await outcomeOf(job, '--limit', 'attemptsPerTask=1')
  expect(outcome.attempts.map(({ status }) => status)).toEqual(['interrupted', 'interrupted', 'failed'])
  expect(reasonsOf(job)).toContain(
    'Its error output ended with:\ndemo agent: fault "crash": something went terribly wrong',
  )
  expect(outcome).toMatchObject({ exitCode: 1, run: 'failed', tasks: ['blocked'] })
})

test.each([
  ['refuses', 'refusal', /refused to go on/],
  ['tells an error of its model as chat', 'chat_error', /API Error: 400/],
])('an agent that %s has failed, and is told so', async (_what, fault, words) => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: `${fault}@implementation` } })
  const outcome = await outcomeOf(job, '--limit', 'attemptsPerTask=1')
  expect(outcome).toMatchObject({ exitCode: 1, run: 'failed', tasks: ['blocked'], attempts: [{ status: 'failed' }] })
  expect(shown(outcome)).toMatch(words)
  expect(implementTurns(job)).toMatchObject([{ state: 'failed', agentId: 'demo', agentVersion: '1.0.0' }])
})

test('a task without verification steps completes as not verified, and says so', async () => {
  const outcome = await outcomeOf(makeOneTask({ verificationSteps: () => [] }))
  expect(outcome).toMatchObject({ exitCode: 0, run: 'completed' })
  expect(shown(outcome)).toContain('not verified')
})

test('an orphan and a deaf agent leave no process behind', async () => {
  // In a sandbox it would tell its number there, not the one it has here.
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'orphan@implementation' } })
  const orphan = await outcomeOf(job, '--sandbox', 'off')
  expect(orphan.exitCode, shown(orphan)).toBe(0)
  const pid = /Process (\d+) runs on/.exec(shown(orphan))?.[1]
  expect(pid).toBeDefined()
  expect(existsSync(path.join('/proc', pid ?? '0'))).toBe(false)
})
