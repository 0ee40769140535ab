import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { prepareAgentGit } from '../../electron/git/agent-git.ts'
import { writeFreshIndex } from '../../electron/git/fresh-index.ts'
import { type GitRepository, openGit } from '../../electron/git/git.ts'
import { createWorktree } from '../../electron/git/worktree.ts'
import { makeRepository, runGit, type TestRepository } from '../support/repository.ts'
import { makeWorkplace } from '../support/workplace.ts'

/** Git on that repository, and the commands that it was asked for. */
function counted({ root }: TestRepository): { git: GitRepository; asked: string[] } {
  const real = openGit(path.join(root, '.git'))
  const asked: string[] = []
  const run: GitRepository['run'] = (args, options) => {
    asked.push(args[0] ?? '')
    return real.run(args, options)
  }
  return { git: { ...real, run }, asked }
}

test('the index of a commit is asked of git once; whatever an index file was made to say of files is not believed later', async () => {
  const repository = makeRepository({ 'a.txt': 'one\n', 'src/b.txt': 'two\n' })
  const { git, asked } = counted(repository)
  const commit = repository.git('rev-parse', 'HEAD')
  const place = makeWorkplace(repository)
  mkdirSync(place.worktree, { recursive: true })
  const content = await writeFreshIndex(git, place, commit, place.indexFile)
  expect(content.tracked).toEqual(['a.txt', 'src/b.txt'])
  expect(asked).toEqual(['read-tree', 'ls-files'])
  expect(readdirSync(path.dirname(place.indexFile))).toEqual([path.basename(place.indexFile)])

  const fresh = readFileSync(place.indexFile)
  const own = { workTree: repository.root, indexFile: place.indexFile }
  await git.run(['update-index', '--assume-unchanged', 'a.txt'], own)
  await git.run(['update-index', '--force-remove', 'src/b.txt'], own)
  expect(readFileSync(place.indexFile).equals(fresh)).toBe(false)
  asked.length = 0
  expect(await writeFreshIndex(git, place, commit, place.indexFile)).toEqual(content)
  expect(asked).toEqual([])
  expect(readFileSync(place.indexFile).equals(fresh)).toBe(true)
})

test('what is remembered of a repository is its own', async () => {
  const [one, other] = [makeRepository({ 'a.txt': 'one\n' }), makeRepository({ 'b.txt': 'two\n' })]
  const tracked = [one, other].map(async (repository) => {
    const { git } = counted(repository)
    const place = makeWorkplace(repository)
    mkdirSync(place.worktree, { recursive: true })
    return (await writeFreshIndex(git, place, repository.git('rev-parse', 'HEAD'), place.indexFile)).tracked
  })
  expect(await Promise.all(tracked)).toEqual([['a.txt'], ['b.txt']])
})

test('for the agent’s own index, too, git is asked by a file that no agent reaches', async () => {
  const repository = makeRepository({ 'a.txt': 'one\n' })
  const commit = repository.git('rev-parse', 'HEAD')
  const place = makeWorkplace(repository)
  await createWorktree(counted(repository).git, place, commit)
  // As after a restart: nothing is remembered.
  const { git } = counted(repository)
  const files: [string, string][] = []
  const run: GitRepository['run'] = (args, options) => {
    files.push([args[0] ?? '', options?.indexFile ?? ''])
    return git.run(args, options)
  }
  await prepareAgentGit({ ...git, run }, place, commit)
  const asked = files.filter(([command]) => ['read-tree', 'ls-files'].includes(command)).map(([, file]) => file)
  expect(asked).toEqual([`${place.indexFile}.fresh`, `${place.indexFile}.fresh`])
  expect(runGit(place.worktree, ['status', '--porcelain'])).toBe('')
})

test('a submodule that is held back is no change in the eyes of the agent', async () => {
  const library = makeRepository({ 'lib.txt': '1\n' })
  const repository = makeRepository()
  repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', library.root, '.claude')
  repository.commit('With a submodule')
  const commit = repository.git('rev-parse', 'HEAD')
  const { git } = counted(repository)
  const place = makeWorkplace(repository)
  await createWorktree(git, place, commit)
  rmSync(path.join(place.worktree, '.claude'), { recursive: true })
  await prepareAgentGit(git, place, commit, ['.claude'])
  expect(runGit(place.worktree, ['status', '--porcelain'])).toBe('')
  await prepareAgentGit(git, place, commit)
  expect(runGit(place.worktree, ['status', '--porcelain'])).toBe(' D .claude')
})
