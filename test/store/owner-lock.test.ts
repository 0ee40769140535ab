import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { acquireOwnerLock, type OwnerLock } from '../../electron/store/owner-lock.ts'
import { startScript, temporaryFolder } from './support.ts'

function held(home: string): OwnerLock {
  const lock = acquireOwnerLock(home)
  if (!lock.ok) throw new Error(`Held by ${lock.error.pid}`)
  return lock.value
}

test('one process holds it, the next is told which; release gives it on [fault 34]', async () => {
  const home = path.join(temporaryFolder(), 'home')
  const lock = held(home)
  const owner = JSON.parse(readFileSync(path.join(home, 'owner.json'), 'utf8'))
  expect(owner).toEqual({ pid: process.pid, host: os.hostname(), startedAt: expect.stringMatching(/^\d{4}-.*Z$/) })
  expect(await startScript('hold-lock.ts', home).firstLine).toBe(`refused ${process.pid}`)
  expect(acquireOwnerLock(home)).toEqual({ ok: false, error: { pid: process.pid, host: os.hostname() } })
  lock.release()
  expect(existsSync(path.join(home, 'owner.json'))).toBe(false)
  const next = startScript('hold-lock.ts', home)
  expect(await next.firstLine).toBe('held')
  // A late second release of the first owner does nothing to the next one.
  lock.release()
  expect(acquireOwnerLock(home)).toMatchObject({ ok: false, error: { pid: next.child.pid } })
})

test('an owner that is killed loses it at once', async () => {
  const home = temporaryFolder()
  const { child, firstLine } = startScript('hold-lock.ts', home)
  expect(await firstLine).toBe('held')
  expect(acquireOwnerLock(home)).toEqual({ ok: false, error: { pid: child.pid, host: os.hostname() } })
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  const lock = held(home)
  expect(JSON.parse(readFileSync(path.join(home, 'owner.json'), 'utf8'))).toMatchObject({ pid: process.pid })
  lock.release()
})

test('owner.json decides nothing', () => {
  const home = temporaryFolder()
  writeFileSync(path.join(home, 'owner.json'), 'not json')
  const lock = held(home)
  writeFileSync(path.join(home, 'owner.json'), 'not json')
  expect(acquireOwnerLock(home)).toEqual({ ok: false, error: { pid: 0, host: 'unknown' } })
  lock.release()
})
