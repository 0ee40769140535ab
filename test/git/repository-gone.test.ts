import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openBackend } from '../../electron/backend.ts'
import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import { makeOneTask } from '../support/one-task.ts'
import { runGit } from '../support/repository.ts'

vi.setConfig({ testTimeout: 120_000 })

test('a repository that is moved away pauses its run, which writes nothing elsewhere and goes on by a link to it [fault 43]', async () => {
  const job = makeOneTask({})
  const { root } = job.repository
  const backend = await openBackend({ home: job.terminal.home, environment: job.terminal.env })
  onTestFinished(() => backend.close())
  await backend.own()
  const started = await backend.startRun({ repoPath: root, goal: 'Add sum', config: DEFAULT_RUN_CONFIG })
  if (!started.ok) throw new Error(started.error.message)
  const { id, baseCommit } = started.value.run
  const drive = () => backend.drive(id, new AbortController().signal)
  const approve = () => {
    const gate = backend.store.listOpenGates(id)[0]
    if (gate === undefined) throw new Error('Nothing is asked.')
    backend.decide(gate.id, {
      verdict: 'approved',
      subjectHash: gate.subjectHash,
      source: 'human',
      rationale: '',
      payload: {},
    })
  }
  await drive()
  const moved = `${root}-moved`
  renameSync(root, moved)
  approve()
  expect(await drive()).toEqual({ kind: 'wait', why: 'paused' })
  const reason = backend.store.getInternals(id).controlReason
  expect(reason).toContain(`The repository ${root} is not there any more.`)
  expect(reason).toContain(`ln -s <its folder> ${root}`)
  expect(readdirSync(path.dirname(root))).not.toContain(path.basename(root))

  // Another repository in its place is not taken for it.
  mkdirSync(root)
  runGit(root, ['init', '-q'])
  backend.control(id, 'resume', 'test')
  expect(await drive()).toEqual({ kind: 'wait', why: 'paused' })
  expect(backend.store.getInternals(id).controlReason).toContain(`does not have the commit ${baseCommit}`)
  expect(runGit(root, ['for-each-ref'])).toBe('')

  rmSync(root, { recursive: true })
  symlinkSync(moved, root)
  backend.control(id, 'resume', 'test')
  await drive()
  expect(backend.store.listOpenGates(id).map(({ kind }) => kind)).toEqual(['final'])
})
