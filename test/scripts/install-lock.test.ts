import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from '../../scripts/child.mjs'
import { alone } from '../../scripts/install-lock.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-lock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const unexpected = (pid: number): never => {
  throw new Error(`waited for ${pid}`)
}
const locks = process.env['TRIPTYCH_INSTALL_LOCKS'] ?? os.tmpdir()
const lockFile = (of: string) =>
  path.join(locks, `triptych-install-${createHash('sha256').update(of).digest('hex').slice(0, 16)}.lock`)

test('a second installation of the same folder waits for the first, and says for whom', async () => {
  const log = path.join(folder, 'log')
  const holder = path.join(folder, 'holder.mjs')
  writeFileSync(
    holder,
    `import { appendFileSync } from 'node:fs'
     import { alone } from ${JSON.stringify(path.join(ROOT, 'scripts/install-lock.mjs'))}
     await alone(${JSON.stringify(folder)}, { onWait: () => {}, work: async () => {
       process.stdout.write('working')
       await new Promise((resolve) => process.stdin.once('data', resolve))
       appendFileSync(${JSON.stringify(log)}, 'first ')
     } })
     process.exit()`,
  )
  const first = spawn(process.execPath, [holder], {
    env: { TRIPTYCH_INSTALL_LOCKS: locks },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => first.stdout.once('data', resolve))
  const waitedFor: number[] = []
  await alone(folder, {
    onWait: (pid) => {
      waitedFor.push(pid)
      first.stdin.write('go on')
    },
    work: async () => writeFileSync(log, `${readFileSync(log, 'utf8')}second`),
  })
  expect(readFileSync(log, 'utf8')).toBe('first second')
  expect(waitedFor).toEqual([first.pid])
})

test('a lock of a process that died holds nobody up', async () => {
  const dead = spawnSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8', env: {} }).stdout.trim()
  writeFileSync(lockFile(folder), dead)
  expect(await alone(folder, { onWait: unexpected, work: async () => 'done' })).toBe('done')
})

test('a failing installation leaves no lock', async () => {
  const failing = alone(folder, { onWait: unexpected, work: () => Promise.reject(new Error('no network')) })
  await expect(failing).rejects.toThrow('no network')
  expect(await alone(folder, { onWait: unexpected, work: async () => 'done' })).toBe('done')
})
