import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  besides,
  type KeptWindow,
  keptWriter,
  openingOf,
  type Rectangle,
  readKeptWindows,
} from '../../electron/desktop/kept-windows.ts'

const LAPTOP: Rectangle = { x: 0, y: 25, width: 1440, height: 875 }
const RIGHT: Rectangle = { x: 1440, y: 0, width: 2560, height: 1440 }
const wanted: Rectangle = { x: 1500, y: 100, width: 1600, height: 1000 }

test.each([
  { name: 'where it was', at: wanted, displays: [LAPTOP, RIGHT], opening: { position: { x: 1500, y: 100 } } },
  {
    name: 'its display is gone: where new ones go, and no larger than what is there',
    at: wanted,
    displays: [LAPTOP],
    opening: { position: null, width: 1440, height: 875 },
  },
  { name: 'partly on a display', at: { ...wanted, x: 1340 }, displays: [LAPTOP], opening: { position: { x: 1340 } } },
  { name: 'hardly on it', at: { ...wanted, x: 1341 }, displays: [LAPTOP], opening: { position: null } },
  {
    name: 'its bar above the display',
    at: { ...wanted, x: 0, y: 24 },
    displays: [LAPTOP],
    opening: { position: null },
  },
  { name: 'its bar below', at: { ...wanted, x: 0, y: 871 }, displays: [LAPTOP], opening: { position: null } },
  {
    name: 'left of the main display',
    at: { ...wanted, x: -1900 },
    displays: [LAPTOP, { ...RIGHT, x: -2560 }],
    opening: { position: { x: -1900 }, width: 1600, height: 1000 },
  },
  {
    name: 'larger than its display',
    at: { x: 0, y: 30, width: 3000, height: 2000 },
    displays: [LAPTOP],
    opening: { width: 1440, height: 875 },
  },
  { name: 'no display at all', at: wanted, displays: [], opening: { position: null, width: 1600, height: 1000 } },
])('a window opens $name', ({ at, displays, opening }) => {
  expect(openingOf(at, displays)).toMatchObject(opening)
})

test('a window that is opened from another stands beside it, as large', () => {
  expect(besides(wanted)).toEqual({ x: 1532, y: 132, width: 1600, height: 1000 })
})

const kept = (place: string): KeptWindow => ({ bounds: wanted, isMaximized: false, place })

function folder(): string {
  const made = mkdtempSync(path.join(os.tmpdir(), 'triptych-kept-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

test('windows come back in their order, at most twenty; the file is the person’s own, and whole', () => {
  const file = path.join(folder(), 'windows.json')
  expect(readKeptWindows(file)).toEqual([])
  const windows = Array.from({ length: 30 }, (_, index) => kept(`#/run/${index}`))
  keptWriter(file, (error) => expect.fail(String(error)))(windows)
  expect(readKeptWindows(file)).toEqual(windows.slice(0, 20))
  expect(readdirSync(path.dirname(file))).toEqual(['windows.json'])
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
})

test.each([
  ['not JSON', '{"v":1,'],
  ['another version', JSON.stringify({ v: 2, windows: [kept('#/')] })],
  ['a place that is none of ours', JSON.stringify({ v: 1, windows: [kept('https://a.example/')] })],
  ['a place that would leave the page', JSON.stringify({ v: 1, windows: [kept('#/\u0000"><script>')] })],
  ['a size that is none', JSON.stringify({ v: 1, windows: [{ ...kept('#/'), bounds: { ...wanted, width: 0 } }] })],
  ['numbers without end', '{"v":1,"windows":[{"bounds":{"x":1e999,"y":0,"width":1,"height":1}}]}'],
])('a damaged file is as good as none: %s', (_name, text) => {
  const file = path.join(folder(), 'windows.json')
  writeFileSync(file, text)
  expect(readKeptWindows(file)).toEqual([])
})

test('what cannot be written is told once, and again only after it could be', () => {
  const file = path.join(folder(), 'not-there', 'windows.json')
  const told: unknown[] = []
  const write = keptWriter(file, (error) => told.push(error))
  for (const place of ['#/', '#/inbox', '#/usage']) write([kept(place)])
  expect(told).toEqual([expect.objectContaining({ code: 'ENOENT' })])
  mkdirSync(path.dirname(file))
  write([kept('#/')])
  expect(readKeptWindows(file)).toEqual([kept('#/')])
  rmSync(path.dirname(file), { recursive: true })
  write([kept('#/')])
  expect(told).toHaveLength(2)
})
