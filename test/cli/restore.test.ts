/** A damaged database, its backups, and the restore that a person starts, in a terminal and in the window. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test, vi } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openHost } from '../../electron/host.ts'
import { restoreBackup } from '../../electron/restore.ts'
import { openBackups } from '../../electron/store/backups.ts'
import { openStore } from '../../electron/store/store.ts'
import { startScript } from '../store/support.ts'
import { makeRepository, makeTempFolder } from '../support/repository.ts'
import { openTerminal, type Terminal } from '../support/terminal.ts'
import { beside, typing } from './in-process.ts'

vi.setConfig({ testTimeout: 120_000 })

/** Two runs, of which the backup knows one. */
async function soundFolder() {
  const terminal = openTerminal(makeTempFolder('restore'))
  const file = databaseFile(terminal.home)
  const repository = makeRepository()
  const store = openStore(file)
  const early = store.runStore.createRun('Early', repository.root)
  await openBackups(file).make('run')
  const late = store.runStore.createRun('Late', repository.root)
  store.seal()
  store.close()
  return { terminal, file, early, late, repository }
}

/** The same, then damaged. */
async function damagedFolder() {
  const { terminal, file, early, late, repository } = await soundFolder()
  repository.git('update-ref', `refs/triptych/${late.id}/0`, 'HEAD')
  repository.git('branch', `triptych/late-${late.id.slice(0, 8)}`)
  const bytes = readFileSync(file)
  for (let page = 4_096; page < bytes.length; page += 4_096) bytes.fill(0xff, page, page + 16)
  writeFileSync(file, bytes)
  return { terminal, file, bytes, early, late, repository }
}

const asideOf = ({ home }: Terminal): string[] =>
  readdirSync(path.join(home, 'set-aside'), { recursive: true }).map((name) => String(name))

test('every command refuses a damaged database and says what to do; the restore keeps it, and tells what it lacks [fault 36]', async () => {
  const { terminal, file, bytes, early, late, repository } = await damagedFolder()
  const refused = await beside(terminal, 'runs')
  expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
  expect(refused.stderr).toMatch(/is damaged: .*triptych restore/)
  const checked = await beside(terminal, 'doctor')
  expect(checked.stdout).toMatch(/✗ database .*damaged/)
  expect(readFileSync(file).equals(bytes)).toBe(true)

  const listed = await beside(terminal, 'backups')
  expect(listed).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/✓ triptych-run-.*1 run, up to event 1, checked/s),
  })
  expect(await beside(terminal, 'restore', 'nothing')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('no backup "nothing"'),
  })
  const restored = await beside(terminal, 'restore', 'newest')
  expect(restored).toMatchObject({ exitCode: 0, stderr: '' })
  expect(restored.stdout).toContain('1 run, 1 event less than was saved')
  expect(restored.stdout).toContain(`run ${late.id}`)
  expect(restored.stdout).toContain(`${repository.root}: refs/triptych/${late.id}/0`)
  expect(restored.stdout).toContain(`refs/heads/triptych/late-${late.id.slice(0, 8)}`)
  const aside = asideOf(terminal).find((name) => name.endsWith('triptych.sqlite')) ?? ''
  expect(readFileSync(path.join(terminal.home, 'set-aside', aside)).equals(bytes)).toBe(true)

  const store = openStore(file)
  onTestFinished(() => store.close())
  expect(store.runStore.listRuns()).toMatchObject([{ id: early.id, control: 'pause' }])
  expect(store.getInternals(early.id).controlReason).toBe('restored')
  expect(store.openLosses()).toEqual([])
})

test('a database that is not damaged is replaced only if a person agrees; otherwise it is said what would be done', async () => {
  const { terminal, file, early, late } = await soundFolder()
  const bytes = readFileSync(file)
  const [{ id } = expect.fail('no backup')] = openBackups(file).list()
  const runs = (): string[] => {
    const store = openStore(file)
    try {
      return store.runStore.listRuns().map((run) => run.id)
    } finally {
      store.close()
    }
  }
  const told = await beside(terminal, 'restore', 'newest')
  expect(told).toMatchObject({ exitCode: 3, stderr: '' })
  expect(told.stdout).toContain('is not damaged: 2 runs, up to event 2')
  expect(told.stdout).toContain('It has 1 run, up to event 1, 1 event less.')
  expect(told.stdout).toContain(`Nothing was changed. triptych restore ${id} --yes restores it.`)
  const declined = await typing(terminal, 'n', 'restore', 'newest')
  expect(declined).toMatchObject({ exitCode: 3, stdout: expect.stringMatching(/\[y\/N\].*Nothing was changed/s) })
  expect([readFileSync(file).equals(bytes), existsSync(path.join(terminal.home, 'set-aside'))]).toEqual([true, false])
  expect(runs()).toEqual([late.id, early.id])

  expect(await beside(terminal, 'restore', id, '--yes')).toMatchObject({ exitCode: 0, stderr: '' })
  expect(runs()).toEqual([early.id])
  expect(await typing(terminal, 'y', 'restore', 'newest')).toMatchObject({ exitCode: 0, stderr: '' })
  expect(runs()).toEqual([early.id])
})

