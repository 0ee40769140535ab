/** Forking with real git: a new run with the tasks of then, its own branch, worktree and refs; the parent stays as it is. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { drive } from '../../electron/engine/engine.ts'
import { forkRun } from '../../electron/fork-run.ts'
import { previewFork, previewReturn } from '../../electron/views/checkpoint-preview.ts'
import { forkLines, returnLines } from '../../shared/checkpoint-words.ts'
import type { RunRecord } from '../../shared/domain.ts'
import { type RealRun, realRun, task } from './real-files.ts'

vi.setConfig({ testTimeout: 240_000 })

async function fork(run: RealRun, label: string): Promise<RunRecord> {
  const found = run.store.findCheckpoint(run.checkpoint(label).id) ?? expect.fail('no checkpoint')
  const forked = await forkRun(run.store, run.ports, found)
  return forked.ok ? forked.value : expect.fail(forked.error.message)
}

const resumed = (run: RealRun, runId: string) => {
  run.store.patchRun(runId, { control: 'pause' }, { control: 'run', controlReason: null })
  return drive(run.ports, runId, new AbortController().signal)
}

test('a finished run is forked: what was completed then stays completed and verified, the rest is worked on', async () => {
  const run = realRun()
  await run.go()
  run.approve()
  expect(await run.go()).toEqual({ kind: 'end' })
  const parent = JSON.stringify([run.store.getRun(run.runId), run.store.listTasks(run.runId), run.tip()])
  const made = await fork(run, '"One" completed')
  expect(made).toMatchObject({ control: 'pause', goal: 'Make it better', status: 'paused' })
  expect(made.branch).not.toBe(run.branch)
  expect(run.store.listTasks(made.id).map(({ title, status }) => [title, status])).toEqual([
    ['One', 'completed'],
    ['Two', 'pending'],
  ])
  expect(run.store.unverifiedTasks(made.id)).toEqual([])
  expect(run.store.latestPlan(made.id)).toMatchObject({ revision: 1, state: 'accepted' })
  expect(run.repository.git('for-each-ref', '--format=%(refname)', `refs/triptych/${made.id}/`)).not.toBe('')
  expect(run.store.originOf(made.id)).toMatchObject({
    forkedFrom: { runId: run.runId, goal: 'Make it better' },
    taken: [{ verified: true }, { verified: false }],
  })
  expect(run.store.originOf(run.runId).forks).toMatchObject([{ runId: made.id }])

  expect(await resumed(run, made.id)).toEqual({ kind: 'wait', why: 'gate' })
  expect(run.store.listTasks(made.id).map(({ status }) => status)).toEqual(['completed', 'completed'])
  const { worktree } = run.ports.workplace(made)
  expect([readFileSync(path.join(worktree, 'one.txt'), 'utf8'), existsSync(path.join(worktree, 'two.txt'))]).toEqual([
    'One 1\n',
    true,
  ])
  const { headCommit } = run.store.getRun(made.id)
  expect(run.repository.git('rev-parse', `refs/heads/${made.branch}`)).toBe(headCommit)
  expect(JSON.stringify([run.store.getRun(run.runId), run.store.listTasks(run.runId), run.tip()])).toBe(parent)
  // A task of the fork goes on standing after a return within the fork.
  expect(run.store.listTasks(made.id)[0]?.implementationSummary).toBe('did it')
})

test('a fork may change what its checkpoint allowed, not what was allowed later', async () => {
  const run = realRun({ tasks: [{ ...task('One'), allowedPaths: ['src'] }] })
  await run.go()
  run.approve()
  await run.go()
  const allowed = (runId: string) => run.store.listTasks(runId).map(({ allowedPaths }) => allowedPaths)
  expect(allowed((await fork(run, 'plan 1 accepted')).id)).toEqual([['src']])
  expect(allowed((await fork(run, '"One" completed')).id)).toEqual([['src', 'one.txt']])
})

test('a fork of a plan that is still asked about asks about it itself; one of files only plans anew', async () => {
  const run = realRun({ config: { policy: 'supervised' } })
  expect(await run.go()).toEqual({ kind: 'wait', why: 'gate' })
  const base = await fork(run, 'base')
  expect(run.store.readFacts(base.id).facts).toMatchObject({ needsPlan: 'first', counts: { pending: 0 } })
  expect(await resumed(run, base.id)).toEqual({ kind: 'wait', why: 'gate' })
  expect(run.store.listOpenGates(base.id)).toMatchObject([{ kind: 'plan' }])

  run.store.database.run('UPDATE checkpoints SET state_json = NULL WHERE run_id = ?', run.runId)
  const files = await fork(run, 'base')
  expect(run.store.getInternals(files.id)).toMatchObject({ needsPlan: 'first', startCommit: null })
})

test('a fork of a candidate begins with its files, on the head of then', async () => {
  const run = realRun({ tasks: [task('One')] })
  await run.go()
  const made = await fork(run, 'candidate of attempt 1')
  expect(made.headCommit).toBe(run.store.getRun(run.runId).baseCommit)
  expect(run.store.getInternals(made.id).startCommit).not.toBeNull()
  expect(await resumed(run, made.id)).toEqual({ kind: 'wait', why: 'gate' })
})

test('previews say in words and numbers what would change', async () => {
  const run = realRun()
  await run.go()
  const stored = run.store.findCheckpoint(run.checkpoint('plan 1 accepted').id) ?? expect.fail()
  const parts = { store: run.store, git: run.ports.git, place: run.ports.workplace(run.store.getRun(run.runId)) }
  const preview = await previewReturn(parts, stored)
  expect(preview).toMatchObject({
    problem: null,
    attempts: { aside: 2, again: 0 },
    tasks: [
      { title: 'One', from: 'completed', to: 'pending' },
      { title: 'Two', from: 'completed', to: 'pending' },
    ],
    differ: { files: 2, added: 0, removed: 2, paths: ['one.txt', 'two.txt'] },
    questions: { dropped: [expect.stringMatching(/^Deliver the result/)], again: [] },
  })
  const text = returnLines(preview)
    .map((line) => line.text)
    .join('\n')
  expect(text).toMatch(/Branch triptych\/\S+ moves from [0-9a-f]{7} to [0-9a-f]{7}\./)
  expect(text).toMatch(/2 attempts no longer count and stay in the history\./)
  expect(text).toMatch(/Spent since and still counted: 6 turns, 600 tokens\./)
  const lines = forkLines(await previewFork(parts, stored))
  expect(lines.find((line) => line.text === 'Pending:')?.items).toEqual(['One', 'Two'])
})

test('a fork that is resumed before it is kept has one first checkpoint', async () => {
  const run = realRun({ tasks: [task('One')] })
  await run.go()
  const { git } = run.ports
  run.ports.git = {
    ...git,
    moveRef: async (place, ...move) => {
      const moved = await git.moveRef(place, ...move)
      // Whoever drives it was faster with the same ref.
      if (place.runId !== run.runId) run.store.saveCheckpoint(place.runId, { n: 0, commit: move[1], label: 'first' })
      return moved
    },
  }
  const made = await fork(run, '"One" completed')
  expect(run.store.listCheckpoints(made.id).map(({ payload }) => payload)).toMatchObject([{ n: 0, label: 'first' }])
})
