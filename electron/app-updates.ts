import { existsSync } from 'node:fs'
import path from 'node:path'
import { app, dialog } from 'electron'
import { EXIT } from './cli/exit-codes.ts'
import { readSettings } from './settings.ts'
import { updaterSource } from './updates/updater-source.ts'
import { createUpdates, type Updates } from './updates/updates.ts'

/** Where a package says where its next version is found; a clone has none, nor has a package that nobody publishes. */
const hasFeed = (): boolean => app.isPackaged && existsSync(path.join(process.resourcesPath, 'app-update.yml'))

/** What asks, fetches and installs: a file of its own, read where it is needed. */
const loadUpdater = async () => (await import('electron-updater')).autoUpdater

/**
 * The updates of the program that runs; null where it has none. `works`: why it cannot be replaced now. `end`: ends everything in good
 * order; what cannot be installed after that is said, and this version starts again.
 */
export function openAppUpdates(home: string, works: () => string | null, end: () => Promise<void>): Updates | null {
  if (!hasFeed()) return null
  const source = updaterSource(loadUpdater, end)
  const setting = () => {
    const settings = readSettings(home)
    return settings.ok ? settings.value.updates : 'off'
  }
  const install = () =>
    source.install().catch((error: unknown): never => {
      dialog.showErrorBox('The new version could not be installed', `${String(error)}\n\nThis version starts again.`)
      app.relaunch()
      app.exit(EXIT.done)
      throw error
    })
  return createUpdates({ version: app.getVersion(), source: { ...source, install }, setting, works })
}
