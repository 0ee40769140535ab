import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { SandboxProbe } from '../electron/sandbox/probe.ts'
import { prepareStart, type Surroundings } from '../electron/start-run.ts'
import { DEFAULT_RUN_CONFIG, type RunConfig } from '../shared/config.ts'
import { makeRepository, makeTempFolder } from './support/repository.ts'

const start = (config: Partial<RunConfig>, around: Partial<Surroundings> = {}, goal = 'Make it better') =>
  prepareStart(
    { home: makeTempFolder(), environment: { PATH: process.env['PATH'] }, ...around },
    { repoPath: makeRepository().root, goal, config: { ...DEFAULT_RUN_CONFIG, ...config } },
  )

const WITHOUT: SandboxProbe = { kind: 'none', reason: 'bubblewrap is not installed.', remedy: 'Install it.' }
const WITH: SandboxProbe = { kind: 'bubblewrap', program: '/usr/bin/bwrap', version: '1.0', nests: false, limits: [] }

test('a required sandbox is never silently left out', async () => {
  const without = { probeSandbox: async () => WITHOUT }
  const error = { code: 'no_sandbox', message: expect.stringContaining('bubblewrap is not installed.') }
  expect(await start({ sandbox: 'require' }, without)).toMatchObject({ ok: false, error })
  expect(await start({ sandbox: 'auto' }, without)).toMatchObject({ ok: true })
  expect(await start({ sandbox: 'require' }, { probeSandbox: async () => WITH })).toMatchObject({ ok: true })
})

test('an agent that the settings take out of the sandbox cannot be in a run that requires one', async () => {
  const home = makeTempFolder()
  writeFileSync(path.join(home, 'settings.json'), '{ "agents": { "demo": { "sandbox": false } } }')
  const around = { home, probeSandbox: async () => WITH }
  const error = { code: 'no_sandbox', message: expect.stringContaining('agent demo') }
  expect(await start({ sandbox: 'require' }, around)).toMatchObject({ ok: false, error })
  expect(await start({ sandbox: 'auto' }, around)).toMatchObject({ ok: true })
})

test('nobody is there to approve a delivery into a branch', async () => {
  const refused = await start({ policy: 'unattended', delivery: { kind: 'patch' } })
  expect(refused).toMatchObject({ ok: false, error: { code: 'delivery_needs_person' } })
})
