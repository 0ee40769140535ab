import { existsSync, statSync } from 'node:fs'
import type { Reader } from './database.ts'
import { lookAt } from './look-file.ts'

/** "Trip" in ASCII, in the header of every file of ours. */
export const APPLICATION_ID = 0x54726970
const SQLITE_NOTADB = 26

/** `new`: there is no file, or nothing in it. */
export type FileKind = 'new' | 'ours' | 'predecessor'

/** A file that is not ours to open. It was not changed in any way. */
export class RefusedDatabase extends Error {
  override readonly name: string = 'RefusedDatabase'
}

/** The predecessor's tables and columns: a file is one of his only if it has exactly these. */
export const PREDECESSOR_TABLES: Readonly<Record<string, readonly string[]>> = {
  runs: columns('id goal repo_path status summary cycle_count replan_count current_task_id created_at updated_at'),
  agents: columns('run_id role session_id turns rotation_count last_prompt_path last_response_path updated_at'),
  tasks: columns(
    'id run_id title objective acceptance_criteria_json verification_steps_json allowed_paths_json status attempt_count',
    'implementation_summary blocker_signature created_at updated_at',
  ),
  task_attempts: columns('id run_id task_id attempt_number status summary blocker_signature result_json created_at'),
  events: columns('id run_id ts source kind message payload_json'),
  artifacts: columns('id run_id role kind path created_at metadata_json'),
  checkpoints: columns('id run_id status payload_json created_at'),
  approvals: columns('id run_id source verdict rationale payload_json created_at'),
}

function columns(...names: string[]): string[] {
  return names.join(' ').split(' ')
}

/** One that this version is too old for. */
export class NewerDatabase extends RefusedDatabase {
  override readonly name = 'NewerDatabase'
}

export const newerVersion = (file: string, version: number, latestVersion: number): NewerDatabase =>
  new NewerDatabase(
    `${file} was written by a newer Triptych (schema ${version}; this one knows ${latestVersion}). Nothing was changed. Install that version, or use another data folder (TRIPTYCH_HOME).`,
  )

/** The database may look older all the same: what its mark says of it, this version would not understand. */
export const newerMark = (file: string): NewerDatabase =>
  new NewerDatabase(
    `${file}, which marks how far the history goes, was written by a newer Triptych. Nothing was changed. Install that version, or use another data folder (TRIPTYCH_HOME).`,
  )

interface Contents {
  version: number
  applicationId: number
  /** Column names in alphabetical order, by table. */
  tables: ReadonlyMap<string, string>
}

/** Longer than the steps in which file systems count modification times. */
const SETTLE_MS = 20
const MAX_LOOKS = 50

/**
 * What a file is, found out without changing it or leaving anything beside it. Throws `RefusedDatabase`.
 *
 * A look takes no lock, so another process that opens, writes and closes at that moment can make a good file look broken or
 * foreign. Only a file that looks so twice, unchanged, is refused. A good look needs no second: `migrate` checks again, locked.
 */
export function inspectFile(file: string, latestVersion: number): FileKind {
  let last: string | null = null
  for (let looks = 1; ; looks++) {
    const state = stateOf(file)
    try {
      return look(file, latestVersion)
    } catch (error) {
      if (state === last || looks === MAX_LOOKS) throw error
      last = state
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SETTLE_MS)
    }
  }
}

function stateOf(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false })
  return `${stats?.ino} ${stats?.size} ${stats?.mtimeNs} ${existsSync(`${file}-wal`)}`
}

function look(file: string, latestVersion: number): FileKind {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats?.isDirectory()) {
    throw new RefusedDatabase(
      `${file} is a folder, not a database. Nothing was changed. Move it away, then start again.`,
    )
  }
  if (stats === undefined || stats.size === 0) return 'new'
  const { version, applicationId, tables } = inspect(file)
  if (version > latestVersion) {
    throw newerVersion(file, version, latestVersion)
  }
  if (applicationId === APPLICATION_ID && version > 0) return 'ours'
  if (applicationId === 0 && version === 0) {
    if (tables.size === 0) return 'new'
    if (isPredecessor(tables)) return 'predecessor'
  }
  throw new RefusedDatabase(
    `${file} is a database of another program. Nothing was changed. Use another data folder (TRIPTYCH_HOME).`,
  )
}

/**
 * Reads through SQLite only: opening and closing the file otherwise would take away the locks that another connection of
 * this process has on it.
 */
function inspect(file: string): Contents {
  try {
    return lookAt(file, (reader) => {
      const read = (name: string) => Number(reader.get(`PRAGMA ${name}`)?.[name])
      const [version, applicationId] = [read('user_version'), read('application_id')]
      const tables = applicationId === APPLICATION_ID ? new Map<string, string>() : readTables(reader)
      return { version, applicationId, tables }
    })
  } catch (error) {
    if (!(error instanceof Error && 'errcode' in error && error.errcode === SQLITE_NOTADB)) throw error
    throw new RefusedDatabase(`${file} is not a database. Nothing was changed. Move it away, then start again.`)
  }
}

function readTables(reader: Reader): Map<string, string> {
  const rows = reader.all(
    `SELECT tables.name AS name, (SELECT group_concat(name, ' ') FROM (SELECT name FROM pragma_table_info(tables.name) ORDER BY name)) AS columns
       FROM sqlite_schema AS tables WHERE tables.type IN ('table', 'view') AND tables.name NOT LIKE 'sqlite!_%' ESCAPE '!'`,
  )
  return new Map(rows.map((row) => [String(row['name']), String(row['columns'])]))
}

function isPredecessor(tables: ReadonlyMap<string, string>): boolean {
  const known = Object.entries(PREDECESSOR_TABLES)
  return (
    tables.size === known.length && known.every(([table, names]) => tables.get(table) === [...names].sort().join(' '))
  )
}
