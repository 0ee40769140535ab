import { statSync } from 'node:fs'
import { ok, type Refusal, type Result } from '../shared/result.ts'
import type { Settings } from '../shared/settings/settings.ts'
import { NO_FILE, readSettingsFile, type SettingsFile, type SettingsProblem, settingsFile } from './settings.ts'
import { changeSettings, type SettingChange } from './settings-change.ts'
import { setQuietTimer } from './timer.ts'

export interface SettingsState {
  file: SettingsFile
  /** What goes: the file's; while that cannot be read, what was read from it last. Refused: nothing was yet. */
  going: Result<Settings, SettingsProblem>
  /** Why the file cannot be read; null: it can, or is not there. */
  problem: SettingsProblem | null
}

/** The settings of a data folder for a program that stays: a broken file changes nothing but what is told. */
export interface SettingsKeeper {
  /** As `going`. */
  read(): Result<Settings, Refusal>
  state(): SettingsState
  /** Bound to the revision that the person was shown; refused as `stale` where the file is another one by now. */
  change(revision: string, changes: readonly SettingChange[]): Result<SettingsState, Refusal>
  /** Told after each change of the file, whoever made it. Returns its undo. */
  subscribe(listener: (state: SettingsState) => void): () => void
  close(): void
}

/** How often the file is looked at: by time, size and number, so that one that an editor puts in its place is seen too. */
const LOOK_EVERY_MS = 500
/** Some editors take the file away for a moment before they put the new one there. */
const GAP_MS = 1_000

export function keepSettings(home: string, nowMs: () => number = () => performance.now()): SettingsKeeper {
  const listeners = new Set<(state: SettingsState) => void>()
  let last: Settings | null = null
  let goneSince: number | null = null
  const isGap = (file: SettingsFile): boolean => {
    if (file.revision !== NO_FILE || last === null) goneSince = null
    else goneSince ??= nowMs()
    return goneSince !== null && nowMs() - goneSince < GAP_MS
  }
  const state = (): SettingsState => {
    const file = readSettingsFile(home)
    const { settings } = file
    if (!settings.ok) return { file, going: last === null ? settings : ok(last), problem: settings.error }
    if (isGap(file) && last !== null) return { file, going: ok(last), problem: null }
    last = file.revision === NO_FILE ? null : settings.value
    return { file, going: settings, problem: null }
  }
  // Before the first reading, so that what is changed right after it is seen.
  let signature = signatureOf(settingsFile(home))
  let told = state().file.revision
  let cancelLook = (): void => undefined
  const look = (): void => {
    cancelLook()
    const now = state()
    if (now.file.revision === told) return
    if (isGap(now.file)) {
      cancelLook = setQuietTimer(look, GAP_MS)
      return
    }
    told = now.file.revision
    for (const listener of [...listeners]) listener(now)
  }
  const timer = setInterval(() => {
    const next = signatureOf(settingsFile(home))
    if (next === signature) return
    signature = next
    look()
  }, LOOK_EVERY_MS)
  timer.unref()
  return {
    state,
    read: () => state().going,
    change: (revision, changes) => {
      const changed = changeSettings(home, revision, changes)
      if (!changed.ok) return changed
      look()
      return ok(state())
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      cancelLook()
      listeners.clear()
      clearInterval(timer)
    },
  }
}

/** Another text as soon as the file is another one, comes or goes, or can be looked at again. */
function signatureOf(file: string): string {
  try {
    const stat = statSync(file, { throwIfNoEntry: false })
    return stat === undefined ? 'none' : `${stat.ino} ${stat.size} ${stat.mtimeMs} ${stat.ctimeMs}`
  } catch (error) {
    return String(error)
  }
}
