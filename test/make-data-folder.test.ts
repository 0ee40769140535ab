import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeDataFolder } from '../electron/make-data-folder.ts'
import { makeTempFolder } from './support/repository.ts'

const modeOf = (folder: string): string => (statSync(folder).mode & 0o7777).toString(8)

function folderWith(mode: number, ...files: string[]): string {
  const folder = path.join(makeTempFolder('data'), 'home')
  mkdirSync(folder)
  for (const file of files) writeFileSync(path.join(folder, file), '')
  chmodSync(folder, mode)
  return folder
}

test('a new one is closed, with every folder that leads to it and was missing', () => {
  const parent = makeTempFolder('data')
  const folder = path.join(parent, 'a', 'b')
  expect(makeDataFolder(folder)).toBe(folder)
  expect([modeOf(folder), modeOf(path.join(parent, 'a'))]).toEqual(['700', '700'])
})

test.each([
  { what: 'an empty one', folder: () => folderWith(0o777), after: '700' },
  { what: 'one of ours', folder: () => folderWith(0o755, 'triptych.sqlite', 'x'), after: '700' },
  { what: 'one that is used for something else', folder: () => folderWith(0o755, 'x'), after: '755' },
  { what: 'one that everybody uses', folder: () => folderWith(0o1777, 'triptych.sqlite'), after: '1777' },
])('$what has mode $after afterwards', ({ folder, after }) => {
  const home = folder()
  makeDataFolder(home)
  expect(modeOf(home)).toBe(after)
})

test('its path is told without links', () => {
  const folder = folderWith(0o755)
  const link = `${folder}-link`
  symlinkSync(folder, link)
  expect(makeDataFolder(link)).toBe(folder)
})
