/** The page of the pictures: every picture is told, in light and dark, with tests that are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../scripts/child.mjs'

const FOLDER = path.join(ROOT, 'docs/pictures')
/** The cells of the rows below the head of the table. */
const ROWS = readFileSync(path.join(FOLDER, 'README.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| **'))
  .map((line) => line.split('|').slice(1, -1))

const named = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

test('every picture is on the page, and every one on it is there in light and dark', () => {
  const told = ROWS.flatMap(([, pictures]) => named(pictures)).flatMap((name) => [
    `${name}-dark.png`,
    `${name}-light.png`,
  ])
  const there = readdirSync(FOLDER).filter((file) => file.endsWith('.png') && file !== 'npm-start.png')
  expect(told.toSorted()).toEqual(there.toSorted())
})

test('whatever the window does has a picture, and tests that are there', () => {
  expect(ROWS.length).toBeGreaterThan(12)
  for (const [what, pictures, tests] of ROWS) {
    expect(named(pictures), what).not.toEqual([])
    expect(named(tests), what).not.toEqual([])
    expect(named(tests).filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([])
  }
})
