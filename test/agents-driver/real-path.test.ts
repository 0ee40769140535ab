import { mkdirSync, realpathSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { realPathOf } from '../../electron/agents/real-path.ts'
import { makeTempFolder } from '../support/repository.ts'

test('links are resolved as far as the path exists', async () => {
  const folder = realpathSync(makeTempFolder())
  mkdirSync(path.join(folder, 'outside'))
  mkdirSync(path.join(folder, 'worktree'))
  symlinkSync('../outside', path.join(folder, 'worktree/link'))
  expect(await realPathOf(path.join(folder, 'worktree/link/new/file.txt'))).toBe(
    path.join(folder, 'outside/new/file.txt'),
  )
  expect(await realPathOf(path.join(folder, 'worktree/plain.txt'))).toBe(path.join(folder, 'worktree/plain.txt'))
})
