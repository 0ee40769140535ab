/** A look at what is being written, with real git: it tells what is there now, and leaves nothing behind. */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { lookAtWorktree } from '../../electron/git/look.ts'
import { snapshot } from '../support/repository.ts'
import { type Job, startJob } from './job.ts'

const look = async ({ place, base }: Job): Promise<string> =>
  Buffer.from(await lookAtWorktree(place, base, (repository) => repository)).toString('utf8')

test('what was changed so far is told, new files too, without a trace in the repository or beside the index', async () => {
  const job = await startJob()
  const folder = path.dirname(job.place.indexFile)
  const before = [snapshot(path.join(job.repository.root, '.git')), snapshot(folder)]
  expect(await look(job)).toBe('')
  job.write({ 'src/a.txt': 'two\n', 'src/new.txt': 'never seen before\n' })
  const text = await look(job)
  expect(text).toContain('-one\n+two\n')
  expect(text).toContain('+never seen before')
  expect([snapshot(path.join(job.repository.root, '.git')), snapshot(folder)]).toEqual(before)
  // What is judged in the end is the same.
  const { commit } = await job.candidate()
  expect(Buffer.from(await job.port.diff(job.place, job.base, commit)).toString('utf8')).toBe(text)
})

test('settings for agents that are held back are not told as deleted; those that an agent writes are told', async () => {
  const job = await startJob({ 'src/a.txt': 'one\n', '.mcp.json': '{}\n', '.claude/settings.json': '{}\n' })
  for (const name of ['.mcp.json', '.claude']) rmSync(path.join(job.place.worktree, name), { recursive: true })
  rmSync(path.join(job.place.worktree, 'src/a.txt'))
  const held = await look(job)
  expect(held).toContain('deleted file')
  expect(held).toContain('a/src/a.txt')
  expect(held).not.toMatch(/mcp\.json|settings\.json/)
  job.write({ '.mcp.json': '{ "servers": {} }\n' })
  expect(await look(job)).toContain('b/.mcp.json')
})

test('it goes on beside a driver that works with the same worktree', async () => {
  const job = await startJob()
  job.write({ 'src/a.txt': 'two\n' })
  const [text, candidate] = await Promise.all([look(job), job.candidate()])
  expect(text).toContain('+two')
  expect(candidate.changes).toMatchObject([{ path: 'src/a.txt', kind: 'modified' }])
})
