/** A database that lost its end: told by every command, nothing driven until a person knows, and the repository asked before going on. */
import { cpSync, existsSync, rmSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { makeOneTask } from '../support/one-task.ts'
import { type Terminal, triptych } from '../support/terminal.ts'
import { beside } from './in-process.ts'

vi.setConfig({ testTimeout: 120_000 })

const FILES = ['', '-wal']

function keepCopy({ home }: Terminal): () => void {
  const file = databaseFile(home)
  for (const suffix of FILES) if (existsSync(file + suffix)) cpSync(file + suffix, `${file}.kept${suffix}`)
  return () => {
    for (const suffix of [...FILES, '-shm']) rmSync(file + suffix, { force: true })
    for (const suffix of FILES) if (existsSync(`${file}.kept${suffix}`)) cpSync(`${file}.kept${suffix}`, file + suffix)
  }
}

function onlyRun({ home }: Terminal) {
  const store = openStore(databaseFile(home))
  const [run = expect.fail('no run')] = store.runStore.listRuns()
  const gate = store.listOpenGates(run.id)[0]
  const facts = { run, gate, internals: store.getInternals(run.id), events: store.listEvents(run.id) }
  store.close()
  return facts
}

test('what is missing is told, waits for a person, and what the run did meanwhile is not done again [fault 37, 38]', async () => {
  const { terminal, repository } = makeOneTask({})
  const goal = ['--goal', 'Add sum', '--agent', 'demo', '--setup', 'none']
  expect(await triptych(terminal, 'run', '--repo', repository.root, ...goal)).toMatchObject({ exitCode: 3 })
  const { run, gate } = onlyRun(terminal)
  const putBack = keepCopy(terminal)
  const hash = gate?.subjectHash ?? ''
  expect(await beside(terminal, 'approve', gate?.id ?? '', '--hash', hash)).toMatchObject({ exitCode: 0 })
  expect(await triptych(terminal, 'resume', run.id)).toMatchObject({ exitCode: 3, stderr: '' })
  const delivered = repository.git('rev-parse', run.branch ?? '')
  expect(delivered).not.toBe(run.baseCommit)

  putBack()
  const told = await beside(terminal, 'runs')
  expect(told).toMatchObject({ exitCode: 0 })
  expect(told.stderr).toMatch(/History is (missing|another one)/)
  expect(told.stdout).toContain('paused, because history was found to be missing')
  const again = await beside(terminal, 'show', run.id)
  expect(again.stderr).toMatch(/History is/)
  const checked = await beside(terminal, 'doctor')
  expect(checked.stdout).toMatch(/✗ history .*triptych acknowledge/s)
  for (const words of [
    ['resume', run.id],
    ['run', '--repo', repository.root, ...goal],
  ]) {
    const refused = await beside(terminal, ...words)
    expect(refused).toMatchObject({ exitCode: 3 })
    expect(refused.stderr).toContain('triptych acknowledge')
  }
  expect(onlyRun(terminal).run.control).toBe('pause')

  expect(await beside(terminal, 'acknowledge')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('Acknowledged 1 finding'),
  })
  expect((await beside(terminal, 'runs')).stderr).toBe('')
  const reopened = onlyRun(terminal).gate
  expect(reopened?.id).toBe(gate?.id)
  await beside(terminal, 'approve', gate?.id ?? '', '--hash', hash)
  expect(await triptych(terminal, 'resume', run.id)).toMatchObject({ exitCode: 4 })
  const { internals, events } = onlyRun(terminal)
  expect(internals.controlReason).toContain(delivered)
  expect(internals.controlReason).toContain('Only Triptych moves it')
  expect(events.at(-1)).toMatchObject({ kind: 'run_paused', payload: { reason: 'attention' } })
  expect(repository.git('rev-parse', run.branch ?? '')).toBe(delivered)
})

test('a database that is gone is told by what only looks, too', async () => {
  const { terminal, repository } = makeOneTask({})
  await triptych(terminal, 'run', '--repo', repository.root, '--goal', 'Add sum', '--agent', 'demo')
  for (const suffix of [...FILES, '-shm']) rmSync(databaseFile(terminal.home) + suffix, { force: true })
  expect((await beside(terminal, 'doctor')).stdout).toMatch(/✗ database .* is gone or empty.*triptych backups/s)
  expect(existsSync(databaseFile(terminal.home))).toBe(false)
  expect((await beside(terminal, 'runs')).stderr).toMatch(/History is missing/)
})
