import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { startJob } from './job.ts'

const PORT = path.resolve(import.meta.dirname, '../../electron/git/git-port.ts')
/** Root may read everything. */
const NOBODY = 65_534

test.skipIf(process.platform === 'win32')(
  'a change in a folder that may be listed and not entered is seen, and can be put back',
  async () => {
    const { place, base, write } = await startJob()
    const home = path.dirname(path.dirname(place.worktree))
    write({ 'src/a.txt': 'two\n' })
    chmodSync(path.join(place.worktree, 'src'), 0o600)
    if (process.getuid?.() === 0) {
      // Who is nobody must get there.
      chmodSync(path.dirname(home), 0o711)
      execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, home, place.repoPath])
    }
    const script = `
    const { createGitPort } = await import(${JSON.stringify(pathToFileURL(PORT).href)})
    if (process.getuid() === 0) { process.setgroups([]); process.setgid(${NOBODY}); process.setuid(${NOBODY}) }
    const port = createGitPort()
    const place = ${JSON.stringify(place)}
    const changes = await port.worktreeChanges(place, ${JSON.stringify(base)})
    await port.resetWorktree(place, ${JSON.stringify(base)})
    console.log(JSON.stringify(changes))`
    const env = { PATH: process.env['PATH'] ?? '' }
    const told = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { env, encoding: 'utf8' })
    expect(JSON.parse(told)).toEqual([{ path: 'src/a.txt', kind: 'modified' }])
    expect(readFileSync(path.join(place.worktree, 'src/a.txt'), 'utf8')).toBe('one\n')
  },
)
