/** The system ends the application politely, as it does when it shuts down. */
import { expect, test, vi } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { processesOf } from '../soak/inspect.ts'
import { makeOneTask } from '../support/one-task.ts'
import { start, triptych } from '../support/terminal.ts'

const PATIENCE_MS = 60_000
vi.setConfig({ testTimeout: 3 * PATIENCE_MS })

test('SIGTERM while an agent works: the run is paused, nothing outlives it, and it is resumed to its end [fault 10]', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'slow@implementation:1' } })
  const { terminal, repository, folder } = job
  const running = start(terminal, [
    'run',
    '--repo',
    repository.root,
    '--goal',
    'Sum',
    '--policy',
    'unattended',
    '--agent',
    'demo',
  ])
  const isAtWork = (): void => expect(running.output()).toContain('word-2')
  await vi.waitFor(isAtWork, { timeout: PATIENCE_MS, interval: 20 })
  running.child.kill('SIGTERM')
  const { exitCode, stdout, stderr } = await running.finished
  expect(exitCode, stdout + stderr).toBe(130)
  expect(processesOf({ folder })).toEqual([])
  const store = openStore(databaseFile(terminal.home))
  const run = store.runStore.listRuns()[0]
  store.close()
  expect(run).toMatchObject({ status: 'paused' })
  const resumed = await triptych(terminal, 'resume', run?.id ?? '')
  expect(resumed.exitCode, resumed.stdout + resumed.stderr).toBe(0)
})
