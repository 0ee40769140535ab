/** Starts the built application for tests, in Electron or on the stand-in: its pages for Playwright, its main process for questions. */
import path from 'node:path'
import { findElectron } from '../../scripts/electron-binary.mjs'
import { launchGenuine } from './genuine.ts'
import { type LaunchOptions, noElectronBecause, type RunningApp, type WindowHost } from './running-app.ts'
import { launchShim } from './shim-app.ts'

export type { LaunchOptions, RunningApp, WindowHost } from './running-app.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
export const WINDOW_HOSTS: readonly WindowHost[] = ['stand-in', 'electron']

/** Throws where TRIPTYCH_ELECTRON=1 demands an Electron that is not there. */
function lookForElectron(): { binary: string } | { missing: string } {
  const { env, platform } = process
  const binary = findElectron({ env, platform, packageFolder: path.join(ROOT, 'node_modules/electron') })
  const missing = noElectronBecause({ env, platform, isThere: binary !== null })
  if (missing !== null && env['TRIPTYCH_ELECTRON'] === '1') throw new Error(`TRIPTYCH_ELECTRON=1, but ${missing}`)
  return binary === null || missing !== null ? { missing: missing ?? 'none was found' } : { binary }
}

/** Electron's binary; null where there is none that could show a window. */
export function electronBinary(): string | null {
  const found = lookForElectron()
  return 'binary' in found ? found.binary : null
}

/** Why nothing can be tested in this host here, for `ctx.skip`; null if it can. */
export function hostProblem(host: WindowHost): string | null {
  if (host === 'stand-in') return null
  const found = lookForElectron()
  return 'missing' in found ? found.missing : null
}

/** `home`: the data folder. The environment is explicit, so that nothing of the machine shows through. */
export async function launchApp(home: string, options: LaunchOptions = {}): Promise<RunningApp> {
  const { PATH = '', CHROMIUM_PATH } = process.env
  const start = {
    root: ROOT,
    args: [...(options.args ?? [])],
    env: { PATH, HOME: home, TRIPTYCH_HOME: home, ...(CHROMIUM_PATH ? { CHROMIUM_PATH } : {}), ...options.env },
  }
  const binary = options.host === 'stand-in' ? null : electronBinary()
  if (binary !== null) return launchGenuine(binary, start)
  if (options.host === 'electron') throw new Error(hostProblem('electron') ?? 'no Electron')
  return launchShim(start)
}
