import { expect, test } from 'vitest'
import { shellLaunch } from '../../electron/process/shell-launch.ts'

const LINE = `npm test -- "a b" 'c' && echo %PATH% $HOME`
const UNIX = { command: '/bin/sh', isVerbatim: false, leadsGroup: true }

test.each([
  { platform: 'linux', env: {}, launch: { ...UNIX, args: ['-c', 'exec /bin/sh -c "$1" 2>&1', 'sh', LINE] } },
  { platform: 'darwin', env: {}, launch: { ...UNIX, args: ['-c', 'exec /bin/sh -c "$1" 2>&1', 'sh', LINE] } },
  {
    platform: 'win32',
    env: { COMSPEC: 'C:\\Windows\\system32\\cmd.exe' },
    launch: {
      ...{ command: 'C:\\Windows\\system32\\cmd.exe', args: ['/d', '/s', '/c', `"${LINE}"`] },
      ...{ isVerbatim: true, leadsGroup: false },
    },
  },
  {
    platform: 'win32',
    env: { ComSpec: 'D:\\cmd.exe' },
    launch: expect.objectContaining({ command: 'D:\\cmd.exe' }),
  },
  { platform: 'win32', env: {}, launch: expect.objectContaining({ command: 'cmd.exe' }) },
] as const)('on $platform with $env the line goes to the shell as it is', ({ platform, env, launch }) => {
  expect(shellLaunch(LINE, env, platform)).toEqual(launch)
})
