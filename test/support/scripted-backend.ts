import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Script } from '../../electron/agents/demo/script.ts'
import { type Backend, openBackend } from '../../electron/backend.ts'
import { ROOT } from '../../scripts/child.mjs'
import { makeTempFolder } from './repository.ts'

/** The real backend on a new data folder, which it owns until the test has finished; demo agents do what the script says. */
export async function scriptedBackend(script: Script): Promise<Backend> {
  const folder = makeTempFolder('scripted')
  const file = path.join(folder, 'script.json')
  writeFileSync(file, JSON.stringify(script))
  // Agents start in half the time with their compiled form kept from the last time.
  const NODE_COMPILE_CACHE = path.join(ROOT, 'node_modules/.cache/compile')
  const environment = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE, TRIPTYCH_DEMO_SCRIPT: file }
  const backend = await openBackend({ home: path.join(folder, 'home'), environment })
  onTestFinished(() => backend.close())
  await backend.own()
  return backend
}
