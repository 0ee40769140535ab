/** Checkpoints from a terminal: listed, returned to, forked from. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeOneTask, type OneTask } from '../support/one-task.ts'
import { start, triptych } from '../support/terminal.ts'
import { beside, typing } from './in-process.ts'

vi.setConfig({ testTimeout: 240_000 })

const idOf = (listed: string, label: string): string =>
  new RegExp(`^(\\w{8}) .*${label}`, 'm').exec(listed)?.[1] ?? expect.fail(`no ${label} in\n${listed}`)

async function run(job: OneTask): Promise<string> {
  const words = [
    'run',
    '--repo',
    job.repository.root,
    '--goal',
    'Add sum',
    '--agent',
    'demo',
    '--policy',
    'review_at_end',
  ]
  const ended = await triptych(job.terminal, ...words)
  expect(ended.exitCode, ended.stderr).toBe(3)
  return /Run (\w{8})/.exec(ended.stdout)?.[1] ?? expect.fail(ended.stdout)
}

test('a run returns with --yes only, is undone by returning again, and goes on; a fork is a run of its own', async () => {
  const job = makeOneTask({})
  const runId = await run(job)
  const listed = (await beside(job.terminal, 'checkpoints', runId)).stdout
  const plan = idOf(listed, 'plan 1 accepted')
  const asked = await beside(job.terminal, 'return', plan)
  expect(asked).toMatchObject({ exitCode: 3 })
  expect(asked.stdout).toMatch(/1 task changes:\s+\S.*completed → pending/s)
  expect(asked.stdout).toContain(`return ${plan} --yes`)
  expect((await beside(job.terminal, 'return', plan, '--yes')).exitCode).toBe(0)
  const shown = (await beside(job.terminal, 'show', runId)).stdout
  expect(shown).toContain('paused, because it returned to a checkpoint')
  const undo = idOf((await beside(job.terminal, 'checkpoints', runId)).stdout, 'before the return')
  expect((await beside(job.terminal, 'return', undo, '--yes')).exitCode).toBe(0)
  expect((await beside(job.terminal, 'show', runId)).stdout).toMatch(/Deliver the result/)

  const forked = await beside(job.terminal, 'fork', plan)
  expect(forked.exitCode, forked.stderr).toBe(0)
  const fork = /Run (\w{8}) begins at/.exec(forked.stdout)?.[1] ?? ''
  expect((await triptych(job.terminal, 'resume', fork)).exitCode).toBe(3)
  expect((await beside(job.terminal, 'return', 'ffff')).exitCode).toBe(2)
  expect((await typing(job.terminal, 'n', 'return', plan)).stdout).toMatch(/\[y\/N\].*Nothing was changed/s)
  expect((await beside(job.terminal, 'cancel', runId)).exitCode).toBe(0)
  const ended = await beside(job.terminal, 'return', plan)
  expect(ended).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('has ended: cancelled') })
  expect((await beside(job.terminal, 'checkpoints', 'ffff')).exitCode).toBe(2)
})

test('a run that is removed while it works ends with the way to put it back', async () => {
  const { terminal, repository } = makeOneTask({ verificationSteps: () => ['sleep 30'] })
  const working = start(terminal, ['run', '--repo', repository.root, '--goal', 'Add sum', '--agent', 'demo'])
  await vi.waitFor(() => expect(working.output()).toContain('Before any work: sleep 30'), { timeout: 30_000 })
  const runId = /Run (\w{8})/.exec(working.output())?.[1] ?? ''
  expect(await beside(terminal, 'remove', runId)).toMatchObject({ exitCode: 0 })
  const { exitCode, stdout } = await working.finished
  expect(exitCode).toBe(4)
  expect(stdout).toContain('The run is removed; it is in the trash.')
  expect(stdout).toContain(`Put it back: triptych put-back ${runId}`)
  expect(stdout).not.toContain(`triptych resume ${runId}`)

  const shown = (await beside(terminal, 'show', runId)).stdout
  expect(shown).toContain(`put back   triptych put-back ${runId}`)
  expect(shown).not.toContain('triptych resume')
  const steered = await beside(terminal, 'steer', runId, 'strategy', '--message', 'Smaller tasks')
  expect(steered).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('put-back') })
  const aside = path.join(terminal.home, 'trash', `${new Date().toISOString().slice(0, 10)}-0123abcd`)
  mkdirSync(aside, { recursive: true })
  const listed = await beside(terminal, 'trash')
  expect(listed.stdout).toContain(aside)
  expect(listed.stdout).toContain('1 run, and 1 folder put aside, in the trash.')
})
