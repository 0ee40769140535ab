import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findElectron, provideElectron } from '../../scripts/electron-binary.mjs'
import { addressIn, chooseWindow, chromiumArgs, hasDisplay, missingLibraries } from '../../scripts/start-plan.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-start-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const NONE = { binary: null, why: 'its binary is not here, and github.com cannot be reached' }
const FOUND = { binary: '/electron', why: 'as installed' }
const ALL = { mustBeElectron: false, display: true, electron: FOUND, chromium: '/chromium', asRoot: false }

test.each([
  [ALL, 'electron', 'Showing the window in Electron (as installed).'],
  [{ ...ALL, mustBeElectron: true }, 'electron', 'Showing the window in Electron (as installed).'],
  [{ ...ALL, asRoot: true }, 'electron', '(as installed), as root and so without its sandbox.'],
  [{ ...ALL, asRoot: true, electron: NONE }, 'chromium', 'from the local server, as root and so without its sandbox.'],
  [
    { ...ALL, electron: NONE },
    'chromium',
    'Electron is not used (its binary is not here, and github.com cannot be reached); showing the window in Chromium from the local server.',
  ],
  [{ ...ALL, electron: NONE, chromium: null }, 'browser', 'no Chromium was found; opening your browser'],
  [{ ...ALL, display: false }, 'address', 'there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set'],
  [{ ...ALL, display: false, electron: NONE, chromium: null }, 'address', 'open this address in a browser'],
  [
    { ...ALL, mustBeElectron: true, electron: NONE },
    'refused',
    'TRIPTYCH_ELECTRON=1, but Electron cannot be used (its',
  ],
  [{ ...ALL, mustBeElectron: true, display: false }, 'refused', 'cannot be used (there is no display'],
])('%j: %s', (found, kind, line) => {
  const choice = chooseWindow(found)
  expect(choice).toEqual({ kind, line: expect.stringContaining(line) })
  expect(choice.line).not.toContain('\n')
})

test.each([
  [{}, 'linux', false],
  [{ DISPLAY: '' }, 'linux', false],
  [{ DISPLAY: ':0' }, 'linux', true],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
  [{}, 'darwin', true],
  [{}, 'win32', true],
])('a display in %j on %s: %s', (env, platform, display) => {
  expect(hasDisplay(env, platform)).toBe(display)
})

test('Chromium gets the address and the profile, and loses its sandbox only as root', () => {
  const window = { address: 'http://127.0.0.1:1/?token=a', profile: '/tmp/profile' }
  const args = chromiumArgs({ ...window, asRoot: false })
  expect(args).toEqual(expect.arrayContaining(['--app=http://127.0.0.1:1/?token=a', '--user-data-dir=/tmp/profile']))
  expect(args).not.toContain('--no-sandbox')
  expect(chromiumArgs({ ...window, asRoot: true })).toEqual([...args, '--no-sandbox', '--test-type'])
})

test.each([
  ['http://127.0.0.1:4417/?token=a-B_9', 'http://127.0.0.1:4417/?token=a-B_9'],
  ['For another browser: http://127.0.0.1:4417/?token=a-B_9', 'http://127.0.0.1:4417/?token=a-B_9'],
  ['Another Triptych (process 1 on host) drives this data folder.', null],
])('the address in %j', (line, address) => {
  expect(addressIn(line)).toBe(address)
})

test('what ldd misses is named', () => {
  const printed = '\tlibgtk-3.so.0 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tlibnss3.so => not found\n'
  expect(missingLibraries(printed)).toEqual(['libgtk-3.so.0', 'libnss3.so'])
})

test('Electron is found in its package, or in the folder that is named', () => {
  const packageFolder = path.join(folder, 'electron')
  const named = path.join(folder, 'named')
  mkdirSync(path.join(packageFolder, 'dist'), { recursive: true })
  mkdirSync(named)
  const find = (env: NodeJS.ProcessEnv) => findElectron({ env, platform: 'linux', packageFolder })
  expect(find({})).toBe(null)
  mkdirSync(path.join(folder, 'sources', 'electron'), { recursive: true })
  expect(find({ ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'sources') }), 'a folder is no program').toBe(null)
  writeFileSync(path.join(named, 'electron'), '', { mode: 0o755 })
  expect(find({ ELECTRON_OVERRIDE_DIST_PATH: named })).toBe(path.join(named, 'electron'))
  writeFileSync(path.join(packageFolder, 'dist', 'program'), '', { mode: 0o755 })
  expect(find({})).toBe(null)
  writeFileSync(path.join(packageFolder, 'path.txt'), 'program')
  expect(find({})).toBe(path.join(packageFolder, 'dist', 'program'))
})

test('TRIPTYCH_ELECTRON=0 does not even look', async () => {
  expect(await provideElectron({ TRIPTYCH_ELECTRON: '0', ELECTRON_OVERRIDE_DIST_PATH: folder })).toEqual({
    binary: null,
    why: 'TRIPTYCH_ELECTRON=0',
  })
})
