import { writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readOwner } from '../../electron/cli/owner.ts'
import { makeTempFolder } from '../support/repository.ts'

test('who drives the folder: as written; nobody where nothing is written that can be read', () => {
  const home = makeTempFolder('owner')
  expect(readOwner(home)).toBeNull()
  const owner = { pid: process.pid, host: os.hostname() }
  for (const [text, told] of [
    [JSON.stringify(owner), owner],
    ['', null],
    ['{}', null],
  ] as const) {
    writeFileSync(path.join(home, 'owner.json'), text)
    expect(readOwner(home)).toEqual(told)
  }
})
