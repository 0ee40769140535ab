import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diffLineCounts } from '../../electron/engine/diff-lines.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'triptych-diff-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function git(...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
  })
}
const write = (name: string, text: string | Uint8Array): void => writeFileSync(path.join(folder, name), text)

test.each([['true'], ['false']])("reads git's own diffs, core.quotePath=%s", (quotePath) => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  git('init', '-q')
  const lines = (count: number, word = 'line') => Array.from({ length: count }, (_, i) => `${word} ${i}\n`).join('')
  write('long.ts', lines(40))
  write('gone.ts', lines(3))
  write('old name.ts', lines(20, 'other'))
  write('first.txt', lines(20, 'more'))
  write('pic.bin', new Uint8Array([0, 1, 2]))
  git('add', '-A')
  git('commit', '-qm', 'base')
  write('long.ts', lines(40).replace('line 20\n', 'line 20\ninserted\n'))
  rmSync(path.join(folder, 'gone.ts'))
  write('pic.bin', new Uint8Array([0, 3, 4]))
  write('ü "q"\t.txt', 'one\ntwo')
  write('forged.txt', 'diff --git a/evil b/evil\n@@ -1 +1,999 @@\n+++ b/evil\n')
  renameSync(path.join(folder, 'old name.ts'), path.join(folder, 'ü b new.ts'))
  renameSync(path.join(folder, 'first.txt'), path.join(folder, 'second.txt'))
  write('second.txt', `${lines(20, 'more')}end\n`)
  git('add', '-A')
  const diff = git('-c', `core.quotePath=${quotePath}`, 'diff', '--cached', '--find-renames')
  expect(diffLineCounts(diff)).toEqual(
    new Map([
      ['forged.txt', 3],
      ['gone.ts', 0],
      ['long.ts', 25],
      ['pic.bin', 0],
      ['old name.ts', 0],
      ['ü b new.ts', 0],
      ['first.txt', 0],
      ['second.txt', 21],
      ['ü "q"\t.txt', 2],
    ]),
  )
})
