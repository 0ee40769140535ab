import { chmodSync, existsSync, renameSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checkFreeSpace } from '../../electron/git/free-space.ts'
import { inspectRepository, type RepositoryInfo, resolveBase } from '../../electron/git/inspect.ts'
import {
  isTriptychs,
  link,
  makeRepository,
  makeTempFolder,
  runGit,
  snapshot,
  type TestRepository,
  testRepository,
} from '../support/repository.ts'
import { startJobIn } from './job.ts'

/** A repository whose `other` branch conflicts with `main` in `src/a.txt`. */
function conflicting(): TestRepository {
  const repository = makeRepository()
  repository.git('checkout', '-q', '-b', 'other')
  repository.write('src/a.txt', 'other\n')
  repository.commit('Other')
  repository.git('checkout', '-q', 'main')
  repository.write('src/a.txt', 'main\n')
  repository.commit('Main')
  return repository
}

const fails = (repository: TestRepository, ...args: string[]): void => {
  expect(() => repository.git(...args)).toThrow()
}

const REFUSALS: [code: string, make: () => string][] = [
  ['not_found', () => path.join(makeTempFolder(), 'no such folder')],
  ['not_found', () => path.join(makeRepository().root, 'README.md/inside')],
  ['not_found', () => path.join(makeTempFolder(), 'long'.repeat(100))],
  ['not_a_directory', () => path.join(makeRepository().root, 'README.md')],
  ['not_a_repository', () => makeTempFolder()],
  ['no_commits', () => makeRepository({}).root],
  ['bare_repository', () => makeRepository({}, ['--bare']).root],
  ['bare_repository', () => path.join(makeRepository().root, '.git')],
  [
    'bare_repository',
    () => {
      // Its files are said to be those of somebody else's checkout.
      const victim = makeRepository()
      const planted = makeRepository()
      planted.git('config', 'core.worktree', victim.root)
      return planted.root
    },
  ],
  [
    'merge_in_progress',
    () => {
      const repository = conflicting()
      fails(repository, 'merge', 'other')
      return repository.root
    },
  ],
  [
    'rebase_in_progress',
    () => {
      const repository = conflicting()
      fails(repository, 'rebase', 'other')
      return repository.root
    },
  ],
  [
    'cherry_pick_in_progress',
    () => {
      const repository = conflicting()
      fails(repository, 'cherry-pick', 'other')
      return path.join(repository.root, 'src')
    },
  ],
  [
    'revert_in_progress',
    () => {
      const repository = conflicting()
      fails(repository, 'revert', 'HEAD~1')
      return repository.root
    },
  ],
  [
    'bisect_in_progress',
    () => {
      const repository = conflicting()
      repository.git('bisect', 'start')
      return repository.root
    },
  ],
  [
    'unreadable_repository',
    () => {
      const repository = makeRepository()
      repository.write('.git/config', '[core\n')
      return repository.root
    },
  ],
  [
    'foreign_git_dir',
    () => {
      // A folder that pretends to be a linked worktree of somebody else's repository.
      const victim = makeRepository()
      const linked = path.join(makeTempFolder(), 'linked')
      victim.git('worktree', 'add', '-q', linked)
      const folder = makeTempFolder()
      testRepository(folder).write('.git', testRepository(linked).read('.git'))
      return folder
    },
  ],
  [
    'foreign_git_dir',
    () => {
      const victim = makeRepository()
      const planted = makeRepository()
      planted.write('.git/commondir', path.join(victim.root, '.git'))
      return planted.root
    },
  ],
]

test.each(REFUSALS)(
  'refuses with %s, a message and a remedy, and leaves nothing behind [fault 45, 47]',
  async (code, make) => {
    const folder = make()
    const parent = path.dirname(folder)
    const before = code === 'not_found' ? {} : snapshot(parent)
    const result = await inspectRepository(folder)
    if (result.ok) throw new Error('not refused')
    expect(result.error.code).toBe(code)
    expect(result.error.message).toMatch(/\.$|: /)
    expect(result.error.remedy).not.toBe('')
    if (code !== 'not_found') expect(snapshot(parent)).toEqual(before)
  },
)

test('says so when git is missing or too old', async () => {
  const { root } = makeRepository()
  const bin = makeTempFolder('bin')
  const PATH = process.env['PATH']
  try {
    process.env['PATH'] = bin
    expect(await inspectRepository(root)).toMatchObject({ ok: false, error: { code: 'git_missing' } })
    testRepository(bin).write('git', '#!/bin/sh\necho git version 2.31.9\n', 0o755)
    expect(await inspectRepository(root)).toMatchObject({ ok: false, error: { code: 'git_too_old' } })
  } finally {
    process.env['PATH'] = PATH
  }
})

