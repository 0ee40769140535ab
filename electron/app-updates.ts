import { existsSync } from 'node:fs'
import path from 'node:path'
import { app, dialog } from 'electron'
import type { Result } from '../shared/result.ts'
import type { UpdateSetting } from '../shared/update.ts'
import { EXIT } from './cli/exit-codes.ts'
import * as TEXT from './desktop/texts.ts'
import { updaterSource } from './updates/updater-source.ts'
import { createUpdates, type Updates } from './updates/updates.ts'

/** Where a package says where its next version is found; a clone has none, nor has a package that nobody publishes. */
const hasFeed = (): boolean => app.isPackaged && existsSync(path.join(process.resourcesPath, 'app-update.yml'))

/** What asks, fetches and installs: a file of its own, read where it is needed. */
const loadUpdater = async () => (await import('electron-updater')).autoUpdater

/** What is needed of the application. */
interface Surroundings {
  /** The settings that go; while there are none nobody is asked. */
  settings(): Result<{ updates: UpdateSetting }, unknown>
  /** Why it cannot be replaced now. */
  works(): string | null
  /** Ends everything in good order; what cannot be installed after that is said, and this version starts again. */
  end(): Promise<void>
}

/** The updates of the program that runs; null where it has none. */
export function openAppUpdates({ settings, works, end }: Surroundings): Updates | null {
  if (!hasFeed()) return null
  const source = updaterSource(loadUpdater, end)
  const setting = (): UpdateSetting => {
    const going = settings()
    return going.ok ? going.value.updates : 'off'
  }
  const install = () =>
    source.install().catch((error: unknown): never => {
      dialog.showErrorBox(TEXT.versionNotInstalled, TEXT.thisVersionStartsAgain(String(error)))
      app.relaunch()
      app.exit(EXIT.done)
      throw error
    })
  return createUpdates({ version: app.getVersion(), source: { ...source, install }, setting, works })
}
