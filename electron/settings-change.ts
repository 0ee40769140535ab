import { mkdirSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import { NO_FILE, parseSettings, readSettingsFile, settingsFile, withoutMark } from './settings.ts'
import { lockFile } from './store/file-lock.ts'
import { writeWhole } from './write-whole.ts'

/** One member of the file. Without `value` it is taken out, so that its default goes. */
export interface SettingChange {
  path: readonly string[]
  value?: unknown
}

const LOCK_MS = 5_000

/**
 * Writes what a person changed, whole or not at all, with everything else in the file as it was, also what this version does not know.
 * Nothing is written to a file that is another one than the person was shown, or that cannot be read, or if the result could not be.
 */
export function changeSettings(
  home: string,
  revision: string,
  changes: readonly SettingChange[],
): Result<null, Refusal> {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  // Windows of several processes may change them at once.
  const lock = lockFile(path.join(home, 'settings.lock'), LOCK_MS)
  if (lock === null) return err(BUSY)
  try {
    const file = settingsFile(home)
    const before = readSettingsFile(home)
    if (!before.settings.ok) return err(UNREADABLE)
    if (before.revision !== revision) return err(STALE)
    const text = changedText(before.text, changes)
    const after = parseSettings(file, text)
    if (!after.ok) return err({ ...after.error, remedy: 'Nothing was changed. Give another value.' })
    // A link stays one: what it leads to is replaced.
    if (before.text !== text) writeWhole(before.revision === NO_FILE ? file : realpathSync(file), text)
    return ok(null)
  } finally {
    lock.release()
  }
}

const BUSY: Refusal = {
  code: 'settings_busy',
  message: 'Another process changes the settings.',
  remedy: 'Nothing was changed. Try again in a moment.',
}
const STALE: Refusal = {
  code: 'stale',
  message: 'The settings were changed elsewhere in the meantime.',
  remedy: 'Nothing was changed. Look at them as they are now, then change them again.',
}
const UNREADABLE: Refusal = {
  code: 'settings_invalid',
  message: 'settings.json cannot be read, so nothing is written to it: what is in it would be lost.',
  remedy: 'Correct it in an editor first.',
}

type Members = Record<string, unknown>

/** Pure. `text` null: there is no file. Members stay in their order; the file's own indentation is kept. */
export function changedText(text: string | null, changes: readonly SettingChange[]): string {
  const plain = withoutMark(text ?? '{}')
  const before: unknown = JSON.parse(plain)
  const after = changes.reduce(
    (members, change) => changedMember(members, change.path, change),
    isMembers(before) ? before : {},
  )
  const indent = /^[{\s]*?\n([ \t]+)"/.exec(plain)?.[1] ?? '  '
  return `${JSON.stringify(after, null, indent)}\n`
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function changedMember(members: Members, place: readonly string[], change: SettingChange): Members {
  const [key = '', ...rest] = place
  const inner = members[key]
  if (rest.length === 0) return change.value === undefined ? without(members, key) : { ...members, [key]: change.value }
  const changed = changedMember(isMembers(inner) ? inner : {}, rest, change)
  // What is left empty says nothing any more.
  return Object.keys(changed).length === 0 ? without(members, key) : { ...members, [key]: changed }
}

const without = (members: Members, key: string): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => name !== key))
