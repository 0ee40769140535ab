import type { Database } from './database.ts'
import { APPLICATION_ID, newerVersion } from './file-kind.ts'
import { hasPredecessorTables, importPredecessor, setPredecessorAside } from './import-predecessor.ts'
import { TABLES_V1 } from './schema.ts'
import { TABLES_V2 } from './schema-v2.ts'
import { TABLES_V3 } from './schema-v3.ts'
import { TABLES_V4 } from './schema-v4.ts'
import { TABLES_V5 } from './schema-v5.ts'
import { TABLES_V6 } from './schema-v6.ts'
import { TABLES_V7 } from './schema-v7.ts'
import { GATE_TRIGGERS, TRIGGERS_V1 } from './triggers.ts'

interface Migration {
  /** `user_version` afterwards. */
  version: number
  apply(db: Database): void
}

/** Only ever appended to: files of every version are out there. */
const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    apply: (db) => {
      const isImport = hasPredecessorTables(db)
      if (isImport) setPredecessorAside(db)
      db.exec(TABLES_V1)
      db.exec(TRIGGERS_V1)
      if (isImport) importPredecessor(db)
    },
  },
  {
    version: 2,
    apply: (db) => {
      db.exec(TABLES_V2)
      db.exec(GATE_TRIGGERS)
    },
  },
  { version: 3, apply: (db) => db.exec(TABLES_V3) },
  { version: 4, apply: (db) => db.exec(TABLES_V4) },
  { version: 5, apply: (db) => db.exec(TABLES_V5) },
  { version: 6, apply: (db) => db.exec(TABLES_V6) },
  { version: 7, apply: (db) => db.exec(TABLES_V7) },
]

export const LATEST_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version))

/**
 * Brings an opened file to the newest schema in one transaction; another process may have been faster. `backUp` is called
 * before the first change to a file that holds something, when nobody else can write to it.
 */
export function migrate(db: Database, backUp: (version: number) => void): void {
  const version = () => Number(db.get('PRAGMA user_version')?.['user_version'])
  if (version() === LATEST_VERSION) return
  db.transaction(() => {
    if (version() > LATEST_VERSION) throw newerVersion(db.file, version(), LATEST_VERSION)
    if (version() < LATEST_VERSION && (version() > 0 || hasPredecessorTables(db))) backUp(version())
    for (const migration of MIGRATIONS) {
      if (migration.version <= version()) continue
      migration.apply(db)
      db.exec(`PRAGMA user_version = ${migration.version}; PRAGMA application_id = ${APPLICATION_ID};`)
    }
    const dangling = db.all('PRAGMA foreign_key_check')
    if (dangling.length > 0)
      throw new Error(`Migration left ${dangling.length} rows that point to nothing; it was undone.`)
  })
}
