import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { writeFreshIndex } from '../../electron/git/fresh-index.ts'
import { openGit } from '../../electron/git/git.ts'
import { makeRepository, makeTempFolder } from '../support/repository.ts'

test('the index of a commit is asked of git once; whatever an index file was made to say of files is not believed later', async () => {
  const repository = makeRepository({ 'a.txt': 'one\n', 'src/b.txt': 'two\n' })
  const git = openGit(path.join(repository.root, '.git'))
  const commit = repository.git('rev-parse', 'HEAD')
  const folder = makeTempFolder()
  const indexFile = path.join(folder, 'index')
  const asked: string[] = []
  const run = (args: readonly string[], options = {}) => {
    asked.push(args[0] ?? '')
    return git.run(args, { ...options, workTree: repository.root, indexFile })
  }
  const content = await writeFreshIndex(git, commit, indexFile, run)
  expect(content.tracked).toEqual(['a.txt', 'src/b.txt'])
  expect(asked).toEqual(['read-tree', 'ls-files'])

  const fresh = readFileSync(indexFile)
  await run(['update-index', '--assume-unchanged', 'a.txt'])
  await run(['update-index', '--force-remove', 'src/b.txt'])
  expect(readFileSync(indexFile).equals(fresh)).toBe(false)
  asked.length = 0
  expect(await writeFreshIndex(git, commit, indexFile, run)).toEqual(content)
  expect(asked).toEqual([])
  expect(readFileSync(indexFile).equals(fresh)).toBe(true)
})

test('what a commit of another repository holds is its own', async () => {
  const [one, other] = [makeRepository({ 'a.txt': 'one\n' }), makeRepository({ 'b.txt': 'two\n' })]
  const tracked = [one, other].map(async ({ root, git: plain }) => {
    const git = openGit(path.join(root, '.git'))
    const indexFile = path.join(makeTempFolder(), 'deep', 'index')
    mkdirSync(path.dirname(indexFile))
    const run = (args: readonly string[], options = {}) => git.run(args, { ...options, workTree: root, indexFile })
    return (await writeFreshIndex(git, plain('rev-parse', 'HEAD'), indexFile, run)).tracked
  })
  expect(await Promise.all(tracked)).toEqual([['a.txt'], ['b.txt']])
})
