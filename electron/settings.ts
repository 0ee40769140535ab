import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../shared/settings/settings.ts'
import { hashBytes } from './hash.ts'
import { jsonPlaces, lineOf, pathKey } from './json-place.ts'
import { settingsProblems } from './settings-problems.ts'

const MAX_BYTES = 1024 * 1024

/** What is wrong with the file: its place in it, and what to do. */
export interface SettingsProblem extends Refusal {
  /** From 1; null where it is about the whole file. */
  line: number | null
  /** As `retention.days`; null where it is about the whole file. */
  key: string | null
}

/** The file as it is now. */
export interface SettingsFile {
  /** Of its bytes; another one as soon as anybody changes it. */
  revision: string
  /** Null: it is not there, or cannot be read. */
  text: string | null
  /** What it says, with the defaults of what it leaves out. */
  settings: Result<Settings, SettingsProblem>
}

/** Where the settings of a data folder are. */
export const settingsFile = (home: string): string => path.join(home, 'settings.json')

/** Reads the settings of a data folder anew; a file that is not there says nothing. */
export function readSettings(home: string): Result<Settings, Refusal> {
  return readSettingsFile(home).settings
}

export interface SettingsSource {
  /** The data folder. */
  home: string
  /** The settings that go, in a program that keeps them. Absent: the file is read anew. */
  readSettings?: () => Result<Settings, Refusal>
}

export const settingsOf = ({ home, readSettings: kept }: SettingsSource): Result<Settings, Refusal> =>
  kept === undefined ? readSettings(home) : kept()

/** The revision where there is no file. */
export const NO_FILE = 'none'

/** Never throws: what cannot be read is a problem with a remedy. */
export function readSettingsFile(home: string): SettingsFile {
  const file = settingsFile(home)
  const refused = (what: string): SettingsFile => {
    const settings = err(problemOf(file, { line: null, key: null, what }))
    return { revision: hashBytes(what), text: null, settings }
  }
  try {
    const found = statSync(file)
    if (!found.isFile()) return refused('is not a file.')
    if (found.size > MAX_BYTES) return refused(`is larger than ${MAX_BYTES / 1024} KiB.`)
    const text = readFileSync(file, 'utf8')
    return { revision: hashBytes(text), text, settings: parseSettings(file, text) }
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isAbsent) return { revision: NO_FILE, text: null, settings: ok(DEFAULT_SETTINGS) }
    return refused(error instanceof Error ? error.message : String(error))
  }
}

/** Some editors begin a file with a mark that JSON does not know. */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '')

/** Pure. `file` is only named. */
export function parseSettings(file: string, marked: string): Result<Settings, SettingsProblem> {
  const text = withoutMark(marked)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    const { fault } = jsonPlaces(text)
    const what = `not JSON: ${error instanceof Error ? withoutQuotation(error.message) : String(error)}`
    return err(problemOf(file, { line: fault === null ? null : lineOf(text, fault), key: null, what }))
  }
  const parsed = settingsSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const [first] = parsed.error.issues
  const at = placeOf(text, first?.path ?? [])
  return err(problemOf(file, { ...at, what: settingsProblems(parsed.error.issues) }))
}

/** The line of the key, or of what is nearest around it where the key itself is missing. */
function placeOf(text: string, place: readonly PropertyKey[]): Pick<SettingsProblem, 'line' | 'key'> {
  const path = place.map(String)
  if (path.length === 0) return { line: null, key: null }
  const { offsets } = jsonPlaces(text)
  for (let length = path.length; length > 0; length--) {
    const offset = offsets.get(pathKey(path.slice(0, length)))
    if (offset !== undefined) return { line: lineOf(text, offset), key: path.join('.') }
  }
  return { line: null, key: path.join('.') }
}

function problemOf(
  file: string,
  { line, key, what }: Pick<SettingsProblem, 'line' | 'key'> & { what: string },
): SettingsProblem {
  return {
    code: 'settings_invalid',
    message: `${file}${line === null ? '' : `, line ${line}`}: ${what}`,
    remedy: 'Correct the file, or remove it, and try again.',
    ...{ line, key },
  }
}

/** JavaScript quotes what stands around the fault, and that may be a key: the message goes into the run's history. The line is told already. */
const withoutQuotation = (message: string): string =>
  message.replace(/, (?:\.{3})?".*$/s, '').replace(/ (?:in JSON )?at position \d+.*$/s, '')
