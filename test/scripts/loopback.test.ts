import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { onLoopbackOnly } from '../../scripts/loopback.mjs'

const words = ['a b', '$HOME', "it's"]

test.each([
  { asRoot: true, flags: ['--net'] },
  { asRoot: false, flags: ['--map-root-user', '--net'] },
])('a command keeps its words, root: $asRoot', ({ asRoot, flags }) => {
  const { command, args } = onLoopbackOnly({ command: 'agent', args: words, asRoot })
  expect([command, ...args.slice(0, flags.length)]).toEqual(['unshare', ...flags])
  expect(args.slice(-4)).toEqual(['agent', ...words])
  // The shell's part of it, with nothing to raise.
  const shell = args
    .slice(flags.length)
    .map((word) => word.replace(/^ip link set lo up/, 'true').replace(/^agent$/, 'printf'))
  const [name = '', ...given] = shell
  expect(execFileSync(name, [...given.slice(0, -3), '%s|', ...words]).toString()).toBe(`${words.join('|')}|`)
})
