import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { workplaceOf } from '../../electron/backend.ts'
import type { HostShell } from '../../electron/handlers/parts.ts'
import { worktreeHandlers } from '../../electron/handlers/worktree.ts'
import type { Launch } from '../../electron/open-in/program.ts'
import { makeTempFolder } from '../support/repository.ts'
import { runAtWork } from '../views/run-at-work.ts'
import { partsOf } from './host-parts.ts'
import { makeBackend, makeCaller } from './real-backend.ts'

const tools = makeTempFolder('programs')
for (const name of ['xdg-open', 'code']) writeFileSync(path.join(tools, name), '', { mode: 0o700 })

async function start(launch: HostShell['launch']) {
  const backend = await makeBackend()
  const run = backend.store.getRun(runAtWork(backend.store).runId)
  const handlers = worktreeHandlers(partsOf(backend, { launch, environment: { PATH: tools, SystemRoot: tools } }))
  const caller = makeCaller()
  return {
    runId: run.id,
    worktree: workplaceOf(backend.home, run).worktree,
    get: (runId: string) => handlers['worktree.get']({ runId }, caller),
    open: (runId: string, program: string) => handlers['worktree.open']({ runId, program }, caller),
  }
}

test.skipIf(process.platform !== 'linux')(
  'the worktree and the programs of this machine, of which one is started there',
  async () => {
    const launched: Launch[] = []
    const { runId, worktree, get, open } = await start(async (launch) => {
      launched.push(launch)
      return { ok: true, value: null }
    })
    const programs = [
      { id: 'files', kind: 'files', name: 'File manager' },
      { id: 'vscode', kind: 'editor', name: 'Visual Studio Code' },
    ]
    expect(await get(runId)).toEqual({ ok: true, value: { path: worktree, isThere: false, programs } })
    expect(await open(runId, 'vscode')).toMatchObject({ ok: false, error: { detail: { refusal: 'no_worktree' } } })
    mkdirSync(worktree, { recursive: true })
    expect(await get(runId)).toMatchObject({ value: { isThere: true } })
    expect(await open(runId, 'vscode')).toEqual({ ok: true, value: { name: 'Visual Studio Code' } })
    expect(launched).toEqual([{ command: path.join(tools, 'code'), args: [worktree], cwd: worktree }])
    expect(await open(runId, 'zed')).toMatchObject({ ok: false, error: { code: 'not_found' } })
    expect(await open(randomUUID(), 'vscode')).toMatchObject({ ok: false, error: { code: 'not_found' } })
    expect(await get(randomUUID())).toMatchObject({ ok: false, error: { code: 'not_found' } })
    expect(launched).toHaveLength(1)
  },
)

test('a program that does not open says why', async () => {
  const { runId, worktree, get, open } = await start(async () => ({ ok: false, error: 'code ended with 4.' }))
  mkdirSync(worktree, { recursive: true })
  const reply = await get(runId)
  const first = reply.ok ? reply.value.programs[0] : undefined
  const message = `${first?.name} did not open: code ended with 4.`
  expect(await open(runId, first?.id ?? '')).toEqual({ ok: false, error: { code: 'unavailable', message } })
})

test('a window in a browser tells where the worktree is, and starts nothing', async () => {
  const { runId, worktree, get, open } = await start(null)
  mkdirSync(worktree, { recursive: true })
  expect(await get(runId)).toEqual({ ok: true, value: { path: worktree, isThere: true, programs: [] } })
  expect(await open(runId, 'files')).toMatchObject({ ok: false, error: { code: 'unavailable' } })
})
