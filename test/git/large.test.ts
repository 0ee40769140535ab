import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { inspectRepository } from '../../electron/git/inspect.ts'
import { makeRepository, plainGitEnv, type TestRepository } from '../support/repository.ts'
import { paths, startJobIn } from './job.ts'

vi.setConfig({ testTimeout: 240_000 })

/** `count` small files in folders of a hundred, as one commit. */
function makeLarge(count: number): TestRepository {
  const repository = makeRepository({})
  const file = (index: number): string => `M 644 :1 src/${Math.floor(index / 100)}/${index}.txt\n`
  const files = Array.from({ length: count }, (_, index) => file(index)).join('')
  const commit = `commit refs/heads/main\ncommitter Ada <ada@example.org> 1700000000 +0000\ndata 5\nLarge\n${files}\n`
  const input = `blob\nmark :1\ndata 2\nx\n\n${commit}`
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repository.root, env: plainGitEnv(), input })
  return repository
}

test('many files: looked at, told, written and compared as a stream, without their growing in memory [fault 49]', async () => {
  const count = 60_000
  const repository = makeLarge(count)
  repository.git('symbolic-ref', 'HEAD', 'refs/heads/main')
  const inspected = await inspectRepository(repository.root)
  if (!inspected.ok) throw new Error(inspected.error.message)
  expect(inspected.value.files).toBe(count)
  expect(inspected.value.notices).toContain(
    'The commit has 60,000 files; writing them for the first time can take minutes.',
  )
  const before = process.memoryUsage().rss
  const job = await startJobIn(repository)
  job.write({ [path.join('src', '7', '700.txt')]: 'changed\n', 'new.txt': 'x\n' })
  const { changes } = await job.candidate()
  expect(paths(changes)).toEqual(['added new.txt', 'modified src/7/700.txt'])
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024)
})
