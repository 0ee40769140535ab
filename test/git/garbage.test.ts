import { expect, test } from 'vitest'
import { startJob } from './job.ts'

/** Everything a person may do to tidy up, at the worst moment. */
function collect(git: (...args: string[]) => string): void {
  git('reflog', 'expire', '--expire=now', '--all')
  git('gc', '-q', '--prune=now')
}

test('what a run keeps survives rebases, force and `git gc --prune=now` [fault 46]', async () => {
  const job = await startJob()
  const { git } = job.repository
  job.write({ 'src/a.txt': 'two\n' })
  const { commit } = await job.candidate()
  await job.port.moveRef(job.place, 'refs/triptych/run/1', commit, null)
  // The person rewrites everything that the run came from.
  git('commit', '-q', '--amend', '-m', 'Another beginning')
  collect(git)
  expect(git('cat-file', '-t', commit)).toBe('commit')
  expect(git('cat-file', '-t', job.base)).toBe('commit')
  await job.port.resetWorktree(job.place, commit)
  expect((await job.candidate()).commit).toBe(commit)
  expect(await job.port.repositoryProblem(job.place, commit)).toBeNull()
})

test('a candidate that was collected before its ref was made is made again, the same [fault 46]', async () => {
  const job = await startJob()
  job.write({ 'src/a.txt': 'two\n' })
  const { commit } = await job.candidate()
  collect(job.repository.git)
  expect(() => job.repository.git('cat-file', '-t', commit)).toThrow()
  expect((await job.candidate()).commit).toBe(commit)
  expect(await job.port.moveRef(job.place, 'refs/heads/triptych/x-1', commit, null)).toEqual({ moved: true })
  // Somebody moves the run's branch: told with both ids, and left alone.
  job.repository.git('branch', '-f', 'triptych/x-1', job.base)
  const again = await job.port.moveRef(job.place, 'refs/heads/triptych/x-1', job.base, commit)
  expect(again).toEqual({ moved: false, actual: job.base })
  const run = { branch: 'triptych/x-1', base: job.base, head: commit }
  const delivered = await job.port.deliver(job.place, { kind: 'branch' }, run)
  expect(delivered).toMatchObject({ kind: 'refused', refusal: { code: 'branch_moved' } })
  expect(JSON.stringify(delivered)).toContain(job.base)
  expect(JSON.stringify(delivered)).toContain(commit)
})
