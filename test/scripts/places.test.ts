import { expect, test } from 'vitest'
import { placesOf } from '../../packaging/places.mjs'

test.each([
  ['linux', 'x64', 'linux-unpacked/triptych', 'linux-unpacked/resources'],
  ['linux', 'arm64', 'linux-arm64-unpacked/triptych', 'linux-arm64-unpacked/resources'],
  ['darwin', 'x64', 'mac/Triptych.app/Contents/MacOS/Triptych', 'mac/Triptych.app/Contents/Resources'],
  ['darwin', 'arm64', 'mac-arm64/Triptych.app/Contents/MacOS/Triptych', 'mac-arm64/Triptych.app/Contents/Resources'],
  ['win32', 'x64', 'win-unpacked\\Triptych.exe', 'win-unpacked\\resources'],
  ['win32', 'arm64', 'win-arm64-unpacked\\Triptych.exe', 'win-arm64-unpacked\\resources'],
])('on %s for %s', (platform, arch, program, resources) => {
  expect(placesOf(platform, arch)).toEqual({ program, resources })
})
