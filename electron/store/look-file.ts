import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import type { Reader } from './database.ts'

/**
 * `work` on a file that is only looked at: nothing in it or beside it is changed. `work` must keep nothing of the reader.
 *
 * Without a log nobody has the file open, and only `immutable` leaves nothing beside it. With one it must be read too.
 */
export function lookAt<T>(file: string, work: (reader: Reader) => T): T {
  const url = pathToFileURL(file)
  if (!existsSync(`${file}-wal`)) url.searchParams.set('immutable', '1')
  const connection = new DatabaseSync(url, { readOnly: true, timeout: 5_000 })
  let isReading = false
  const read = <R>(within: () => R): R => {
    if (isReading) return within()
    connection.exec('BEGIN')
    isReading = true
    try {
      return within()
    } finally {
      isReading = false
      if (connection.isTransaction) connection.exec('ROLLBACK')
    }
  }
  try {
    return work({
      file,
      get: (sql, ...values) => connection.prepare(sql).get(...values),
      all: (sql, ...values) => connection.prepare(sql).all(...values),
      read,
      image: () => connection.serialize(),
    })
  } finally {
    connection.close()
  }
}
