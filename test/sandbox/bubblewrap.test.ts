import { execFileSync, spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { bubblewrapArguments } from '../../electron/sandbox/bubblewrap.ts'
import { isRoot } from '../../electron/sandbox/probe.ts'
import { inBubblewrap, probe } from '../support/bubblewrap.ts'

const NOTHING = { writable: [], readOnly: [], hiddenFolders: [], hiddenFiles: [], temporary: [], cwd: '/' }

inBubblewrap(() => {
  test('nothing outlives whoever started it, not even with an emptied environment and a session of its own [fault 23]', async () => {
    const marked = `sleep 86${process.pid}`
    const command = `env -i setsid sh -c "trap '' TERM HUP; ${marked}" & ${marked}`
    const args = [...bubblewrapArguments(NOTHING, isRoot()), '/bin/sh', '-c', command]
    const program = probe.kind === 'bubblewrap' ? probe.program : ''
    const script = `require('node:child_process').spawn(${JSON.stringify(program)}, ${JSON.stringify(args)})
      setInterval(() => {}, 1000)`
    const parent = spawn(process.execPath, ['-e', script], { stdio: 'ignore', env: { PATH: '/usr/bin:/bin' } })
    onTestFinished(() => void parent.kill('SIGKILL'))
    await expect.poll(() => count(marked), { timeout: 10_000 }).toBe(2)
    parent.kill('SIGKILL')
    await expect.poll(() => count(marked), { timeout: 10_000 }).toBe(0)
  })
})

/** Processes whose command line is these words. */
function count(words: string): number {
  const listed = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
  return listed.split('\n').filter((line) => line.trim() === words).length
}
