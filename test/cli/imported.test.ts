import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../electron/store/store.ts'
import { makeTempFolder } from '../support/repository.ts'
import { openTerminal } from '../support/terminal.ts'
import { beside } from './in-process.ts'

const FIXTURE = path.resolve(import.meta.dirname, '../fixtures/predecessor.sqlite')

function imported() {
  const folder = makeTempFolder('imported')
  const terminal = openTerminal(folder)
  mkdirSync(terminal.home, { recursive: true })
  const file = path.join(terminal.home, 'triptych.sqlite')
  copyFileSync(FIXTURE, file)
  const store = openStore(file)
  const runs = store.runStore.listRuns()
  store.close()
  const idOf = (isEnded: boolean) => runs.find(({ status }) => (status === 'completed') === isEnded)?.id ?? ''
  return { terminal, ended: idOf(true), unfinished: idOf(false) }
}

test('an imported run is not called verified: this application ran none of its steps', async () => {
  const { terminal, ended } = imported()
  const shown = await beside(terminal, 'show', ended)
  expect(shown.stdout).toContain('not verified: Triptych did not run its steps')
  expect(shown.stdout).not.toContain('completed, verified')
  const json = await beside(terminal, 'show', ended, '--json')
  const result: unknown = JSON.parse(json.stdout.trim().split('\n').at(-1) ?? '')
  expect(result).toMatchObject({ type: 'result', tasks: { completed: 2 }, unverified: 2 })
})

test('an imported run cannot be resumed: it says why, and cancelling it ends it', async () => {
  const { terminal, unfinished } = imported()
  const shown = await beside(terminal, 'show', unfinished)
  expect(shown.stdout).toContain('made by an earlier version, and cannot go on')
  expect(shown.stdout).not.toContain('go on with')
  const refused = await beside(terminal, 'resume', unfinished)
  expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no base commit') })
  expect(refused.stderr).toContain('show')
  const cancelled = await beside(terminal, 'cancel', unfinished)
  expect(cancelled).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('is cancelled') })
})
