import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openBackend } from '../electron/backend.ts'
import { hostEnvironment } from '../electron/desktop-environment.ts'
import { makeTempFolder } from './support/repository.ts'

const told = (variables: Record<string, string>) => async () => ({
  kind: 'told' as const,
  shell: '/bin/zsh',
  variables,
})

test('started from a terminal: its environment as it is, and nothing is asked', () => {
  const own = { PATH: '/bin' }
  const ask = () => Promise.reject(new Error('nothing is to be asked'))
  expect(hostEnvironment(own, true, ask)).toEqual({ environment: own })
})

test('started by an icon: agents of the login shell are found once it has answered, and the answer is waited for', async () => {
  const folder = makeTempFolder('desktop')
  const bin = path.join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(path.join(bin, 'goose'), '#!/bin/sh\n', { mode: 0o755 })
  const own = { PATH: '/usr/bin:/bin' }
  const around = hostEnvironment(own, false, told({ PATH: bin, GOOSE_MODEL: 'big', SECRET: 'no' }))
  const backend = await openBackend({ home: path.join(folder, 'home'), ...around })
  const found = await backend.agents()
  await backend.close()
  expect(found.ok && found.value.find(({ id }) => id === 'goose')).toMatchObject({ state: 'login_unknown' })
  expect(around.environment).toEqual({ PATH: `/usr/bin:/bin:${bin}`, GOOSE_MODEL: 'big' })
  expect(own).toEqual({ PATH: '/usr/bin:/bin' })
  expect(await around.environmentReady).toEqual({ shell: '/bin/zsh', folders: [bin], problem: null })
})

test('a shell that does not answer leaves everything as it was, and is told', async () => {
  const own = { PATH: '/bin' }
  const around = hostEnvironment(own, false, async () => ({ kind: 'failed', shell: '/bin/zsh', why: 'No.' }))
  expect(await around.environmentReady).toEqual({ shell: '/bin/zsh', folders: [], problem: 'No.' })
  expect(around.environment).toEqual(own)
})
