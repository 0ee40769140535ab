import path from 'node:path'
import { expect, test } from 'vitest'
import { dataFolder } from '../electron/home.ts'

test.each([
  { platform: 'linux', env: {}, user: '/home/ann', folder: '/home/ann/.local/share/triptych' },
  { platform: 'linux', env: { XDG_DATA_HOME: '/data' }, user: '/home/ann', folder: '/data/triptych' },
  {
    platform: 'linux',
    env: { XDG_DATA_HOME: 'relative' },
    user: '/home/ann',
    folder: '/home/ann/.local/share/triptych',
  },
  { platform: 'darwin', env: {}, user: '/Users/ann', folder: '/Users/ann/Library/Application Support/Triptych' },
  { platform: 'win32', env: {}, user: 'C:\\Users\\ann', folder: 'C:\\Users\\ann\\AppData\\Local\\Triptych' },
  { platform: 'win32', env: { LOCALAPPDATA: 'D:\\Local' }, user: 'C:\\Users\\ann', folder: 'D:\\Local\\Triptych' },
  { platform: 'linux', env: { TRIPTYCH_HOME: '/else', XDG_DATA_HOME: '/data' }, user: '/home/ann', folder: '/else' },
  { platform: 'linux', env: { TRIPTYCH_HOME: '' }, user: '/home/ann', folder: '/home/ann/.local/share/triptych' },
] as const)('$platform $env', ({ platform, env, user, folder }) => {
  expect(dataFolder(env, platform, user)).toBe(folder)
})

test('a relative TRIPTYCH_HOME counts from the working folder', () => {
  expect(dataFolder({ TRIPTYCH_HOME: 'here' }, 'linux', '/home/ann')).toBe(path.resolve('here'))
})
