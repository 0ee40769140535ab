import { expect, test } from 'vitest'
import { noElectronBecause } from './electron-shim/running-app.ts'

const DISPLAY = { DISPLAY: ':1' }

test.each([
  { name: 'there is a display', env: DISPLAY, because: null },
  { name: 'Wayland is a display too', env: { WAYLAND_DISPLAY: 'wayland-0' }, because: null },
  { name: 'macOS needs none', env: {}, platform: 'darwin', because: null },
  { name: 'it is not wanted', env: { ...DISPLAY, TRIPTYCH_ELECTRON: '0' }, because: 'TRIPTYCH_ELECTRON=0' },
  { name: 'it is not there', env: DISPLAY, isThere: false, because: "Electron's binary is not installed" },
  {
    name: 'nothing could be seen of it',
    env: {},
    because: 'Electron needs a display: neither DISPLAY nor WAYLAND_DISPLAY is set',
  },
])('tests in Electron: $name', ({ env, platform = 'linux', isThere = true, because }) => {
  expect(noElectronBecause({ env, platform, isThere })).toBe(because)
})