test('a database of a newer version is not replaced without a question; a folder in its place is, and is kept', async () => {
  const { terminal, file, early } = await soundFolder()
  const database = new DatabaseSync(file)
  database.exec('PRAGMA user_version = 9999')
  database.close()
  const newer = await beside(terminal, 'restore', 'newest')
  expect(newer).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('written by a newer Triptych') })

  for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true })
  mkdirSync(file)
  writeFileSync(path.join(file, 'mine.txt'), 'mine')
  const refused = await beside(terminal, 'runs')
  expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is not the database that it was') })
  expect(refused.stderr).not.toContain('cables')
  expect((await beside(terminal, 'doctor')).stdout).toContain(`${file} is a folder, not a database`)
  expect(await beside(terminal, 'restore', 'newest')).toMatchObject({ exitCode: 0, stderr: '' })
  expect(asideOf(terminal).some((name) => name.endsWith('mine.txt'))).toBe(true)
  expect((await beside(terminal, 'runs')).stdout).toContain(early.id.slice(0, 8))
})

test.skipIf(process.platform === 'win32')(
  'a database that merely cannot be read is not replaced without a question, in the window not at all',
  async () => {
    const { terminal, file } = await soundFolder()
    const elsewhere = `${file}-elsewhere`
    renameSync(file, elsewhere)
    symlinkSync(path.basename(file), file)
    const told = await beside(terminal, 'restore', 'newest')
    expect(told).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('may well be whole') })
    expect(await restoreBackup(terminal.home, 'newest')).toMatchObject({ ok: false, error: { code: 'not_agreed' } })
    expect([readlinkSync(file), existsSync(path.join(terminal.home, 'set-aside'))]).toEqual([
      path.basename(file),
      false,
    ])
  },
)

test('beside a process that drives the folder it is refused', async () => {
  const { terminal, file, bytes } = await damagedFolder()
  const holder = startScript('hold-lock.ts', terminal.home)
  expect(await holder.firstLine).toBe('held')
  const refused = await beside(terminal, 'restore', 'newest')
  expect(refused).toMatchObject({ exitCode: 5, stderr: expect.stringContaining(`process ${holder.child.pid}`) })
  expect(readFileSync(file).equals(bytes)).toBe(true)
  expect(existsSync(path.join(terminal.home, 'set-aside'))).toBe(false)
})

test('the window shows the damage and the backups, restores one by its id, and goes on', async () => {
  const { terminal, early, late } = await damagedFolder()
  const shell = {
    kind: 'serve',
    version: '1',
    electron: null,
    pickFolder: null,
    reveal: null,
    openLink: null,
    openWindow: null,
    launch: null,
    keyStore: null,
    updates: null,
  } as const
  const reports: unknown[] = []
  const host = openHost({
    home: terminal.home,
    environment: terminal.env,
    shell,
    report: (error) => reports.push(error),
  })
  onTestFinished(() => host.close())
  const window = host.connect(() => undefined)
  expect(await window.call('runs.list', { limit: 1 })).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  expect(await window.call('system.info', {})).toMatchObject({
    ok: true,
    value: { damage: expect.stringContaining('is damaged'), losses: [] },
  })
  const [backup] = openBackups(databaseFile(terminal.home)).list()
  expect(await window.call('backups.list', {})).toEqual({ ok: true, value: [backup] })
  expect(await window.call('backups.restore', { id: '../triptych' })).toMatchObject({ error: { code: 'bad_input' } })
  expect(await window.call('backups.restore', { id: 'other' })).toMatchObject({ error: { code: 'refused' } })
  expect(await window.call('backups.restore', { id: backup?.id })).toMatchObject({
    ok: true,
    value: {
      lostEvents: 1,
      lostRuns: [{ runId: late.id, files: null, refs: [expect.any(String), expect.any(String)] }],
    },
  })
  expect(await window.call('system.info', {})).toMatchObject({ ok: true, value: { damage: null, losses: [] } })
  expect(await window.call('runs.list', { limit: 9 })).toMatchObject({
    ok: true,
    value: { rows: [{ id: early.id, controlReason: 'restored' }] },
  })
  expect(await window.call('backups.restore', { id: backup?.id })).toMatchObject({ error: { code: 'refused' } })
  expect(reports).toEqual([])
})
