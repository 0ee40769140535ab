/** Data folders to damage: real traffic of the engine on a real file, as the owner leaves it and as a kill leaves it. */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { drive } from '../../../electron/engine/engine.ts'
import { lookAt } from '../../../electron/store/look-file.ts'
import { openStore, type Store } from '../../../electron/store/store.ts'
import { createWorld, noTally } from '../../support/scripted-world.ts'
import { scriptOf } from './script.ts'

export const PARTS = ['', '-wal', '-high-water'] as const

export interface Image {
  readonly name: 'clean' | 'killed'
  readonly folder: string
  /** Every row of every table that a reader gets, by table. */
  readonly rows: Rows
}
export type Rows = ReadonlyMap<string, readonly string[]>

export const fileIn = (folder: string): string => path.join(folder, 'triptych.sqlite')

export function copyImage(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const part of PARTS) if (existsSync(fileIn(from) + part)) copyFileSync(fileIn(from) + part, fileIn(to) + part)
}

/** Tables of our own findings change whenever something is found. */
const NOT_COMPARED = new Set(['history_losses', 'history_marked'])

export function rowsOf(file: string): Rows {
  return lookAt(file, (reader) => {
    const names = reader
      .all(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
      .map(({ name }) => String(name))
    const compared = names.filter((name) => !NOT_COMPARED.has(name) && !name.startsWith('sqlite_stat'))
    return new Map(
      compared.map((name) => [name, reader.all(`SELECT * FROM "${name}"`).map((row) => JSON.stringify(row))] as const),
    )
  })
}

async function liveRuns(store: Store, count: number): Promise<void> {
  const world = createWorld(scriptOf(), store, noTally())
  for (let n = 0; n < count; n++) {
    await drive(world.ports, world.start({ policy: 'unattended' }), new AbortController().signal)
  }
}

/** `older`: the same folder as it was some runs before, as a copy of its database that somebody kept. */
export async function makeImages(folder: string): Promise<{ images: Image[]; older: string }> {
  const [live, older, clean, killed] = ['live', 'older', 'clean', 'killed'].map((name) => path.join(folder, name))
  if (live === undefined || older === undefined || clean === undefined || killed === undefined)
    throw new Error('No folder')
  mkdirSync(live)
  const first = openStore(fileIn(live))
  await liveRuns(first, 3)
  first.seal()
  first.close()
  copyImage(live, older)
  const second = openStore(fileIn(live))
  await liveRuns(second, 2)
  second.seal()
  second.close()
  copyImage(live, clean)
  const third = openStore(fileIn(live))
  await liveRuns(third, 1)
  const [last] = third.runStore.listRuns()
  // What a decision or a finished effect does: everything up to here is marked.
  third.transaction(() => {
    const runId = last?.id ?? ''
    third.finishEffect(third.intendEffect(runId, 'kind', 'key', 'x').id)
    third.addEvent(runId, 'system', 'checkpoint_made', 'Checkpoint.', {})
  })
  copyImage(live, killed)
  third.close()
  const image = (name: Image['name'], place: string): Image => {
    const aside = path.join(folder, `${name}-read`)
    copyImage(place, aside)
    return { name, folder: place, rows: rowsOf(fileIn(aside)) }
  }
  return { images: [image('clean', clean), image('killed', killed)], older }
}
