import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { attachToRun } from '../../electron/attachments/attach-to-run.ts'
import { withGivenFiles } from '../../electron/attachments/given-files.ts'
import { givenFiles } from '../../electron/engine/attachments.ts'
import type { AgentFilesPort } from '../../electron/engine/file-ports.ts'
import { hashBytes } from '../../electron/hash.ts'
import { createTrash } from '../../electron/trash.ts'
import { attachmentsFolder, portableName } from '../../shared/attachments.ts'
import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import { memoryStore } from '../store/support.ts'
import { makeRepository, makeTempFolder } from '../support/repository.ts'

function start(names: readonly string[] = ['Mock-up (final).png', 'notes.md', 'notes.md']) {
  const home = makeTempFolder('home')
  const store = memoryStore()
  const { id: runId } = store.runStore.createRun('Goal', '/repository')
  const files = names.map((name) => {
    const bytes = Buffer.from(`bytes of ${name}`)
    const row = {
      id: name,
      name,
      bytes: bytes.length,
      received: bytes.length,
      mime: 'text/plain',
      sha256: hashBytes(bytes),
    }
    return { row, bytes }
  })
  store.transaction(() => attachToRun(store, home, runId, files))
  const repository = makeRepository()
  const place = { runId, repoPath: repository.root, worktree: repository.root, agentGitDir: '', indexFile: '' }
  const calls: string[] = []
  const inner: AgentFilesPort = {
    holdBack: async () => {
      calls.push('hold')
      return ['.claude']
    },
    giveBack: async () => void calls.push('give'),
  }
  const port = withGivenFiles(inner, home, store.listAttachments)
  const run = { baseCommit: null, config: DEFAULT_RUN_CONFIG }
  return { home, store, runId, repository, place, port, run, calls }
}

test('attached files are artifacts of the run, with their hash, before anything else is', () => {
  const { store, runId, home } = start()
  const artifacts = store.listAttachments(runId)
  expect(artifacts.map(({ kind, role, path: place }) => [kind, role, place])).toEqual([
    ['attachment', null, `runs/${runId}/artifacts/0001-attachment.png`],
    ['attachment', null, `runs/${runId}/artifacts/0002-attachment.md`],
    ['attachment', null, `runs/${runId}/artifacts/0003-attachment.md`],
  ])
  const text = 'bytes of notes.md'
  expect(artifacts[1]?.metadata).toEqual({
    sha256: hashBytes(text),
    bytes: text.length,
    mime: 'text/plain',
    label: 'notes.md',
  })
  expect(readFileSync(path.join(home, artifacts[1]?.path ?? ''), 'utf8')).toBe(text)
})

test('they lie in the worktree for the length of a turn, where the prompt says, and git does not see them', async () => {
  const { port, place, run, runId, store, repository, calls } = start()
  const told = givenFiles(runId, store.listAttachments(runId))
  const folder = path.join(place.worktree, attachmentsFolder(runId))
  expect(await port.holdBack(place, run)).toEqual(['.claude'])
  expect(told.map((file) => path.basename(file.path))).toEqual(['1-Mock-up-final.png', '2-notes.md', '3-notes.md'])
  for (const file of told) expect(readFileSync(path.join(place.worktree, file.path), 'utf8')).toMatch(/^bytes of /)
  expect(repository.git('status', '--porcelain')).toBe('')
  // An agent that writes there loses what it wrote; the artifacts are other files.
  writeFileSync(path.join(folder, 'left.txt'), 'x')
  await port.giveBack(place)
  expect(existsSync(folder)).toBe(false)
  expect(calls).toEqual(['hold', 'give'])
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: place.worktree, encoding: 'utf8' })).toBe('')
})

test('what a turn that was killed left of them is laid out anew', async () => {
  const { port, place, run, runId } = start(['a.txt'])
  await port.holdBack(place, run)
  const folder = path.join(place.worktree, attachmentsFolder(runId))
  rmSync(path.join(folder, '1-a.txt'), { force: true })
  writeFileSync(path.join(folder, '1-a.txt'), 'something else')
  await port.holdBack(place, run)
  expect(readFileSync(path.join(folder, '1-a.txt'), 'utf8')).toBe('bytes of a.txt')
  expect(readdirSync(folder).sort()).toEqual(['.gitignore', '1-a.txt'])
})

test('a run without them has no such folder', async () => {
  const { port, place, run, runId } = start([])
  await port.holdBack(place, run)
  expect(existsSync(path.join(place.worktree, attachmentsFolder(runId)))).toBe(false)
})

test('a file that is gone pauses the run with what to do, instead of a plan without it', async () => {
  const { port, place, run, home, store, runId } = start(['a.txt'])
  rmSync(path.join(home, store.listAttachments(runId)[0]?.path ?? ''))
  await expect(port.holdBack(place, run)).rejects.toThrow(
    /attached to this run is not read.* is gone\. Put it back, then resume\./,
  )
})

test('a fork has what the run was given that it comes from, and a fork of that, too', () => {
  const { store, runId } = start(['a.txt'])
  const fork = store.runStore.createRun('Goal', '/repository')
  const second = store.runStore.createRun('Goal', '/repository')
  store.noteFork(fork.id, { runId, checkpointId: 'c' })
  store.noteFork(second.id, { runId: fork.id, checkpointId: 'c' })
  const other = store.runStore.createRun('Goal', '/repository')
  const countOf = (id: string): number => store.listAttachments(id).length
  expect([runId, fork.id, second.id, other.id].map(countOf)).toEqual([1, 1, 1, 0])
})

test('a fork keeps its files when the runs that it comes from are deleted, one after the other', async () => {
  const { store, runId, home } = start(['a.txt', 'b.txt'])
  const fork = store.runStore.createRun('Goal', '/nowhere')
  const second = store.runStore.createRun('Goal', '/nowhere')
  store.noteFork(fork.id, { runId, checkpointId: 'c' })
  store.noteFork(second.id, { runId: fork.id, checkpointId: 'c' })
  const trash = createTrash({
    store,
    git: { removeRefs: async () => 0 },
    home,
    workplaceOf: ({ id, repoPath }) => ({ runId: id, repoPath, worktree: '', agentGitDir: '', indexFile: '' }),
    now: Date.now,
    tell: expect.fail,
  })
  const texts = (id: string): string[] =>
    store.listAttachments(id).map((artifact) => readFileSync(path.join(home, artifact.path), 'utf8'))
  for (const id of [runId, fork.id]) {
    store.moveTrash(id, null, 'purging', { removedAt: '2026-01-01T00:00:00.000Z' })
    await trash.settle(() => false)
    expect([store.hasRun(id), existsSync(path.join(home, 'runs', id))]).toEqual([false, false])
    expect(texts(second.id)).toEqual(['bytes of a.txt', 'bytes of b.txt'])
  }
  expect(store.listAttachments(second.id).map(({ runId: of }) => of)).toEqual([second.id, second.id])
  expect(givenFiles(second.id, store.listAttachments(second.id)).map((file) => path.basename(file.path))).toEqual([
    '1-a.txt',
    '2-b.txt',
  ])
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\Grüße ändern.PNG', 'Gru-e-andern.PNG'],
  ['.env', 'file.env'],
  ['', 'file'],
  ['日本語.txt', 'file.txt'],
  ['a\u202egnp.exe', 'a-gnp.exe'],
  [`${'x'.repeat(300)}.md`, `${'x'.repeat(97)}.md`],
  ['-rf', 'rf'],
  ['no-ending', 'no-ending'],
])('%j lies on the disk as %j', (given, name) => {
  expect(portableName(given)).toBe(name)
})
