/** What a child in the sandbox may take: a fork bomb, ten thousand open files, memory without end. */
import { execFile } from 'node:child_process'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { bubblewrapArguments } from '../../electron/sandbox/bubblewrap.ts'
import { childLimits, hardLimit, type LimitedMachine, limitWords } from '../../electron/sandbox/limits.ts'
import { isRoot } from '../../electron/sandbox/probe.ts'
import { inBubblewrap, probe } from '../support/bubblewrap.ts'

const MACHINE: LimitedMachine = {
  processors: 4,
  release: '6.1.0-13-amd64',
  hard: { processes: null, openFiles: 1_048_576 },
  oomScore: 0,
}
const TOOLS = { prlimit: '/usr/bin/prlimit', choom: '/usr/bin/choom' }

test.each<[string, Partial<LimitedMachine>, ReturnType<typeof childLimits>]>([
  ['an ordinary machine', {}, { processes: 1_280, openFiles: 8_192 }],
  ['one of many processors', { processors: 64 }, { processes: 5_120, openFiles: 8_192 }],
  ['stricter limits of its own', { hard: { processes: 500, openFiles: 4_096 } }, { processes: 500, openFiles: 4_096 }],
  ['a kernel that counts all of a person’s processes', { release: '5.10.0' }, { processes: null, openFiles: 8_192 }],
  ['the first kernel that does not', { release: '5.14.0-rc1' }, { processes: 1_280, openFiles: 8_192 }],
])('%s', (_, change, limits) => {
  expect(childLimits({ ...MACHINE, ...change })).toEqual(limits)
})

test('the words that start a program limited, as far as the tools for it are there', () => {
  const both = [
    '/usr/bin/choom',
    '-n',
    '500',
    '--',
    '/usr/bin/prlimit',
    '--core=0',
    '--nofile=8192',
    '--nproc=1280',
    '--',
  ]
  expect(limitWords(TOOLS, MACHINE)).toEqual(both)
  expect(limitWords({ ...TOOLS, choom: null }, MACHINE)).toEqual(both.slice(4))
  // Lowered it could not be.
  expect(limitWords(TOOLS, { ...MACHINE, oomScore: 900 })).toEqual(both.slice(4))
  expect(limitWords(TOOLS, { ...MACHINE, release: '4.19.0' })).not.toContain('--nproc=1280')
  expect(limitWords({ prlimit: null, choom: null }, MACHINE)).toEqual([])
})

test('limits are read as the kernel writes them', () => {
  const table = [
    'Limit                     Soft Limit           Hard Limit           Units     ',
    'Max processes             96365                unlimited            processes ',
    'Max open files            1024                 1048576              files     ',
  ].join('\n')
  expect([hardLimit(table, 'Max processes'), hardLimit(table, 'Max open files')]).toEqual([null, 1_048_576])
})

/** Nothing is replaced by an empty folder, so that this Node is there wherever it lies. */
const NOTHING = { writable: [], readOnly: [], hiddenFolders: [], hiddenFiles: [], temporary: [], cwd: '/' }
const SOMEBODY = 65_534

/** Runs a program inside, as an ordinary user where we are root: the kernel counts no processes of root. */
function runInside(words: readonly string[], user: { uid?: number } = {}): Promise<string> {
  if (probe.kind === 'none') throw new Error(probe.reason)
  const args = [...bubblewrapArguments(NOTHING, isRoot() && user.uid === undefined), ...probe.limits, ...words]
  const env = { PATH: '/usr/bin:/bin' }
  return new Promise((resolve) => {
    const { uid } = user
    const options = { env, cwd: '/', timeout: 30_000, ...(uid === undefined ? {} : { uid, gid: uid }) }
    execFile(probe.kind === 'none' ? '' : probe.program, args, options, (_, stdout, stderr) => resolve(stdout + stderr))
  })
}

inBubblewrap(() => {
  test.skipIf(probe.kind === 'none' || probe.limits.length < 5)(
    'three thousand processes: refused at the limit, and the application stays quick [fault 24]',
    async () => {
      const delay = monitorEventLoopDelay({ resolution: 5 })
      delay.enable()
      const bomb = 'n=0; while [ $n -lt 3000 ]; do sleep 20 & n=$((n+1)); echo $n; done'
      const output = await runInside(['/bin/sh', '-c', bomb], isRoot() ? { uid: SOMEBODY } : {})
      delay.disable()
      expect(output).toMatch(/fork|Resource temporarily unavailable/i)
      const started = Number(output.match(/^\d+$/gm)?.at(-1))
      expect(started).toBeGreaterThan(100)
      expect(started).toBeLessThan(childLimits({ ...MACHINE, processors: 512 }).processes ?? 0)
      expect(delay.percentile(99) / 1e6).toBeLessThan(250)
    },
    60_000,
  )

  test('ten thousand open files: refused at the limit [fault 24]', async () => {
    const script = `const fs = require('node:fs'); let n = 0
      try { for (; n < 10000; n++) fs.openSync('/dev/null') } catch (error) { console.log(n, error.code) }`
    const [count, code] = (await runInside([process.execPath, '-e', script])).trim().split(' ')
    expect(code).toBe('EMFILE')
    expect(Number(count)).toBeLessThan(8_192)
  })

  test('where memory runs out the kernel ends a child before the application, and no core file is left [fault 24]', async () => {
    const script = 'cat /proc/self/oom_score_adj; ulimit -c; ulimit -Hc'
    const [score, ...core] = (await runInside(['/bin/sh', '-c', script])).trim().split('\n').map(Number)
    expect(score).toBeGreaterThanOrEqual(500)
    expect(core).toEqual([0, 0])
  })
})
