/** The commands of the documents that need the built window or a browser, as a reader would type them. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from '../../scripts/child.mjs'
import { COMMAND_MS, commandsOf, tryCommand } from '../documents/try-command.ts'
import { BUILT } from '../support/programs.ts'

const base = mkdtempSync(path.join(os.tmpdir(), 'triptych-documents-'))
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))

/** Nothing of this machine but its programs; no display, and no way to Electron. */
function around(home: string) {
  mkdirSync(home)
  const { PATH = '', CHROMIUM_PATH = '' } = process.env
  const electron = { TRIPTYCH_ELECTRON: '0', TRIPTYCH_HOME: path.join(home, 'data') }
  const tests = { CHROMIUM_PATH, [BUILT]: process.env[BUILT] ?? '' }
  const env = { PATH, HOME: home, NO_COLOR: '1', ...electron, ...tests }
  return { cwd: ROOT, env, values: { folder: path.join(home, 'pictures') } }
}

test.each(commandsOf('test/e2e/documents.test.ts'))('%s', { timeout: 2 * COMMAND_MS }, async (command) => {
  const place = around(path.join(base, `home-${readdirSync(base).length}`))
  await tryCommand(command, place)
  if (command.startsWith('npm run pictures'))
    expect(readdirSync(place.values.folder).sort()).toEqual(['first-visit-dark.png', 'first-visit-light.png'])
})
