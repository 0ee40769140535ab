import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { type Updater, updaterSource } from '../../electron/updates/updater-source.ts'

/** What electron-updater is asked for, without its network. */
class FakeUpdater extends EventEmitter implements Updater {
  autoDownload = true
  autoInstallOnAppQuit = true
  logger = null
  readonly asked: string[] = []
  info: unknown = { version: '2.0.0', releaseNotes: 'Faster.' }
  answer: 'newer' | 'same' | 'inactive' = 'newer'
  async checkForUpdates() {
    this.asked.push('check')
    return this.answer === 'inactive' ? null : { isUpdateAvailable: this.answer === 'newer', updateInfo: this.info }
  }
  async downloadUpdate() {
    this.emit('download-progress', { percent: 12.5 })
    return ['/cache/file']
  }
  quitAndInstall(isSilent: boolean, isForceRunAfter: boolean) {
    this.asked.push(`install ${isSilent} ${isForceRunAfter}`)
  }
}

function makeSource() {
  const updater = new FakeUpdater()
  let loads = 0
  const load = async () => {
    loads += 1
    return updater
  }
  const source = updaterSource(load, async () => void updater.asked.push('end'))
  return { updater, source, loads: () => loads }
}

test('it is loaded when it is first needed, once, and does nothing by itself', async () => {
  const { updater, source, loads } = makeSource()
  expect(loads()).toBe(0)
  await source.look()
  await source.look()
  expect(loads()).toBe(1)
  expect([updater.autoDownload, updater.autoInstallOnAppQuit]).toEqual([false, false])
})

test.each([
  ['Faster.', 'Faster.'],
  [null, ''],
  [undefined, ''],
  [
    [
      { version: '2.0.0', note: 'Faster.' },
      { version: '1.9.0', note: null },
    ],
    '2.0.0\nFaster.\n\n1.9.0',
  ],
  ['x'.repeat(30_000), 'x'.repeat(20_000)],
])('notes %j', async (releaseNotes, notes) => {
  const { updater, source } = makeSource()
  updater.info = { version: '2.0.0', releaseNotes }
  expect(await source.look()).toEqual({ version: '2.0.0', notes })
})

test('nothing newer is null; an installation that is updated otherwise says so; what is no answer is none', async () => {
  const { updater, source } = makeSource()
  updater.answer = 'same'
  expect(await source.look()).toBeNull()
  updater.answer = 'inactive'
  await expect(source.look()).rejects.toThrow('not updated by Triptych itself')
  updater.answer = 'newer'
  updater.info = { version: 2 }
  await expect(source.look()).rejects.toThrow()
})

test('progress is told while it is fetched, and by nobody afterwards', async () => {
  const { updater, source } = makeSource()
  const told: number[] = []
  await source.download((percent) => told.push(percent))
  expect(told).toEqual([12.5])
  expect(updater.listenerCount('download-progress')).toBe(0)
})

test('everything has ended before the new version is put in place; what goes wrong there comes back', async () => {
  const { updater, source } = makeSource()
  const installing = source.install()
  await expect.poll(() => updater.asked).toEqual(['end', 'install true true'])
  updater.emit('error', new Error('no rights'))
  await expect(installing).rejects.toThrow('no rights')
})
