/** Diffs of attempts with real git and files. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { createArtifacts } from '../../electron/artifacts.ts'
import { createAttemptDiffs } from '../../electron/attempt-diff.ts'
import { hashBytes } from '../../electron/hash.ts'
import { NO_SECRETS } from '../support/no-secrets.ts'
import { realRun } from './real-files.ts'

vi.setConfig({ testTimeout: 60_000 })

function world() {
  const run = realRun()
  const { home, store } = run
  const artifacts = createArtifacts({ home, addArtifact: store.addArtifact, getArtifact: store.getArtifact, ...NO_SECRETS })
  const diffs = createAttemptDiffs(store, { ...run.ports, artifacts })
  const attempts = () => store.newestAttempts(run.runId, 10)
  return { run, diffs, attempts, diffsKept: () => store.newestArtifacts(run.runId, 100).filter(({ path: file }) => file.endsWith('.patch')) }
}

test('against the base: everything that is there with the attempt, kept once', async () => {
  const { run, diffs, attempts, diffsKept } = world()
  await run.go()
  const [first = expect.fail(), second = expect.fail()] = attempts()
  const whole = await diffs.againstBase(second.id)
  const artifact = whole.ok ? whole.value : expect.fail(whole.error.message)
  const content = readFileSync(path.join(run.home, artifact.path), 'utf8')
  expect(content).toContain('+++ b/one.txt')
  expect(content).toContain('+++ b/two.txt')
  expect(artifact.metadata).toMatchObject({
    ...{ label: 'diff_to_base', attemptNumber: 1, commit: second.candidateCommit },
    sha256: hashBytes(content),
  })
  expect(await diffs.againstBase(second.id)).toEqual(whole)
  const one = await diffs.againstBase(first.id)
  expect(one.ok && readFileSync(path.join(run.home, one.value.path), 'utf8')).not.toContain('two.txt')
  expect(diffsKept().map(({ id }) => id)).toContain(artifact.id)
  expect(diffsKept().length).toBeLessThanOrEqual(2)
})

test('without a commit, or where git cannot tell, it is refused with a way on', async () => {
  const { run, diffs, attempts } = world()
  await run.go()
  const [attempt = expect.fail()] = attempts()
  run.store.database.run('UPDATE task_attempts SET candidate_commit = ? WHERE id = ?', 'f'.repeat(40), attempt.id)
  expect(await diffs.againstBase(attempt.id)).toMatchObject({ ok: false, error: { code: 'no_diff' } })
  run.store.database.run('UPDATE task_attempts SET candidate_commit = NULL WHERE id = ?', attempt.id)
  expect(await diffs.againstBase(attempt.id)).toMatchObject({ ok: false, error: { code: 'no_candidate' } })
})
