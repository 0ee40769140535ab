import { expect, test } from 'vitest'
import { prepareStart } from '../electron/start-run.ts'
import { DEFAULT_RUN_CONFIG, type RunConfig } from '../shared/config.ts'
import { makeRepository, makeTempFolder } from './support/repository.ts'

const start = (config: Partial<RunConfig>, goal = 'Make it better') =>
  prepareStart(
    { home: makeTempFolder(), environment: { PATH: process.env['PATH'] } },
    { repoPath: makeRepository().root, goal, config: { ...DEFAULT_RUN_CONFIG, ...config } },
  )

test('a required sandbox is never silently left out', async () => {
  expect(await start({ sandbox: 'require' })).toMatchObject({ ok: false, error: { code: 'no_sandbox' } })
  expect(await start({ sandbox: 'auto' })).toMatchObject({ ok: true })
})

test('nobody is there to approve a delivery into a branch', async () => {
  const refused = await start({ policy: 'unattended', delivery: { kind: 'patch' } })
  expect(refused).toMatchObject({ ok: false, error: { code: 'delivery_needs_person' } })
})
