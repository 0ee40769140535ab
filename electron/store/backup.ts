import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * A checked copy of the whole database as `<folder>/backups/<name>-v<version>-<time>.sqlite`; its path. Through a connection
 * of its own, so that it works while the caller's holds the write lock.
 */
export function backUp(file: string, version: number): string {
  const folder = path.join(path.dirname(file), 'backups')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const copy = path.join(folder, `${path.basename(file, path.extname(file))}-v${version}-${time}-${process.pid}.sqlite`)
  const partial = `${copy}.partial`
  const source = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  try {
    source.prepare('VACUUM INTO ?').run(partial)
    requireSame(source, partial)
  } finally {
    source.close()
  }
  chmodSync(partial, 0o600)
  flush(partial, 'r+')
  renameSync(partial, copy)
  if (process.platform !== 'win32') flush(folder, 'r')
  return copy
}

function requireSame(source: DatabaseSync, file: string): void {
  const copy = new DatabaseSync(file, { readOnly: true })
  try {
    const check = copy.prepare('PRAGMA integrity_check').get()?.['integrity_check']
    if (check !== 'ok') throw new Error(`The backup ${file} is damaged (${check}). The database was not changed.`)
    const tables = source.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
    for (const { name } of tables) {
      const count = `SELECT count(*) AS count FROM "${String(name).replaceAll('"', '""')}"`
      const [had, has] = [source.prepare(count).get()?.['count'], copy.prepare(count).get()?.['count']]
      if (had !== has)
        throw new Error(
          `The backup ${file} has ${has} rows in ${name} instead of ${had}. The database was not changed.`,
        )
    }
  } finally {
    copy.close()
  }
}

function flush(target: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(target, flags)
  fsyncSync(descriptor)
  closeSync(descriptor)
}
