/** Becoming the one process that drives a data folder, where that goes wrong in the middle. */
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openBackend } from '../electron/backend.ts'
import { acquireOwnerLock } from '../electron/store/owner-lock.ts'
import { makeTempFolder } from './support/repository.ts'

test.runIf(process.platform === 'linux')(
  'who could not become the owner to the end does not drive, and leaves the folder to others',
  async () => {
    const home = makeTempFolder('own')
    const backend = await openBackend({ home, environment: {} })
    onTestFinished(() => backend.close())
    // It can be read, and nothing can be written into it: no marker for the owner's own children.
    const children = path.join(home, 'children')
    rmSync(children, { recursive: true })
    symlinkSync('/proc/self/fdinfo', children)
    await expect(backend.own()).rejects.toThrow()
    await expect(backend.own()).rejects.toThrow()
    await expect(backend.drive('any', new AbortController().signal)).rejects.toThrow('needs own() first')
    const other = acquireOwnerLock(home)
    expect(other.ok).toBe(true)
    if (other.ok) other.value.release()
    rmSync(children)
    mkdirSync(children)
    expect(await backend.own()).toMatchObject({ ok: true })
  },
)

test('output that could not be saved keeps nobody from closing the folder', async () => {
  const home = makeTempFolder('own')
  const flush = async (): Promise<void> => {
    throw new Error('the disk is full')
  }
  const backend = await openBackend({ home, environment: {} }, undefined, (ports) => ({
    ...ports,
    sink: { ...ports.sink, flush },
  }))
  expect(await backend.own()).toMatchObject({ ok: true })
  await expect(backend.close()).rejects.toThrow('the disk is full')
  const next = acquireOwnerLock(home)
  expect(next.ok).toBe(true)
  if (next.ok) next.value.release()
})
