import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { launchProgram } from '../../electron/open-in/launch.ts'
import { makeTempFolder } from '../support/repository.ts'

const folder = makeTempFolder('launch')

function program(name: string, script: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o700 })
  return file
}

test('a program gets its folder as its place and as one argument, and our environment but for what is ours', async () => {
  const note = path.join(folder, 'note')
  const command = program('editor', `printf '%s|' "$PWD" "$1" "$NAME" "$ELECTRON_RUN_AS_NODE" > '${note}'`)
  const environment = { NAME: 'ann', ELECTRON_RUN_AS_NODE: '1' }
  expect(await launchProgram({ command, args: ['a b; c'], cwd: folder }, environment)).toEqual({
    ok: true,
    value: null,
  })
  expect(readFileSync(note, 'utf8')).toBe(`${folder}|a b; c|ann||`)
})

test('one that stays open has opened', async () => {
  const command = program('stays', 'exec sleep 3')
  expect(await launchProgram({ command, args: [], cwd: folder }, { PATH: process.env['PATH'] })).toMatchObject({
    ok: true,
  })
})

test('one that ends badly, or is not there, says so', async () => {
  const launch = (command: string) => launchProgram({ command, args: [], cwd: folder }, {})
  expect(await launch(program('fails', 'exit 4'))).toMatchObject({
    ok: false,
    error: expect.stringMatching(/ended with 4\.$/),
  })
  const missing = path.join(folder, 'missing')
  expect(existsSync(missing)).toBe(false)
  expect(await launch(missing)).toMatchObject({ ok: false, error: expect.stringMatching(/cannot be run \(.*ENOENT/) })
  expect(await launch(program('explorer.exe', 'exit 1'))).toMatchObject({ ok: true })
})
