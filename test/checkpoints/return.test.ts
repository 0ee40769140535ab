/** Returning to a checkpoint with real git: what is put back, what is kept, what is never touched. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { askToReturn, restoreHash, returnProblem } from '../../electron/engine/restore-state.ts'
import { openStore } from '../../electron/store/store.ts'
import { previewReturn } from '../../electron/views/checkpoint-preview.ts'
import { checkpointFacts } from '../../shared/checkpoint-facts.ts'
import { returnLines } from '../../shared/checkpoint-words.ts'
import { returnTo } from '../support/random-history.ts'
import { isTriptychs, makeRepository, runGit, snapshot } from '../support/repository.ts'
import { type RealRun, realRun, task } from './real-files.ts'

vi.setConfig({ testTimeout: 240_000 })

const commitOf = (run: RealRun, label: string): string => checkpointFacts(run.checkpoint(label)).commit ?? ''

test('branch and files go back, what no commit holds is kept, and the return is undone by another', async () => {
  const run = realRun()
  const person = { 'staged.txt': 'staged\n', 'untracked.txt': 'mine\n' }
  for (const [name, content] of Object.entries(person)) run.repository.write(name, content)
  run.repository.git('add', 'staged.txt')
  const checkout = () => snapshot(run.repository.root, isTriptychs)
  const before = checkout()
  expect(await run.go()).toEqual({ kind: 'wait', why: 'gate' })
  const [one, two] = [commitOf(run, '"One" completed'), commitOf(run, '"Two" completed')]
  expect(run.tip()).toBe(two)
  run.write('note.txt', 'by the person\n')
  run.write('a.txt', 'changed by the person\n')
  run.write('ignored/cache.bin', 'cache\n')

  const undo = await returnTo(run, run.checkpoint('"One" completed').id)
  expect(run.tip()).toBe(one)
  expect([run.file('one.txt'), run.file('two.txt'), run.file('note.txt'), run.file('a.txt')]).toEqual([
    'One 1\n',
    null,
    null,
    'a\n',
  ])
  expect(run.file('ignored/cache.bin')).toBe('cache\n')
  expect(run.store.listTasks(run.runId).map(({ status }) => status)).toEqual(['completed', 'pending'])
  expect(run.store.readFacts(run.runId).facts).toMatchObject({ openGates: 0, counts: { pending: 1, completed: 1 } })
  expect(run.repository.git('show', `${commitOf(run, 'before the return')}:note.txt`)).toBe('by the person')

  expect(undo).not.toBeNull()
  await returnTo(run, undo ?? '')
  expect(run.tip()).toBe(two)
  expect([run.file('two.txt'), run.file('note.txt'), run.file('a.txt')]).toEqual([
    'Two 1\n',
    'by the person\n',
    'changed by the person\n',
  ])
  expect(run.store.listOpenGates(run.runId)).toMatchObject([{ kind: 'final' }])
  expect(checkout()).toEqual(before)
  expect(await run.resume()).toEqual({ kind: 'wait', why: 'gate' })
  run.approve()
  expect(await run.go()).toEqual({ kind: 'end' })
  expect(run.store.getRun(run.runId).status).toBe('completed')
  expect(checkout()).toEqual(before)
})

test('a returned run takes the way anew: a new number, its own files, and the branch follows', async () => {
  const run = realRun()
  await run.go()
  await returnTo(run, run.checkpoint('plan 1 accepted').id)
  expect(run.tip()).toBe(run.store.getRun(run.runId).baseCommit)
  expect(await run.resume()).toEqual({ kind: 'wait', why: 'gate' })
  expect([run.file('one.txt'), run.file('two.txt')]).toEqual(['One 2\n', 'Two 2\n'])
  const [first] = run.store.listTasks(run.runId)
  expect(run.store.listAllAttempts(first?.id ?? '')).toMatchObject([
    { attemptNumber: 1, status: 'completed', setAside: true },
    { attemptNumber: 2, status: 'completed', setAside: false },
  ])
  expect(run.store.listAttempts(first?.id ?? '')).toHaveLength(1)
})

test('what a person allowed after the checkpoint is asked about again, and is allowed again where the return is undone', async () => {
  const run = realRun({ tasks: [{ ...task('One'), allowedPaths: ['src'] }] })
  expect(await run.go()).toEqual({ kind: 'wait', why: 'gate' })
  expect(run.store.listOpenGates(run.runId)).toMatchObject([{ kind: 'scope' }])
  run.approve()
  await run.go()
  const allowed = () => run.store.listTasks(run.runId).map(({ allowedPaths }) => allowedPaths)
  expect(allowed()).toEqual([['src', 'one.txt']])
  const plan = run.checkpoint('plan 1 accepted').id
  const preview = (id: string) =>
    previewReturn(
      { store: run.store, git: run.ports.git, place: run.ports.workplace(run.store.getRun(run.runId)) },
      run.store.findCheckpoint(id) ?? expect.fail(),
    )
  const shown = await preview(plan)
  expect(shown.paths).toEqual({ dropped: ['one.txt'], again: [] })
  expect(returnLines(shown)).toContainEqual({ text: 'Allowed since, and asked about again:', items: ['one.txt'] })

  const undo = (await returnTo(run, plan)) ?? ''
  expect(allowed()).toEqual([['src']])
  expect((await preview(undo)).paths).toEqual({ dropped: [], again: ['one.txt'] })
  await returnTo(run, undo)
  expect(allowed()).toEqual([['src', 'one.txt']])
  await returnTo(run, plan)
  expect(await run.resume()).toEqual({ kind: 'wait', why: 'gate' })
  expect(run.store.listOpenGates(run.runId)).toMatchObject([{ kind: 'scope' }])
})

test('a checkpoint of before paths were kept leaves them as they are', async () => {
  const run = realRun({ tasks: [{ ...task('One'), allowedPaths: ['src'] }] })
  await run.go()
  run.approve()
  const { store, runId } = run
  const { id } = run.checkpoint('plan 1 accepted')
  store.database.run(`UPDATE checkpoints SET state_json = json_remove(state_json, '$.tasks[0].allowedPaths')`)
  const state = store.findCheckpoint(id)?.state ?? expect.fail('no state')
  expect(state.tasks).toMatchObject([{ allowedPaths: null }])
  store.applyState(runId, state)
  expect(store.listTasks(runId)).toMatchObject([{ allowedPaths: ['src', 'one.txt'] }])
})

test('a candidate that was refused can be gone on from: the next attempt begins with its files', async () => {
  let judged = 0
  const run = realRun({ tasks: [task('One')] })
  run.ports.commands.runShell = async ({ signal }) => ({
    exitCode: judged++ === 0 ? 1 : 0,
    signal: null,
    timedOut: false,
    aborted: signal.aborted,
    durationMs: 1,
    log: new Uint8Array(),
  })
  await run.go()
  await returnTo(run, run.checkpoint('candidate of attempt 1').id)
  expect(run.file('one.txt')).toBe('One 1\n')
  const { startCommit } = run.store.getInternals(run.runId)
  expect(startCommit).toBe(commitOf(run, 'candidate of attempt 1'))
  expect(run.store.listTasks(run.runId)).toMatchObject([{ status: 'pending', blockerSignature: null }])
  await run.resume()
  expect(run.store.getInternals(run.runId).startCommit).toBeNull()
  expect(run.store.listTasks(run.runId)).toMatchObject([{ status: 'completed' }])
})

test('asked while a turn runs, from another process: the turn ends, its files are kept, and the owner returns', async () => {
  const run: RealRun = realRun({
    implement: async ({ worktree, signal, task: about }) => {
      if (about?.title !== 'Two') return null
      run.write('half.txt', `half in ${path.basename(worktree)}\n`)
      const other = openStore(run.store.database.file)
      const target = run.checkpoint('plan 1 accepted').id
      expect(askToReturn(other, target, restoreHash(target, other.captureState(run.runId)))).toMatchObject({ ok: true })
      other.close()
      await vi.waitFor(() => expect(signal.aborted).toBe(true), { timeout: 5_000 })
      return { kind: 'stopped' }
    },
  })
  const unwatch = run.store.database.watch(50)
  expect(await run.go()).toEqual({ kind: 'wait', why: 'paused' })
  unwatch()
  expect(run.store.listEvents(run.runId, 20).map(({ kind }) => kind)).toContain('checkpoint_restored')
  expect(run.repository.git('show', `${commitOf(run, 'before the return')}:half.txt`)).toMatch(/^half in /)
  expect([run.file('half.txt'), run.file('one.txt')]).toEqual([null, null])
  const attempts = run.store.listTasks(run.runId).flatMap(({ id }) => run.store.listAllAttempts(id))
  expect(attempts.map(({ status, setAside }) => [status, setAside])).toEqual([
    ['completed', true],
    ['interrupted', true],
  ])
})

test('a repository in the worktree, which no commit can hold, goes to the trash whole and a fresh worktree is made', async () => {
  const run = realRun()
  await run.go()
  mkdirSync(path.join(run.worktree, 'theirs'))
  runGit(path.join(run.worktree, 'theirs'), ['init', '-q'])
  run.write('theirs/work.txt', 'not committed anywhere\n')
  await returnTo(run, run.checkpoint('"One" completed').id)
  expect([run.file('one.txt'), run.file('two.txt'), run.file('theirs/work.txt')]).toEqual(['One 1\n', null, null])
  const [trashed = ''] = readdirSync(path.join(run.home, 'trash'))
  expect(readFileSync(path.join(run.home, 'trash', trashed, 'theirs/work.txt'), 'utf8')).toBe(
    'not committed anywhere\n',
  )
  expect(run.store.getInternals(run.runId).setupState).toBe('pending')
})

test('a branch that somebody moved is left alone and told; put back, the return goes on', async () => {
  const run = realRun()
  await run.go()
  const two = run.tip() ?? ''
  const theirs = run.repository.git('commit-tree', `${two}^{tree}`, '-p', two, '-m', 'Theirs')
  run.repository.git('update-ref', `refs/heads/${run.branch}`, theirs)
  const target = run.checkpoint('"One" completed').id
  expect(askToReturn(run.store, target, restoreHash(target, run.store.captureState(run.runId)))).toMatchObject({
    ok: true,
  })
  expect(await run.go()).toEqual({ kind: 'wait', why: 'paused' })
  expect(run.tip()).toBe(theirs)
  expect(run.store.getInternals(run.runId)).toMatchObject({ restore: 'files', control: 'pause' })
  const reason = () => run.store.getInternals(run.runId).controlReason
  expect(reason()).toMatch(/Only Triptych moves it\. Keep what is on it under another name, put it back with git/)
  run.repository.git('update-ref', '-d', `refs/heads/${run.branch}`)
  expect(await run.resume()).toEqual({ kind: 'wait', why: 'paused' })
  expect(reason()).toMatch(/is missing, but .*Only Triptych moves it\. Put it back with git update-ref/)
  run.repository.git('update-ref', `refs/heads/${run.branch}`, two)
  expect(await run.resume()).toEqual({ kind: 'wait', why: 'gate' })
  expect(run.file('two.txt')).toBe('Two 2\n')
})

test('a run that has ended, or went on since, does not return; a commit that is gone is told', async () => {
  const run = realRun({ tasks: [task('One')] })
  await run.go()
  const target = run.checkpoint('plan 1 accepted').id
  const hash = restoreHash(target, run.store.captureState(run.runId))
  run.approve()
  expect(askToReturn(run.store, target, hash)).toMatchObject({ ok: false, error: { code: 'delivering' } })
  await run.go()
  const stored = run.store.findCheckpoint(target) ?? expect.fail()
  expect(returnProblem(run.store, stored)).toMatchObject({ code: 'run_ended' })
})

test('what somebody decides between the wish and the return goes first: nothing is changed, and it is told', async () => {
  const run = realRun()
  await run.go()
  const target = run.checkpoint('"One" completed').id
  expect(askToReturn(run.store, target, restoreHash(target, run.store.captureState(run.runId)))).toMatchObject({
    ok: true,
  })
  run.approve()
  const tip = run.tip()
  expect(await run.go()).toEqual({ kind: 'wait', why: 'paused' })
  expect(run.store.listEvents(run.runId, 3).map(({ kind }) => kind)).toContain('checkpoint_refused')
  expect(run.store.getInternals(run.runId)).toMatchObject({ restore: null, delivery: 'chosen' })
  expect(run.tip()).toBe(tip)
  expect(existsSync(path.join(run.worktree, 'two.txt'))).toBe(true)
})

test('a checkpoint of an earlier version gives its files to the next attempt and changes nothing else', async () => {
  const run = realRun({ repository: makeRepository({ 'a.txt': 'a\n' }) })
  await run.go()
  run.store.database.run('UPDATE checkpoints SET state_json = NULL')
  const before = run.store.listTasks(run.runId)
  await returnTo(run, run.checkpoint('"One" completed').id)
  expect(run.store.listTasks(run.runId)).toEqual(before)
  expect([run.file('one.txt'), run.file('two.txt')]).toEqual(['One 1\n', null])
  expect(run.store.listOpenGates(run.runId)).toMatchObject([{ kind: 'final' }])
  expect(run.store.getInternals(run.runId).startCommit).toBe(commitOf(run, '"One" completed'))
})

test('a checkpoint of which a restored history knows nothing stays alive when its number is taken; one of a crash is replaced', async () => {
  const run = realRun()
  await run.go()
  const { repository, runId, store } = run
  const number = store.countCheckpoints(runId)
  const ref = `refs/triptych/${runId}/${number}`
  const base = repository.git('rev-parse', 'HEAD')
  const lost = repository.git('commit-tree', `${base}^{tree}`, '-m', 'work that only this ref holds')
  repository.git('update-ref', ref, lost)
  await returnTo(run, run.checkpoint('"One" completed').id)
  expect(repository.git('rev-parse', ref)).toBe(commitOf(run, 'before the return'))
  expect(repository.git('for-each-ref', '--format=%(objectname)', `refs/triptych/${runId}/lost/`)).toBe(lost)

  const next = `refs/triptych/${runId}/${store.countCheckpoints(runId)}`
  const cut = repository.git('commit-tree', `${base}^{tree}`, '-m', 'a step that was cut before its row')
  store.intendEffect(runId, 'checkpoint_ref', `${next}@${cut}`, cut)
  repository.git('update-ref', next, cut)
  await returnTo(run, run.checkpoint('"Two" completed').id)
  expect(repository.git('for-each-ref', '--format=%(objectname)', `refs/triptych/${runId}/lost/`)).toBe(lost)
})
