import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { withMemoryAt } from '../../scripts/memory-tmp.mjs'

test('a command keeps its words, and runs where its folder was mounted', () => {
  const words = ['a b', '$HOME', "it's"]
  const { command, args } = withMemoryAt({
    command: 'printf',
    args: ['%s|', ...words],
    folder: '/some folder',
    bytes: 4_096,
  })
  expect([command, args[0]]).toEqual(['unshare', '--mount'])
  // The shell's part of it, with a mount that only tells of itself.
  const [shell = '', flag = '', script = '', ...rest] = args.slice(1)
  const told = execFileSync(shell, [flag, `mkdir() { :; }; mount() { printf '%s|' "$@"; }; ${script}`, ...rest], {
    encoding: 'utf8',
  })
  expect(told).toMatch(/^-t\|tmpfs\|-o\|mode=1777,size=4096\|tmpfs\|\/some folder\|/)
  expect(told.endsWith(`|/some folder|${words.join('|')}|`)).toBe(true)
})
