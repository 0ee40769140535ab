import { z } from 'zod'
import type { NewVersion } from '../../shared/update.ts'
import type { UpdateSource } from './updates.ts'

/** What is needed of electron-updater's `autoUpdater`. */
export interface Updater {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  logger: object | null
  /** Null where this kind of installation is updated by something else. */
  checkForUpdates(): Promise<{ isUpdateAvailable: boolean; updateInfo: unknown } | null>
  downloadUpdate(): Promise<unknown>
  quitAndInstall(isSilent: boolean, isForceRunAfter: boolean): void
  on(event: 'download-progress', listener: (progress: { percent: number }) => void): unknown
  off(event: 'download-progress', listener: (progress: { percent: number }) => void): unknown
  once(event: 'error', listener: (error: Error) => void): unknown
}

const MAX_NOTES = 20_000
/** It comes from the network. Notes of several versions come as a list, newest first. */
const infoSchema = z.object({
  version: z.string().max(100),
  releaseNotes: z
    .union([z.string(), z.array(z.object({ version: z.string(), note: z.string().nullable() }))])
    .nullish(),
})

/**
 * New versions by electron-updater, which is loaded when it is first needed. `end`: ends everything else of the application in good
 * order, so that nothing works and nobody holds its lock when the new version starts.
 */
export function updaterSource(load: () => Promise<Updater>, end: () => Promise<void>): UpdateSource {
  let loading: Promise<Updater> | null = null
  const updater = (): Promise<Updater> => {
    loading ??= load().then((loaded) => {
      // Nothing is fetched or installed but by our own word; what goes wrong is told by us.
      loaded.autoDownload = false
      loaded.autoInstallOnAppQuit = false
      loaded.logger = null
      return loaded
    })
    return loading
  }
  return {
    look: async () => {
      const found = await (await updater()).checkForUpdates()
      if (found === null) throw new Error('this kind of installation is not updated by Triptych itself.')
      return found.isUpdateAvailable ? newVersion(found.updateInfo) : null
    },
    download: async (onPercent) => {
      const loaded = await updater()
      const listener = ({ percent }: { percent: number }): void => onPercent(percent)
      loaded.on('download-progress', listener)
      try {
        await loaded.downloadUpdate()
      } finally {
        loaded.off('download-progress', listener)
      }
    },
    install: async () => {
      // Begun before anything is waited for: from this moment on nothing can start to work.
      await end()
      const loaded = await updater()
      return new Promise<never>((_resolve, reject) => {
        loaded.once('error', reject)
        // Without questions, and the new version is started.
        loaded.quitAndInstall(true, true)
      })
    },
  }
}

function newVersion(info: unknown): NewVersion {
  const { version, releaseNotes } = infoSchema.parse(info)
  const notes = Array.isArray(releaseNotes)
    ? releaseNotes.map((each) => `${each.version}\n${each.note ?? ''}`.trim()).join('\n\n')
    : (releaseNotes ?? '')
  return { version, notes: notes.trim().slice(0, MAX_NOTES) }
}
