import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { writeWhole } from '../electron/write-whole.ts'
import { makeTempFolder } from './support/repository.ts'

test('a file is replaced, for its owner alone, and nothing is left beside it', () => {
  const folder = makeTempFolder('whole')
  const file = path.join(folder, 'settings.json')
  writeFileSync(file, 'old', { mode: 0o644 })
  writeWhole(file, 'new')
  expect([readFileSync(file, 'utf8'), readdirSync(folder), statSync(file).mode & 0o777]).toEqual([
    'new',
    ['settings.json'],
    0o600,
  ])
})

test('where that cannot be it is told, what was there stays, and nothing is left beside it', () => {
  const folder = makeTempFolder('whole')
  const place = path.join(folder, 'settings.json')
  mkdirSync(place)
  writeFileSync(path.join(place, 'kept'), '')
  expect(() => writeWhole(place, 'new')).toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/)
  expect([readdirSync(folder), readdirSync(place)]).toEqual([['settings.json'], ['kept']])
})
