/** The measured page, served as the product serves its own: by the real server, over a data folder that holds what is shown. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { openHost } from '../../electron/host.ts'
import { type Serving, startServe } from '../../electron/serve.ts'
import { ROOT } from '../../scripts/child.mjs'
import type { CaseName } from './cases.ts'
import { type Shown, seed } from './seed.ts'

export interface World {
  /** Opens the page in one browser, once. */
  address(): string
  /** What is shown in a case. */
  shown(name: CaseName): Shown | null
  close(): Promise<void>
}

export async function openWorld(cases: readonly CaseName[]): Promise<World> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-bench-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const rendererFolder = path.join(folder, 'page')
    await buildPage(rendererFolder)
    const home = path.join(folder, 'home')
    mkdirSync(home, { mode: 0o700 })
    const seeded = seed(home, cases)
    const serving = await serve(home, rendererFolder)
    return {
      address: serving.address,
      shown: (name) => seeded.get(name) ?? null,
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
