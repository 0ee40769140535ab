/** A data folder that holds what is shown, written with the product's own store. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashBytes } from '../../electron/hash.ts'
import { databaseFile } from '../../electron/home.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { CASES, type CaseName, SMALL } from './cases.ts'
import { diffText, eventOfRow, logText, markdownText } from './texts.ts'

/** Of a case: runs by their events, else artifacts; null where nothing is read. */
export interface Shown {
  /** With little in it: it warms the view. */
  small: string
  large: string
}
export type Seeded = ReadonlyMap<CaseName, Shown | null>

/** Rows of a transaction. */
const AT_ONCE = 20_000

export function seed(home: string, cases: readonly CaseName[]): Seeded {
  const store = openStore(databaseFile(home))
  try {
    const { id } = store.runStore.createRun('Look at very large things', '/srv/large')
    mkdirSync(path.join(home, folderOf(id)), { recursive: true })
    return new Map(cases.map((name) => [name, seedCase(store, home, id, name)]))
  } finally {
    store.close()
  }
}

const folderOf = (runId: string): string => `runs/${runId}/artifacts`

function seedCase(store: Store, home: string, runId: string, name: CaseName): Shown | null {
  const { view, size, files } = CASES[name]
  const artifacts = (kind: string, mime: string, small: string, large: string): Shown => {
    const add = (text: string, part: string): string => {
      const bytes = Buffer.from(text)
      const file = `${folderOf(runId)}/${name}-${part}`
      writeFileSync(path.join(home, file), bytes)
      return store.addArtifact(runId, null, kind, file, { sha256: hashBytes(bytes), bytes: bytes.length, mime }).id
    }
    return { small: add(small, 'small'), large: add(large, 'large') }
  }
  switch (view) {
    case 'events':
      return { small: seedRun(store, SMALL.events), large: seedRun(store, size) }
    case 'diff':
      return artifacts('patch', 'text/x-diff', diffText(SMALL.lines, 1), diffText(size, files))
    case 'log':
      return artifacts('verification_log', 'text/plain', logText(SMALL.bytes), logText(size))
    case 'markdown':
      return artifacts('response', 'text/markdown', markdownText(SMALL.bytes), markdownText(size))
    case 'stream':
      return null
  }
}

function seedRun(store: Store, size: number): string {
  const { id } = store.runStore.createRun(`${size} events`, '/srv/manual')
  for (let from = 0; from < size; from += AT_ONCE)
    store.transaction(() => {
      for (let row = from; row < Math.min(size, from + AT_ONCE); row += 1) {
        const { source, kind, message } = eventOfRow(row)
        store.addEvent(id, source, kind, message, { page: row % 977 })
      }
    })
  return id
}
