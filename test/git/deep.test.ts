/** Folders nested so deeply that the system takes no path to what is in them: no run is stuck with them, and no cleaning up. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { folderSize } from '../../electron/folder-size.ts'
import { removeTree } from '../../electron/git/disk.ts'
import { makeTempFolder } from '../support/repository.ts'
import { startJob } from './job.ts'

/** Longer than PATH_MAX of Linux, which is 4,096 bytes; a process comes there step by step. */
function makeDeep(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const script = `const name = 'deep'.repeat(50)
    for (let depth = 0; depth < 30; depth++) { fs.mkdirSync(name); process.chdir(name) }
    fs.writeFileSync('file', 'here')`
  execFileSync(process.execPath, ['-e', script], { cwd: folder })
}

test.skipIf(process.platform === 'win32')(
  'they are removed whole, and counted as far as they are in reach',
  async () => {
    const folder = path.join(makeTempFolder(), 'left')
    makeDeep(folder)
    expect(await folderSize(path.dirname(folder))).toBe(0)
    await removeTree(folder)
    expect(existsSync(folder)).toBe(false)
  },
)

test.skipIf(process.platform === 'win32')(
  'an agent that makes them in its worktree keeps no run from going on',
  async () => {
    const job = await startJob()
    makeDeep(path.join(job.place.worktree, 'below'))
    job.write({ 'src/new.txt': 'new\n' })
    const { changes } = await job.candidate()
    expect(changes).toEqual([{ path: 'src/new.txt', kind: 'added' }])
    makeDeep(path.join(job.place.worktree, 'again'))
    await job.port.resetWorktree(job.place, job.base)
    expect(await job.port.worktreeTree(job.place, job.base)).toBe(await job.port.commitTree(job.place, job.base))
    expect(await job.port.putBackChanged(job.place, job.base)).toEqual([])
  },
)
