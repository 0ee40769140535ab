import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openArtifactHandlers } from '../../electron/handlers/open-artifact.ts'
import type { HostShell } from '../../electron/handlers/parts.ts'
import { openingFile } from '../../electron/open-in/open-file.ts'
import type { Launch, Program } from '../../electron/open-in/program.ts'
import { makeTempFolder } from '../support/repository.ts'
import { runAtWork } from '../views/run-at-work.ts'
import { partsOf } from './host-parts.ts'
import { makeBackend, makeCaller } from './real-backend.ts'

const tools = makeTempFolder('programs')
for (const name of ['xdg-open', 'code']) writeFileSync(path.join(tools, name), '', { mode: 0o700 })

async function start(launch: HostShell['launch']) {
  const backend = await makeBackend()
  const { home, store } = backend
  const { runId } = runAtWork(store)
  const handlers = openArtifactHandlers(partsOf(backend, { launch, environment: { PATH: tools } }))
  mkdirSync(path.join(home, 'runs'), { recursive: true })
  writeFileSync(path.join(home, 'runs', 'notes.txt'), 'notes')
  symlinkSync('notes.txt', path.join(home, 'runs', 'link.txt'))
  const add = (file: string): string => store.addArtifact(runId, null, 'other', `runs/${file}`, {}).id
  return { home, add, open: (id: string, program: string) => handlers['artifacts.open']({ id, program }, makeCaller()) }
}

test.skipIf(process.platform !== 'linux')('a plain file is opened in an editor, and in nothing else', async () => {
  const launched: Launch[] = []
  const { home, add, open } = await start(async (launch) => {
    launched.push(launch)
    return { ok: true, value: null }
  })
  const folder = path.join(home, 'runs')
  expect(await open(add('notes.txt'), 'vscode')).toEqual({ ok: true, value: { name: 'Visual Studio Code' } })
  expect(launched).toEqual([{ command: path.join(tools, 'code'), args: [path.join(folder, 'notes.txt')], cwd: folder }])
  for (const program of ['files', 'terminal', 'zed'])
    expect(await open(add('notes.txt'), program)).toMatchObject({ ok: false, error: { code: 'not_found' } })
  for (const file of ['link.txt', 'gone.txt', '../../outside.txt'])
    expect(await open(add(file), 'vscode')).toMatchObject({ ok: false, error: { code: 'refused' } })
  expect(launched).toHaveLength(1)
})

test('a window in a browser opens nothing', async () => {
  const { add, open } = await start(null)
  expect(await open(add('notes.txt'), 'vscode')).toMatchObject({ ok: false, error: { code: 'unavailable' } })
})

test('an editor that is told its folder in another way is not handed a file', () => {
  const program = (kind: Program['kind'], args: (folder: string) => string[]): Program => ({
    ...{ id: 'x', kind, name: 'X' },
    open: (folder) => ({ command: '/x', args: args(folder), cwd: folder }),
  })
  const file = path.join('/a', 'b.txt')
  expect(
    openingFile(
      program('editor', (folder) => ['-a', folder]),
      file,
    )?.args,
  ).toEqual(['-a', file])
  expect(
    openingFile(
      program('editor', (folder) => ['--cwd', folder, 'vim', '.']),
      file,
    ),
  ).toBeNull()
  expect(
    openingFile(
      program('files', (folder) => [folder]),
      file,
    ),
  ).toBeNull()
})
