/** Whole runs of the demo agent with the real loop, store, git and commands, inside the real bubblewrap and where there is none. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type Backend, openBackend } from '../../electron/backend.ts'
import type { SandboxProbe } from '../../electron/sandbox/probe.ts'
import { DEFAULT_RUN_CONFIG, type RunConfig } from '../../shared/config.ts'
import { inBubblewrap, probe } from '../support/bubblewrap.ts'
import { makeOneTask, type OneTask } from '../support/one-task.ts'

vi.setConfig({ testTimeout: 120_000 })

const NONE: SandboxProbe = { kind: 'none', reason: 'bubblewrap is not installed.', remedy: 'Install it.' }

interface Bench {
  backend: Backend
  job: OneTask
  begin(config?: Partial<RunConfig>): Promise<string>
  drive(runId: string): Promise<unknown>
  events(runId: string, kind: string): { message: string; payload: unknown }[]
}

async function bench(found: () => SandboxProbe, steps?: (folder: string) => string[]): Promise<Bench> {
  const job = makeOneTask(steps === undefined ? {} : { verificationSteps: steps })
  const probing = { probeSandbox: async () => found() }
  const backend = await openBackend({ home: job.terminal.home, environment: job.terminal.env, ...probing })
  onTestFinished(() => backend.close())
  await backend.own()
  return {
    backend,
    job,
    begin: async (change = {}) => {
      const config: RunConfig = { ...DEFAULT_RUN_CONFIG, policy: 'unattended', ...change }
      const started = await backend.startRun({ repoPath: job.repository.root, goal: 'Add sum', config })
      return started.ok ? started.value.run.id : expect.fail(started.error.message)
    },
    drive: (runId) => backend.drive(runId, new AbortController().signal),
    events: (runId, kind) => backend.store.listEvents(runId, 500).filter((event) => event.kind === kind),
  }
}

inBubblewrap(() => {
  test('a run is planned, written, verified and delivered; its commands are confined too', async () => {
    const escapes = (folder: string): string[] => [
      'node --test',
      `echo x > "$HOME/.npm/kept"; for place in "$HOME/left" ${folder}/left /tmp/left-${process.pid}; do mkdir -p "\${place%/*}" && echo x > "$place"; done; true`,
      `env -i setsid sh -c 'trap "" TERM HUP; exec sleep 86${process.pid}' > /dev/null 2>&1 & sleep 0.2`,
    ]
    const { backend, job, begin, drive, events } = await bench(() => probe, escapes)
    const home = job.terminal.env['HOME'] ?? ''
    const runId = await begin({ sandbox: 'require', setup: { commands: ['test "$TMPDIR" = /tmp'], copy: [] } })
    await drive(runId)
    expect(backend.store.getRun(runId), JSON.stringify(events(runId, 'attempt_settled'))).toMatchObject({
      status: 'completed',
    })
    expect(events(runId, 'sandbox_used')).toMatchObject([
      { message: expect.stringMatching(/^Sandboxed by bubblewrap [\d.]+: files confined, network not\.$/) },
    ])
    // Whatever the steps wrote is gone, but for the cache of a package manager.
    const left = [path.join(home, 'left'), path.join(job.folder, 'left'), `/tmp/left-${process.pid}`].filter(existsSync)
    expect(left).toEqual([])
    expect(existsSync(path.join(home, '.npm/kept'))).toBe(true)
    expect(commandLines()).not.toContain(`sleep 86${process.pid}`)
  })

  test('when it is not there any more, a run that requires it pauses before anything is started', async () => {
    let found = probe
    const { backend, begin, drive, events } = await bench(() => found)
    const runId = await begin({ sandbox: 'require' })
    found = NONE
    expect(await drive(runId)).toEqual({ kind: 'wait', why: 'paused' })
    expect(backend.store.getInternals(runId).controlReason).toContain('bubblewrap is not installed. Install it.')
    expect(events(runId, 'turn_started')).toEqual([])
    found = probe
    backend.control(runId, 'resume', 'test')
    await drive(runId)
    expect(backend.store.getRun(runId).status).toBe('completed')
  })
})

test('without one the run works all the same, and says why it is not sandboxed', async () => {
  const { backend, begin, drive, events } = await bench(() => NONE)
  const runId = await begin()
  await drive(runId)
  expect(backend.store.getRun(runId).status).toBe('completed')
  const message = 'Not sandboxed because bubblewrap is not installed.'
  expect(events(runId, 'sandbox_used')).toMatchObject([{ message, payload: { isSandboxed: false } }])
  expect(backend.store.sandboxOf(runId)).toBe(message)
})

const commandLines = (): string => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
