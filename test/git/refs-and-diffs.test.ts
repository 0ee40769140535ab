import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createGitPort } from '../../electron/git/git-port.ts'
import { snapshot } from '../support/repository.ts'
import { paths, startJob } from './job.ts'

test('the tree of the files is told without a trace in the repository', async () => {
  const job = await startJob()
  const before = snapshot(path.join(job.repository.root, '.git'))
  expect(await job.port.worktreeTree(job.place, job.base)).toBe(await job.port.commitTree(job.place, job.base))
  job.write({ 'src/new.txt': 'never seen before' })
  const tree = await job.port.worktreeTree(job.place, job.base)
  expect(snapshot(path.join(job.repository.root, '.git'))).toEqual(before)
  expect((await job.candidate()).tree).toBe(tree)
})

test('the diff is for reading, does not depend on the worktree, and shows what attributes would hide', async () => {
  const job = await startJob()
  job.write({ '.gitattributes': '*.txt -diff\n', 'src/a.txt': 'two\n', 'x.bin': Uint8Array.from([0, 1, 2]) })
  const { commit } = await job.candidate()
  const text = Buffer.from(await job.port.diff(job.place, job.base, commit)).toString('utf8')
  expect(text).toContain('-one\n+two\n')
  expect(text).toContain('Binary files /dev/null and b/x.bin differ')
  await job.port.resetWorktree(job.place, job.base)
  job.repository.git('config', 'diff.noprefix', 'true')
  job.repository.write('.git/.gitattributes', '*.txt -diff\n')
  job.repository.write('.gitattributes', '*.txt -diff\n')
  job.repository.git('add', '.gitattributes')
  job.repository.git('config', 'diff.mnemonicPrefix', 'true')
  job.repository.git('config', 'color.ui', 'always')
  expect(Buffer.from(await job.port.diff(job.place, job.base, commit)).toString('utf8')).toBe(text)
  expect(paths(await job.port.changedPaths(job.place, job.base, commit))).toEqual([
    'added .gitattributes',
    'modified src/a.txt',
    'added x.bin',
  ])
})

test('a rename is its two paths', async () => {
  const job = await startJob()
  rmSync(path.join(job.place.worktree, 'src/a.txt'))
  job.write({ 'src/b.txt': 'one\n' })
  expect(paths((await job.candidate()).changes)).toEqual(['deleted src/a.txt', 'added src/b.txt'])
})

test('a checkpoint ref and the run branch move by compare-and-set only', async () => {
  const job = await startJob()
  job.write({ 'src/a.txt': 'two\n' })
  const { commit } = await job.candidate()
  const ref = 'refs/heads/triptych/x-0123abcd'
  const move = (to: string, from: string | null) => job.port.moveRef(job.place, ref, to, from)
  expect(await job.port.readRef(job.place, ref)).toBeNull()
  expect(await move(job.base, null)).toEqual({ moved: true })
  expect(await move(commit, null)).toEqual({ moved: false, actual: job.base })
  expect(await move(commit, commit)).toEqual({ moved: false, actual: job.base })
  expect(await move(commit, job.base)).toEqual({ moved: true })
  expect(await move(commit, job.base)).toEqual({ moved: false, actual: commit })
  await expect(job.port.moveRef(job.place, 'refs/heads/main', commit, job.base)).rejects.toThrow(
    'Not a ref of Triptych',
  )
  // A lock that we did not make is an error and stays.
  job.repository.write('.git/refs/heads/triptych/x-0123abcd.lock', '')
  await expect(move(job.base, commit)).rejects.toThrow(/git failed: .*update-ref[\s\S]*lock/)
  expect(existsSync(path.join(job.repository.root, '.git/refs/heads/triptych/x-0123abcd.lock'))).toBe(true)
})

test('a repository that is gone is an error that names it', async () => {
  const job = await startJob()
  rmSync(job.repository.root, { recursive: true })
  await expect(job.candidate()).rejects.toThrow(job.repository.root)
  await expect(createGitPort().commitTree(job.place, job.base)).rejects.toThrow(job.repository.root)
})

test('what a step changed in the judged files is put back and told; what it made stays for the next step', async () => {
  const job = await startJob()
  job.write({ 'src/a.txt': 'changed by a step\n', 'made.txt': 'made by a step\n' })
  const before = snapshot(path.join(job.repository.root, '.git'))
  expect(paths(await job.port.putBackChanged(job.place, job.base))).toEqual(['added made.txt', 'modified src/a.txt'])
  expect(readFileSync(path.join(job.place.worktree, 'src/a.txt'), 'utf8')).toBe('one\n')
  expect(existsSync(path.join(job.place.worktree, 'made.txt'))).toBe(true)
  expect(paths(await job.port.putBackChanged(job.place, job.base))).toEqual(['added made.txt'])
  expect(snapshot(path.join(job.repository.root, '.git'))).toEqual(before)
})
