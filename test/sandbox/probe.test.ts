/** What is said where no sandbox can be made; a system that forbids namespaces is made from this one. */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { namespaceRemedy } from '../../electron/sandbox/namespaces.ts'
import { probeSandbox } from '../../electron/sandbox/probe.ts'
import { inBubblewrap } from '../support/bubblewrap.ts'

const PROBE = path.resolve(import.meta.dirname, '../../electron/sandbox/probe.ts')
const PRINT = `console.log(JSON.stringify(await (await import(${JSON.stringify(PROBE)})).probeSandbox()))`
const run = promisify(execFile)

test.each([
  ['darwin', 'Triptych has no sandbox that was tested on macOS.'],
  ['win32', 'Triptych has no sandbox that was tested on Windows.'],
  ['freebsd', 'Triptych has no sandbox that was tested on freebsd.'],
] as const)('%s', async (platform, reason) => {
  expect(await probeSandbox(platform)).toEqual({ kind: 'none', reason, remedy: null })
})

const ALLOWED = { most: '127000', clone: '1', appArmor: '0' }
test.each([
  [{ most: '0' }, 'user.max_user_namespaces above 0'],
  [{ clone: '0' }, 'kernel.unprivileged_userns_clone to 1'],
  [{ appArmor: '1' }, 'bwrap-userns-restrict'],
  [{}, 'A container around Triptych'],
  [{ most: null, clone: null, appArmor: null }, 'A container around Triptych'],
])('where the kernel says %j, that is what to allow', (said, words) => {
  expect(namespaceRemedy({ ...ALLOWED, ...said })).toContain(words)
})

inBubblewrap(() => {
  test('where namespaces are forbidden the reason is bubblewrap’s own, in one sentence', async ({ skip }) => {
    const forbid = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"'
    const words = ['-Ur', 'sh', '-c', forbid, 'sh', process.execPath, '--input-type=module', '-e', PRINT]
    const made = await run('unshare', ['-Ur', 'true']).catch((error: unknown) => String(error))
    if (typeof made === 'string') return skip(`no namespace to forbid it in: ${made}`)
    const { stdout } = await run('unshare', words)
    expect(JSON.parse(stdout)).toEqual({
      kind: 'none',
      reason: expect.stringMatching(/^bubblewrap does not work here: [^\n]*namespace[^\n]*[^.]\.$/),
      remedy: 'This system allows no user namespaces: set user.max_user_namespaces above 0 with sysctl.',
    })
  })

  test('where it works it is found by running it, with what limits its children', async () => {
    expect(await probeSandbox()).toMatchObject({ kind: 'bubblewrap', version: expect.stringMatching(/^\d+\.\d+/) })
  })
})
