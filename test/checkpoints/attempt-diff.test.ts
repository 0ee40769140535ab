/** Diffs of attempts with real git and files. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { createArtifacts } from '../../electron/artifacts.ts'
import { createAttemptDiffs } from '../../electron/attempt-diff.ts'
import type { Workplace } from '../../electron/engine/git-port.ts'
import { lookAtWorktree } from '../../electron/git/look.ts'
import { hashBytes } from '../../electron/hash.ts'
import { NO_SECRETS } from '../support/no-secrets.ts'
import { realRun, task } from './real-files.ts'

vi.setConfig({ testTimeout: 60_000 })

function world() {
  // Three, so that the second is neither its own diff nor that of the whole result.
  const run = realRun({ tasks: [task('One'), task('Two'), task('Three')] })
  const { home, store } = run
  const artifacts = createArtifacts({
    home,
    addArtifact: store.addArtifact,
    getArtifact: store.getArtifact,
    ...NO_SECRETS,
  })
  const diffs = createAttemptDiffs(store, { ...run.ports, artifacts }, (place, base) =>
    lookAtWorktree(place, base, (repository) => repository),
  )
  const attempts = () => store.newestAttempts(run.runId, 10)
  return {
    run,
    diffs,
    attempts,
    diffsKept: () => store.newestArtifacts(run.runId, 100).filter(({ path: file }) => file.endsWith('.patch')),
  }
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
  expect(content).not.toContain('three.txt')
  // From the base on, the first attempt is its own diff.
  const one = await diffs.againstBase(first.id)
  expect(one.ok && one.value.path).not.toMatch(/\.patch$/)
  expect(diffsKept().map(({ id }) => id)).toEqual([artifact.id])

  // Without a commit, or where git cannot tell, it is refused with a way on.
  run.store.database.run('UPDATE task_attempts SET candidate_commit = ? WHERE id = ?', 'f'.repeat(40), first.id)
  expect(await diffs.againstBase(first.id)).toMatchObject({ ok: false, error: { code: 'no_diff' } })
  run.store.database.run('UPDATE task_attempts SET candidate_commit = NULL WHERE id = ?', first.id)
  expect(await diffs.againstBase(first.id)).toMatchObject({ ok: false, error: { code: 'no_candidate' } })
})

test('while an attempt is written its files can be looked at, by all at once; afterwards it has a diff of its own', async () => {
  const seen: unknown[] = []
  const run = realRun({
    tasks: [task('One')],
    implement: async () => {
      run.write('one.txt', 'half of it\n')
      const [attempt = expect.fail()] = run.store.newestAttempts(run.runId, 1)
      seen.push(...(await Promise.all([diffs.soFar(attempt.id), diffs.soFar(attempt.id)])))
      // What was looked at is nobody's artifact.
      seen.push(...run.store.newestArtifacts(run.runId, 100).filter(({ kind }) => kind === 'diff'))
      return null
    },
  })
  const look = vi.fn((place: Workplace, base: string) => lookAtWorktree(place, base, (repository) => repository))
  const diffs = createAttemptDiffs(run.store, run.ports, look)
  await run.go()
  expect(look).toHaveBeenCalledOnce()
  expect(seen).toEqual(
    Array(2).fill({ ok: true, value: { text: expect.stringContaining('+half of it'), total: expect.any(Number) } }),
  )
  const [attempt = expect.fail()] = run.store.newestAttempts(run.runId, 1)
  expect(await diffs.soFar(attempt.id)).toMatchObject({ ok: false, error: { code: 'not_written_now' } })
})
