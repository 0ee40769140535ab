/** The measured page and its events, served as the product serves its own: by the real server, over a database with that many rows. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { databaseFile } from '../../electron/home.ts'
import { openHost } from '../../electron/host.ts'
import { type Serving, startServe } from '../../electron/serve.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { ROOT } from '../../scripts/child.mjs'
import { eventOfRow } from './texts.ts'

export interface World {
  /** Opens the page in one browser, once. */
  address(): string
  /** The run with so many events. */
  runOf(events: number): string
  close(): Promise<void>
}

/** Rows of a transaction. */
const AT_ONCE = 20_000

/** `sizes`: of each a run with so many events. */
export async function openWorld(sizes: readonly number[]): Promise<World> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-bench-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const rendererFolder = path.join(folder, 'page')
    await buildPage(rendererFolder)
    const home = path.join(folder, 'home')
    mkdirSync(home, { mode: 0o700 })
    const runs = seedRuns(home, sizes)
    const serving = await serve(home, rendererFolder)
    return {
      address: serving.address,
      runOf: (events) => {
        const id = runs.get(events)
        if (id === undefined) throw new Error(`No run with ${events} events was made.`)
        return id
      },
      close: async () => {
        await serving.close()
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}

/** The views as they are shipped: built, with React's production code. */
async function buildPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: path.join(ROOT, 'bench/views'),
    logLevel: 'warn',
    plugins: [react({ jsxImportSource: '#jsx' }), tailwindcss()],
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, modulePreload: { polyfill: false } },
  })
}

function seedRuns(home: string, sizes: readonly number[]): Map<number, string> {
  const store = openStore(databaseFile(home))
  try {
    return new Map(sizes.map((size) => [size, seedRun(store, size)]))
  } finally {
    store.close()
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

async function serve(home: string, rendererFolder: string): Promise<Serving> {
  const report = (error: unknown): void => console.error(error)
  const nothing = { pickFolder: null, reveal: null, openLink: null, openWindow: null, launch: null } as const
  const host = openHost({
    home,
    environment: { PATH: process.env['PATH'] },
    shell: { kind: 'serve', version: '0.0.0', electron: null, ...nothing, keyStore: null, updates: null },
    report,
  })
  const started = await startServe({ host, rendererFolder, port: 0, onNewAddress: () => undefined, report })
  if (started.ok) return started.value
  await host.close()
  throw new Error(started.error.message)
}
