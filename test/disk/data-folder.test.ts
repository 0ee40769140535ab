/** Where the data folder lies, and what becomes of it while it is open. */
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { dataFolderProblem } from '../../electron/data-folder-problem.ts'
import { runChecks } from '../../electron/doctor.ts'
import { folderWarnings, networkOf, syncedBy } from '../../electron/folder-kind.ts'
import { databaseFile } from '../../electron/home.ts'
import { explainFailure, keepFolder, LOG_ALARM_BYTES } from '../../electron/keep-folder.ts'
import { ballastFile } from '../../electron/store/ballast.ts'
import { openStore } from '../../electron/store/store.ts'
import { createTroubles } from '../../electron/troubles.ts'
import { runWithTasks } from '../store/support.ts'
import { makeTempFolder } from '../support/repository.ts'
import { inOwnMounts, noOwnMounts } from './own-mounts.ts'

test.each([
  ['Dropbox', 'Dropbox'],
  ['Dropbox (Personal)', 'Dropbox'],
  ['OneDrive - Contoso', 'OneDrive'],
  ['Mobile Documents', 'iCloud Drive'],
  ['Google Drive', 'Google Drive'],
  ['Nextcloud', 'a synchronised folder'],
])('a data folder in %s is told at the start and by doctor [fault 39]', async (name, program) => {
  const home = path.join(makeTempFolder('synced'), name, 'triptych')
  expect(syncedBy(home)).toBe(program)
  mkdirSync(home, { recursive: true })
  expect(folderWarnings(home)).toEqual([expect.stringContaining(program)])
  const checks = await runChecks({ home, environment: {} })
  expect(checks.find(({ id }) => id === 'data folder')).toMatchObject({
    level: 'warning',
    text: expect.stringContaining(program),
  })
})

test.each([
  ['win32', '\\\\server\\share\\triptych', 'a network share'],
  ['win32', '//server/share/triptych', 'a network share'],
  ['win32', 'C:\\Users\\ada\\AppData\\Local\\Triptych', null],
  ['win32', '\\\\?\\C:\\Users\\ada\\Triptych', null],
  ['win32', '\\\\?\\UNC\\server\\share\\triptych', 'a network share'],
  ['darwin', '/Volumes/share/triptych', null],
  ['linux', '/srv/triptych', 'NFS'],
] as const)('on %s, %s is on: %s', (platform, home, network) => {
  expect(networkOf(home, () => 0x6969, platform)).toBe(network)
})

test('a marker of a synchronising program above the folder is found, and a folder of that name beside it is not', () => {
  const folder = makeTempFolder('plain')
  mkdirSync(path.join(folder, 'Dropbox'))
  const home = path.join(folder, 'data')
  expect([syncedBy(home), folderWarnings(home)]).toEqual([null, []])
  writeFileSync(path.join(folder, '.stfolder'), '')
  expect(syncedBy(home)).toBe('Syncthing')
})

test.runIf(process.platform === 'linux')('a data folder on a network share is refused [fault 39]', () => {
  const home = path.join(makeTempFolder('network'), 'data')
  expect(networkOf(home)).toBeNull()
  expect(networkOf(home, () => 0x6969)).toBe('NFS')
  // It may come as a negative number.
  expect(networkOf(home, () => 0xff534d42 | 0)).toBe('CIFS')
})

const reason = noOwnMounts()

test.skipIf(reason !== null)(
  `a read-only data folder is refused with a remedy${reason === null ? '' : `, left out: ${reason}`} [fault 39]`,
  async () => {
    const home = makeTempFolder('read-only')
    openStore(databaseFile(home)).close()
    expect(dataFolderProblem(home)).toBeNull()
    const mount = `mount --bind '${home}' '${home}' && mount -o remount,bind,ro '${home}'`
    expect(await inOwnMounts(mount, 'read-only.ts', home)).toMatchObject({
      code: 'data_folder',
      message: expect.stringContaining('cannot be read and written'),
      remedy: expect.stringContaining('TRIPTYCH_HOME'),
    })
  },
)

function kept() {
  const home = makeTempFolder('kept')
  const store = openStore(databaseFile(home))
  const { runId } = runWithTasks(store, 'a')
  const told: string[] = []
  const troubles = createTroubles((message) => told.push(message))
  const timers: (() => void)[] = []
  const keeper = keepFolder(home, store.database, troubles, {
    setTimer: (work) => {
      timers.push(work)
      return () => undefined
    },
  })
  onTestFinished(() => store.close())
  keeper.start()
  return { home, store, runId, troubles, told, keeper, later: () => timers.at(-1)?.() }
}

