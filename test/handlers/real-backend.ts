import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { type Backend, openBackend } from '../../electron/backend.ts'
import { databaseFile } from '../../electron/home.ts'
import type { Caller, Reply } from '../../shared/contract.ts'
import type { RunView } from '../../shared/views.ts'
import { FIXTURE } from '../store/support.ts'
import { makeTempFolder } from '../support/repository.ts'

/** A backend on a data folder of its own; `imported`: its store was a predecessor's. */
export async function makeBackend(options: { imported?: boolean } = {}): Promise<Backend> {
  const home = makeTempFolder('home')
  if (options.imported) copyFileSync(FIXTURE, databaseFile(home))
  const backend = await openBackend({ home, environment: { PATH: path.dirname(process.execPath) } })
  onTestFinished(() => backend.close())
  return backend
}

/** A window that keeps what it watches. */
export function makeCaller(): Caller & { watched: (RunView | null)[] } {
  const watched: (RunView | null)[] = []
  return { watched, watch: (view) => watched.push(view) }
}

export async function accepted<T>(reply: Reply<T> | Promise<Reply<T>>): Promise<T> {
  const settled = await reply
  if (!settled.ok) throw new Error(`${settled.error.code}: ${settled.error.message}`)
  return settled.value
}
