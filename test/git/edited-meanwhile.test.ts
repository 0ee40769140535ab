import { readFileSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type Backend, openBackend } from '../../electron/backend.ts'
import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import { makeOneTask, type OneTask } from '../support/one-task.ts'

vi.setConfig({ testTimeout: 120_000 })

/** The worktree is one folder: whether a person or the agent writes there is the same to it. */
const WRITES = { write: { path: 'README.md', content: 'mine' } }

/** The whole run, with nobody asked. */
async function liveUnattended(job: OneTask): Promise<{ backend: Backend; id: string }> {
  const backend = await openBackend({ home: job.terminal.home, environment: job.terminal.env })
  onTestFinished(() => backend.close())
  await backend.own()
  const config = { ...DEFAULT_RUN_CONFIG, policy: 'unattended' as const }
  const started = await backend.startRun({ repoPath: job.repository.root, goal: 'Add sum', config })
  if (!started.ok) throw new Error(started.error.message)
  const { id } = started.value.run
  await backend.drive(id, new AbortController().signal)
  return { backend, id }
}

test('files that somebody changes while the checker judges are noted, are no part of the result, and are kept [fault 53]', async () => {
  const job = makeOneTask({})
  const script = job.terminal.env['TRIPTYCH_DEMO_SCRIPT'] ?? ''
  const said = JSON.parse(readFileSync(script, 'utf8'))
  said.checker = [
    { when: { kind: 'review' }, steps: said.checker[0].steps },
    { steps: [WRITES, ...said.checker[0].steps] },
  ]
  writeFileSync(script, JSON.stringify(said))
  const { backend, id } = await liveUnattended(job)
  const [task] = backend.store.runStore.listTasks(id)
  const latest = backend.store.runStore.latestTaskAttempt(task?.id ?? '')
  const attempt = latest === null ? null : backend.store.getAttempt(latest.id)
  expect(attempt?.result.checkerChanged).toEqual(['README.md'])
  const kept = backend.store
    .listCheckpoints(id)
    .filter(({ payload }) => JSON.stringify(payload).includes('during the check'))
  expect(kept.length).toBeGreaterThan(0)
  const refs = job.repository.git('for-each-ref', '--format=%(refname)', 'refs/triptych').split('\n')
  expect(refs.some((ref) => job.repository.git('show', `${ref}:README.md`) === 'mine')).toBe(true)
  expect(job.repository.git('show', `${attempt?.candidateCommit}:README.md`)).toBe('Sums')
})

test.each([
  { during: 'planning', role: 'strategy', kind: 'plan', label: 'changes during planning' },
  { during: "strategy's review", role: 'strategy', kind: 'review', label: 'changes during the review by strategy' },
  { during: "the checker's review", role: 'checker', kind: 'review', label: 'changes during the review by checker' },
])('files that somebody changes during $during are kept, and no part of the result [fault 53]', async (at) => {
  const job = makeOneTask({})
  const script = job.terminal.env['TRIPTYCH_DEMO_SCRIPT'] ?? ''
  const said = JSON.parse(readFileSync(script, 'utf8'))
  const turns: { when?: { kind?: string }; steps: unknown[] }[] = said[at.role]
  const usual = turns.find(({ when }) => when === undefined || when.kind === at.kind)
  said[at.role] = [{ when: { kind: at.kind }, steps: [WRITES, ...(usual?.steps ?? [])] }, ...turns]
  writeFileSync(script, JSON.stringify(said))
  const { backend, id } = await liveUnattended(job)
  const run = backend.store.getRun(id)
  expect(run.status).toBe('completed')
  const kept = backend.store.listCheckpoints(id).filter(({ payload }) => JSON.stringify(payload).includes(at.label))
  expect(kept).toHaveLength(1)
  const refs = job.repository.git('for-each-ref', '--format=%(refname)', 'refs/triptych').split('\n')
  expect(refs.some((ref) => job.repository.git('show', `${ref}:README.md`) === 'mine')).toBe(true)
  expect(job.repository.git('show', `${run.branch}:README.md`)).toBe('Sums')
})
