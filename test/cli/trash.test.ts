/** `triptych trash`, `remove` and `put-back` beside something in the trash that cannot be deleted. */
import { existsSync, mkdirSync, symlinkSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { makeTempFolder } from '../support/repository.ts'
import { openTerminal } from '../support/terminal.ts'
import { beside } from './in-process.ts'

test.skipIf(process.platform === 'win32')(
  'a run whose repository cannot be read is told once by each command, and keeps none from its work',
  async () => {
    const terminal = openTerminal(makeTempFolder('trash'))
    const loop = path.join(terminal.home, '..', 'loop')
    symlinkSync(loop, loop)
    const store = openStore(databaseFile(terminal.home))
    const stuck = store.runStore.createRun('Stuck', loop)
    const fine = store.runStore.createRun('Fine', '/nowhere')
    store.finishRun(stuck.id, 'completed', '')
    store.moveTrash(stuck.id, null, 'purging', { removedAt: '2026-01-01T00:00:00.000Z' })
    store.seal()
    store.close()
    const aside = path.join(terminal.home, 'trash', '2020-01-01-0123abcd')
    mkdirSync(aside, { recursive: true })
    utimesSync(aside, 0, 0)
    for (const [command, says] of [
      ['remove', 'is removed'],
      ['trash', 'Fine'],
      ['put-back', 'is put back'],
    ] as const) {
      const done = await beside(terminal, ...[command, fine.id].slice(0, command === 'trash' ? 1 : 2))
      expect(done).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(says) })
      expect(done.stderr.match(/ELOOP/g)).toHaveLength(1)
    }
    expect(existsSync(aside)).toBe(false)
  },
)