test.skipIf(process.platform === 'win32')(
  'a database that is removed or replaced while it is open ends the work and is told [fault 39]',
  () => {
    for (const change of ['removed', 'replaced'] as const) {
      const { home, troubles, keeper, later } = kept()
      later()
      expect([troubles.list(), keeper.gone.aborted]).toEqual([[], false])
      if (change === 'removed') rmSync(home, { recursive: true })
      else {
        openStore(path.join(home, 'other.sqlite')).close()
        renameSync(path.join(home, 'other.sqlite'), databaseFile(home))
      }
      later()
      expect(keeper.gone.aborted).toBe(true)
      expect(troubles.list()).toEqual([expect.stringContaining('removed or replaced while Triptych had it open')])
    }
  },
)

test.skipIf(process.platform === 'win32')(
  'a disk that does not say what is there is told and looked at again; the work is not ended for it',
  () => {
    const { home, troubles, keeper, later } = kept()
    renameSync(home, `${home}-away`)
    symlinkSync(home, home)
    later()
    expect(troubles.list()).toContainEqual(expect.stringMatching(/ELOOP.*stat/))
    expect(keeper.gone.aborted).toBe(false)
    rmSync(home)
    renameSync(`${home}-away`, home)
    later()
    expect([troubles.list(), keeper.gone.aborted]).toEqual([[], false])
  },
)

test('the ballast is made, given up on a full disk only, and made again', () => {
  const { home, keeper, later } = kept()
  const error = (code: number): Error => Object.assign(new Error('no'), { errcode: code })
  expect(existsSync(ballastFile(home))).toBe(true)
  expect(keeper.explain(error(5))?.kind).toBe('store_busy')
  expect(keeper.explain(new Error('a bug'))).toBeNull()
  expect(existsSync(ballastFile(home))).toBe(true)
  expect(keeper.explain(error(13))?.kind).toBe('disk_full')
  expect(existsSync(ballastFile(home))).toBe(false)
  later()
  expect(existsSync(ballastFile(home))).toBe(true)
})

test('a log that a reader keeps from being emptied is told, and is empty again once that has ended [fault 41]', () => {
  const { home, store, runId, troubles, told, later } = kept()
  const log = `${databaseFile(home)}-wal`
  const reader = new DatabaseSync(databaseFile(home), { readOnly: true })
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM runs').get()
  const message = 'x'.repeat(1_000_000)
  for (let n = 0; n < LOG_ALARM_BYTES / 1_000_000 + 2; n++) store.addEvent(runId, 'system', 'note', message, {})
  later()
  expect(troubles.list()).toEqual([expect.stringMatching(/The log of the database has grown to \d+ MiB/)])
  later()
  later()
  expect(told).toHaveLength(1)
  reader.close()
  later()
  store.addEvent(runId, 'system', 'note', 'the log begins anew', {})
  later()
  expect(troubles.list()).toEqual([])
  truncateSync(`${log}`, 0)
})

test.each([
  [{ errcode: 13 }, 'disk_full', /at least 512 MiB are needed/],
  [{ errcode: 5 }, 'store_busy', /locked for longer than 5 seconds/],
  [{ errcode: 778 }, 'io_error', /could not be read or written/],
  [{ errcode: 8 }, 'read_only', /can no longer be written/],
  [{ errcode: 11 }, 'store_damaged', /is damaged/],
  [{ code: 'ENOSPC' }, 'disk_full', /The disk is full/],
  [{ code: 'EIO' }, 'io_error', /could not be read or written/],
  [{ code: 'EROFS' }, 'read_only', /can no longer be written/],
])('%j is told as %s', (fields, kind, message) => {
  const failure = explainFailure(makeTempFolder('home'), Object.assign(new Error('what it said'), fields))
  expect(failure).toMatchObject({ kind, message: expect.stringMatching(message), remedy: expect.any(String) })
  expect(failure?.message).toContain('what it said')
})

test.each([new Error('a bug'), Object.assign(new Error('x'), { code: 'ENOENT' }), 'no error', null])(
  '%s is no failure of the disk',
  (error) => {
    expect(explainFailure(makeTempFolder('home'), error)).toBeNull()
  },
)
