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

/** Adds them to a run that is there, and notes their ids by name. `html`: what `coverage.html` holds. */
export function addArtifacts(
  home: string,
  store: Pick<RunStore, 'addArtifact'>,
  runId: string,
  ids: Map<string, string>,
  html: string,
): void {
  const folder = `runs/${runId}/artifacts`
  mkdirSync(path.join(home, folder), { recursive: true })
  const add = (name: string, file: string, content: Uint8Array | string, kind: string, facts: object): void => {
    const bytes = Buffer.from(content)
    writeFileSync(path.join(home, folder, file), bytes)
    const metadata = { bytes: bytes.length, sha256: hashBytes(bytes), ...facts }
    ids.set(name, store.addArtifact(runId, null, kind, `${folder}/${file}`, metadata).id)
  }
  add('old.png', 'old.png', square(40, 12), 'attachment', { mime: 'image/png' })
  add('new.png', 'new.png', square(60, 10), 'attachment', { mime: 'image/png' })
  add('people.csv', 'people.csv', CSV, 'other', { mime: 'text/csv' })
  add('coverage.html', 'coverage.html', html, 'other', { mime: 'text/html' })
  add('tool.bin', 'tool.bin', Buffer.from('7f454c4602010100', 'hex'), 'other', { mime: 'application/octet-stream' })
  for (const [attemptNumber, failed] of [
    [1, '\u001b[31m3 failed\u001b[0m'],
    [2, '0 failed'],
  ] as const) {
    const facts = { mime: 'text/plain', taskId: 'a', attemptNumber, label: 'v1' }
    const log = `$ npm test\n${'passed\n'.repeat(30)}${failed}\n`
    add(`v1 of attempt ${attemptNumber}`, `v1-${attemptNumber}.log`, log, 'verification_log', facts)
  }
}