test('refuses where it may not write', async ({ skip }) => {
  skip(process.getuid?.() === 0, 'root may write everywhere')
  const { root } = makeRepository()
  chmodSync(path.join(root, '.git/objects'), 0o500)
  const result = await inspectRepository(root)
  chmodSync(path.join(root, '.git/objects'), 0o700)
  expect(result).toMatchObject({ ok: false, error: { code: 'no_permission' } })
})

async function inspect(folder: string): Promise<RepositoryInfo> {
  const result = await inspectRepository(folder)
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

test('a clean repository: its root from any folder in it or a link to it, and nothing to notice', async () => {
  const repository = makeRepository()
  const links = makeTempFolder()
  link(links, 'here', path.join(repository.root, 'src'))
  const before = snapshot(repository.root)
  expect(await inspect(path.join(links, 'here'))).toEqual({
    root: repository.root,
    gitDir: path.join(repository.root, '.git'),
    checkoutGitDir: path.join(repository.root, '.git'),
    branch: 'main',
    head: repository.git('rev-parse', 'HEAD'),
    dirty: { staged: 0, unstaged: 0, untracked: 0 },
    submodules: [],
    files: 2,
    embedded: [],
    linksOut: [],
    borrows: false,
    indexLocked: false,
    lfs: false,
    sparse: false,
    shallow: false,
    partial: false,
    objectFormat: 'sha1',
    notices: [],
  })
  expect(snapshot(repository.root)).toEqual(before)
})

test('a checkout below a folder with a line end in its name is found as any other', async () => {
  const repository = makeRepository()
  const moved = path.join(makeTempFolder(), 'two\nlines')
  renameSync(repository.root, moved)
  expect(await inspect(path.join(moved, 'src'))).toMatchObject({ root: moved, gitDir: path.join(moved, '.git') })
})

test('what a run does not include is counted and told, and left alone [fault 44]', async () => {
  const library = makeRepository()
  const repository = makeRepository({ 'a.txt': '1', 'b.txt': '1', 'big.psd': 'x', '.gitattributes': '' })
  repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', library.root, 'lib')
  repository.write('assets/.gitattributes', '*.psd filter=lfs diff=lfs merge=lfs -text\n')
  repository.commit('Submodule and LFS')
  repository.git('checkout', '-q', '--detach')
  repository.git('config', 'core.sparseCheckout', 'true')
  repository.git('config', 'remote.origin.promisor', 'true')
  repository.write('a.txt', 'changed, and longer')
  repository.write('b.txt', 'staged, and longer')
  repository.git('add', 'b.txt')
  repository.write('b.txt', 'staged, then changed')
  repository.write('new/x.txt', 'x')
  // Not changed, but with another time: plain git would note that in the index.
  utimesSync(path.join(repository.root, 'big.psd'), 1, 1)
  repository.write('new/y.txt', 'y')
  const before = snapshot(repository.root)
  const info = await inspect(repository.root)
  expect(info).toMatchObject({
    branch: null,
    dirty: { staged: 1, unstaged: 2, untracked: 1 },
    submodules: ['lib'],
    lfs: true,
    sparse: true,
    partial: true,
  })
  const short = info.head.slice(0, 12)
  expect(info.notices).toEqual([
    `Uncommitted changes are not included (1 staged, 2 not staged): a run starts from commit ${short}.`,
    '1 untracked file or folder is not included.',
    `HEAD is detached at ${short}; a run starts from that commit.`,
    '1 submodule stays an empty folder unless a set-up command fills them, and changes inside are not part of the result: lib.',
    'Files in Git LFS are not included: a run sees their pointer files.',
    'The checkout is sparse; a run works on all files.',
    'This is a partial clone; files whose content was never fetched make a run fail.',
  ])
  expect(snapshot(repository.root)).toEqual(before)
})

test('a linked worktree, also of a bare repository, a shallow clone, a submodule and SHA-256 [fault 48]', async () => {
  const origin = makeRepository()
  origin.write('x', '1')
  origin.commit()
  const folder = makeTempFolder()
  runGit(folder, ['clone', '-q', '--depth=1', `file://${origin.root}`, 'shallow'])
  expect(await inspect(path.join(folder, 'shallow'))).toMatchObject({ shallow: true })

  runGit(folder, ['clone', '-q', '--bare', origin.root, 'bare.git'])
  runGit(path.join(folder, 'bare.git'), ['worktree', 'add', '-q', '../linked', '-b', 'work'])
  expect(await inspect(path.join(folder, 'linked'))).toMatchObject({
    root: path.join(folder, 'linked'),
    gitDir: path.join(folder, 'bare.git'),
    checkoutGitDir: path.join(folder, 'bare.git/worktrees/linked'),
    branch: 'work',
  })

  const parent = makeRepository()
  parent.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', origin.root, 'lib')
  parent.commit()
  expect(await inspect(path.join(parent.root, 'lib'))).toMatchObject({
    root: path.join(parent.root, 'lib'),
    gitDir: path.join(parent.root, '.git/modules/lib'),
  })

  const sha256 = makeRepository(undefined, ['--object-format=sha256'])
  expect(await inspect(sha256.root)).toMatchObject({ objectFormat: 'sha256' })
})

test('bare repositories among the files, links out, borrowed objects and a left index.lock are told and left alone [fault 47, 48]', async () => {
  const library = makeRepository()
  const repository = makeRepository({ 'a.txt': '1', 'fixtures/x.git/HEAD': 'ref: refs/heads/main\n' })
  for (const file of ['config', 'objects/info/packs', 'refs/heads/main'])
    repository.write(`fixtures/x.git/${file}`, 'x')
  repository.write('docs/HEAD', 'no repository')
  link(repository.root, 'in', 'docs/HEAD')
  link(repository.root, 'docs/up', '../../elsewhere')
  link(repository.root, 'passwords', '/etc/passwd')
  repository.commit('Traps')
  repository.write('.git/objects/info/alternates', `${library.root}/.git/objects\n`)
  repository.write('.git/index.lock', '')
  const before = snapshot(repository.root)
  const info = await inspect(repository.root)
  expect(info).toMatchObject({
    embedded: ['fixtures/x.git'],
    linksOut: ['docs/up → ../../elsewhere', 'passwords → /etc/passwd'],
    borrows: true,
    indexLocked: true,
  })
  expect(info.notices).toEqual([
    '1 folder is itself a bare repository that could tell git there what to run; Triptych runs no git in them: fixtures/x.git.',
    '2 links lead out of the repository, so what agents and commands read or write there is not part of the run: docs/up → ../../elsewhere, passwords → /etc/passwd.',
    'The repository borrows objects of another one (alternates), which must stay where it is.',
    'There is an index.lock in the checkout: another git works there, or was killed. It is left alone; a run does not need it.',
  ])
  const job = await startJobIn(repository)
  job.write({ 'a.txt': '2' })
  await job.candidate()
  expect(snapshot(repository.root, isTriptychs)).toEqual(
    Object.fromEntries(Object.entries(before).filter(([file]) => !isTriptychs(file))),
  )
})

test('a format of refs that the installed git does not know is refused by name, or works [fault 48]', async () => {
  const repository = makeRepository()
  repository.git('config', 'core.repositoryFormatVersion', '1')
  repository.git('config', 'extensions.unheardOf', 'true')
  expect(await inspectRepository(repository.root)).toMatchObject({
    ok: false,
    error: { code: 'unreadable_repository', message: expect.stringMatching(/unheardof/) },
  })
})

test('a base is any name of a commit; anything else is refused by name', async () => {
  const repository = makeRepository()
  const first = repository.git('rev-parse', 'HEAD')
  repository.git('tag', '-a', 'v1', '-m', 'v1')
  repository.commit('Second')
  const info = await inspect(repository.root)
  for (const ref of ['v1', 'HEAD~1', first, first.slice(0, 10)]) {
    expect(await resolveBase(info, ref)).toEqual({ ok: true, value: first })
  }
  for (const ref of ['nope', '--all', '', 'HEAD:README.md', 'v1 HEAD', first.replace(/./g, '0')]) {
    const refused = await resolveBase(info, ref)
    expect(refused).toMatchObject({ ok: false, error: { code: 'unknown_base' } })
    if (!refused.ok) expect(refused.error.message).toContain(`"${ref}"`)
  }
})

test('room on the disk of a folder that need not exist yet', async () => {
  const folder = path.join(makeTempFolder(), 'a/b/c')
  expect(await checkFreeSpace(folder, 1)).toMatchObject({ ok: true })
  expect(await checkFreeSpace(folder, Number.MAX_SAFE_INTEGER)).toMatchObject({
    ok: false,
    error: { code: 'no_space' },
  })
  expect(existsSync(path.dirname(folder))).toBe(false)
})
