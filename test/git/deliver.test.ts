import path from 'node:path'
import { expect, test } from 'vitest'
import type { Workplace } from '../../electron/engine/git-port.ts'
import { createGitPort } from '../../electron/git/git-port.ts'
import {
  isTriptychs,
  makeRepository,
  makeTempFolder,
  runGit,
  snapshot,
  type TestRepository,
  writeFileTree,
} from '../support/repository.ts'
import { makeWorkplace } from '../support/workplace.ts'

const port = createGitPort()
const BRANCH = 'triptych/x-0123abcd'

interface Finished {
  repository: TestRepository
  place: Workplace
  run: { branch: string; base: string; head: string }
}

async function finishRun(): Promise<Finished> {
  const repository = makeRepository()
  const place = makeWorkplace(repository)
  const base = repository.git('rev-parse', 'HEAD')
  await port.createWorktree(place, base)
  writeFileTree(place.worktree, { 'src/a.txt': 'two\n', 'new "file".bin': Uint8Array.from([0, 255, 10, 13]) })
  const { commit } = await port.makeCandidate(place, {
    base,
    message: 'x',
    attemptId: 'a',
    at: '2026-01-01T00:00:00.000Z',
  })
  await port.moveRef(place, `refs/heads/${BRANCH}`, commit, null)
  return { repository, place, run: { branch: BRANCH, base, head: commit } }
}

const forward = (branch: string, expectedCommit: string) => ({ kind: 'fast_forward' as const, branch, expectedCommit })

/** The refusal's code, after checking that nothing changed and that the message names each of `ids`. */
async function refusal(job: Finished, delivery: Parameters<typeof port.deliver>[1], ids: string[]): Promise<string> {
  const before = snapshot(job.repository.root)
  const result = await port.deliver(job.place, delivery, job.run)
  if (result.kind !== 'refused') throw new Error('delivered')
  for (const id of ids) expect(result.refusal.message).toContain(id)
  expect(result.refusal.remedy).not.toBe('')
  expect(snapshot(job.repository.root)).toEqual(before)
  return result.refusal.code
}

test('branch: at the approved commit, or refused with both ids', async () => {
  const job = await finishRun()
  expect(await port.deliver(job.place, { kind: 'branch' }, job.run)).toEqual({
    kind: 'delivered',
    detail: `Branch ${BRANCH} is at ${job.run.head}`,
  })
  job.repository.git('branch', '-f', BRANCH, job.run.base)
  expect(await refusal(job, { kind: 'branch' }, [job.run.head, job.run.base])).toBe('branch_moved')
  job.repository.git('branch', '-D', BRANCH)
  expect(await refusal(job, { kind: 'branch' }, [job.run.head])).toBe('branch_moved')
  const gone = await port.deliver(job.place, { kind: 'branch' }, job.run)
  const { remedy } = gone.kind === 'refused' ? gone.refusal : expect.fail('delivered')
  expect(remedy).toMatch(/^Somebody else removed it\. Put it back with git branch/)
  expect(remedy).not.toContain('under another name')
})

test('fast-forward: moves a branch that is checked out nowhere, once', async () => {
  const job = await finishRun()
  const { repository, run } = job
  repository.git('branch', 'release', run.base)
  const before = snapshot(
    repository.root,
    (file) => isTriptychs(file) || file.startsWith('.git/logs/refs/heads/release'),
  )
  const delivery = forward('release', run.base)
  expect(await port.deliver(job.place, delivery, run)).toMatchObject({ kind: 'delivered' })
  expect(repository.git('rev-parse', 'release')).toBe(run.head)
  expect(await port.deliver(job.place, delivery, run)).toMatchObject({ kind: 'delivered' })
  const after = snapshot(
    repository.root,
    (file) => isTriptychs(file) || file.startsWith('.git/logs/refs/heads/release'),
  )
  const { '.git/refs/heads/release': _, ...rest } = after
  const { '.git/refs/heads/release': __, ...restBefore } = before
  expect(rest).toEqual(restBefore)
})

test('fast-forward refuses what it would change or lose', async () => {
  const job = await finishRun()
  const { repository, run } = job
  expect(await refusal(job, forward('main', run.base), [run.head, repository.root])).toBe('target_checked_out')
  expect(await refusal(job, forward('gone', run.base), [run.base])).toBe('target_missing')
  expect(await refusal(job, forward('main~0', run.base), [run.base])).toBe('target_missing')

  const linked = path.join(makeTempFolder(), 'linked')
  repository.git('worktree', 'add', '-q', '-b', 'there', linked)
  expect(await refusal(job, forward('there', run.base), [linked])).toBe('target_checked_out')

  repository.git('symbolic-ref', 'refs/heads/alias', 'refs/heads/main')
  expect(await refusal(job, forward('alias', run.base), [])).toBe('target_symbolic')

  // Somebody went on with the branch since it was chosen.
  repository.git('branch', 'moved', run.base)
  const newer = repository.git('commit-tree', '-p', run.base, '-m', 'Newer', `${run.base}^{tree}`)
  repository.git('branch', '-f', 'moved', newer)
  expect(await refusal(job, forward('moved', run.base), [run.base, newer])).toBe('target_moved')
  expect(await refusal(job, forward('moved', newer), [newer, run.head])).toBe('not_fast_forward')
})

test('fast-forward refuses a branch that is being rebased in some checkout', async () => {
  const job = await finishRun()
  const { repository, run } = job
  const linked = path.join(makeTempFolder(), 'linked')
  repository.git('branch', 'topic', run.base)
  repository.git('worktree', 'add', '-q', linked, 'topic')
  expect(() => runGit(linked, ['rebase', '-q', '--exec', 'false', '--root'])).toThrow()
  expect(repository.git('worktree', 'list', '--porcelain')).toContain('detached')
  expect(await refusal(job, forward('topic', run.base), [])).toBe('target_checked_out')
})

test('patch: applies to the base and gives the approved tree', async () => {
  const job = await finishRun()
  const result = await port.deliver(job.place, { kind: 'patch' }, job.run)
  if (result.kind !== 'delivered' || result.patch === undefined) throw new Error('no patch')
  const target = makeTempFolder()
  runGit(target, ['clone', '-q', job.repository.root, '.'])
  writeFileTree(path.dirname(target), { 'result.patch': result.patch })
  runGit(target, ['apply', '--index', '../result.patch'])
  expect(runGit(target, ['write-tree'])).toBe(job.repository.git('rev-parse', `${job.run.head}^{tree}`))
})

test('pull request: not in this version, and says what to do', async () => {
  const job = await finishRun()
  expect(await refusal(job, { kind: 'pull_request', remote: 'origin', base: 'main' }, [])).toBe('not_available')
})
