/** Artifacts of the kinds that demo agents do not make, for specs and pictures. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashBytes } from '../../electron/hash.ts'
import type { RunStore } from '../../electron/store/run-store.ts'
import { quantise } from '../pictures/palette.ts'
import { encodePalettePng } from '../pictures/png.ts'

const CSV = `city,people,note\n${Array.from({ length: 5_000 }, (_, at) => `City ${at},${at * 3},"a, b"`).join('\n')}\n`

/** A grey square with a darker one in it, `inset` from its edges. */
function square(size: number, inset: number): Uint8Array {
  const rgb = new Uint8Array(size * size * 3).fill(200)
  for (let y = inset; y < size - inset; y += 1) rgb.fill(60, (y * size + inset) * 3, (y * size + size - inset) * 3)
  return encodePalettePng({ width: size, height: size }, quantise(rgb, 2))
}

const CHART = { width: 480, height: 300 }
const PAPER = [250, 250, 248] as const
const AXIS = [120, 122, 128] as const
const BAR = [108, 142, 224] as const

/** A picture as a tool would draw it: bars on a line, each `height` pixels high. */
function chart(heights: readonly number[]): Uint8Array {
  const rgb = new Uint8Array(CHART.width * CHART.height * 3)
  const fill = (x: number, y: number, width: number, height: number, colour: readonly number[]): void => {
    for (let row = y; row < y + height; row += 1) {
      for (let column = x; column < x + width; column += 1) rgb.set(colour, (row * CHART.width + column) * 3)
    }
  }
  fill(0, 0, CHART.width, CHART.height, PAPER)
  for (const [index, height] of heights.entries()) fill(56 + index * 64, 260 - height, 40, height, BAR)
  fill(40, 260, 400, 2, AXIS)
  return encodePalettePng(CHART, quantise(rgb, 4))
}

type Add = (name: string, file: string, content: Uint8Array | string, kind: string, facts: object) => void
export interface Artifacts {
  home: string
  store: Pick<RunStore, 'addArtifact'>
  /** Of a run that is there. */
  runId: string
  /** Where their ids are noted, by name. */
  ids: Map<string, string>
}

function adder({ home, store, runId, ids }: Artifacts): Add {
  const folder = `runs/${runId}/artifacts`
  mkdirSync(path.join(home, folder), { recursive: true })
  return (name, file, content, kind, facts) => {
    const bytes = Buffer.from(content)
    writeFileSync(path.join(home, folder, file), bytes)
    const metadata = { bytes: bytes.length, sha256: hashBytes(bytes), ...facts }
    ids.set(name, store.addArtifact(runId, null, kind, `${folder}/${file}`, metadata).id)
  }
}

/** One of each kind. `html`: what `coverage.html` holds. */
export function addArtifacts(to: Artifacts, html: string): void {
  const add = adder(to)
  add('old.png', 'old.png', square(40, 12), 'attachment', { mime: 'image/png' })
  add('new.png', 'new.png', square(60, 10), 'attachment', { mime: 'image/png' })
  add('people.csv', 'people.csv', CSV, 'other', { mime: 'text/csv' })
  add('coverage.html', 'coverage.html', html, 'other', { mime: 'text/html' })
  add('tool.bin', 'tool.bin', Buffer.from('7f454c4602010100', 'hex'), 'other', { mime: 'application/octet-stream' })
}

const CARRIERS = ['Northwind', 'Blue Heron', 'Dockside', 'Alder & Co.']
const STATES = ['delivered', 'on the way', 'waits for customs', 'delivered', 'returned']

/** Shipments as a command would list them; the same in every run. */
const SHIPMENTS = [
  'shipment,carrier,parcels,kilograms,state,sent',
  ...Array.from({ length: 1_240 }, (_, at) =>
    [
      `S-${20_410 + at * 7}`,
      CARRIERS[(at * 5 + (at >> 2)) % CARRIERS.length],
      1 + ((at * 11) % 9),
      (2.4 + ((at * 37) % 400) / 10).toFixed(1),
      STATES[(at * 3 + (at >> 1)) % STATES.length],
      new Date(Date.UTC(2026, 2, 2) + at * 5_400_000).toISOString().slice(0, 16).replace('T', ' '),
    ].join(','),
  ),
].join('\n')

/** What pictures show: what a command drew before and after, and what one listed. */
export function addShown(to: Artifacts): void {
  const add = adder(to)
  add('shipments.csv', 'shipments.csv', SHIPMENTS, 'other', { mime: 'text/csv' })
  add('warnings-before.png', 'warnings-before.png', chart([190, 150, 210, 120, 90, 60]), 'image', { mime: 'image/png' })
  add('warnings-after.png', 'warnings-after.png', chart([70, 40, 110, 20, 10, 60]), 'image', { mime: 'image/png' })
}

/** The same step of two attempts. */
export function addLogs(to: Artifacts): void {
  const add = adder(to)
  for (const [attemptNumber, failed] of [
    [1, '\u001b[31m3 failed\u001b[0m'],
    [2, '0 failed'],
  ] as const) {
    const facts = { mime: 'text/plain', taskId: 'a', attemptNumber, label: 'v1' }
    const log = `$ npm test\n${'passed\n'.repeat(30)}${failed}\n`
    add(`v1 of attempt ${attemptNumber}`, `v1-${attemptNumber}.log`, log, 'verification_log', facts)
  }
}
