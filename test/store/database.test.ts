import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test, vi } from 'vitest'
import { type Database, openDatabase, requireSqlite } from '../../electron/store/database.ts'
import { temporaryFolder } from './support.ts'

const opened: Database[] = []
afterEach(() => {
  for (const db of opened.splice(0)) db.close()
})

function open(file = ':memory:'): Database {
  const db = openDatabase(file)
  opened.push(db)
  return db
}

function withTable(file?: string): Database {
  const db = open(file)
  db.exec('CREATE TABLE IF NOT EXISTS t (seq INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT NOT NULL) STRICT')
  return db
}
const add = (db: Database, word: string) => db.run('INSERT INTO t (word) VALUES (?)', word)
const words = (db: Database) => db.all('SELECT word FROM t ORDER BY seq').map(({ word }) => word)

test.each([
  ['3.51.2', false],
  ['3.50.9', false],
  ['2.99.99', false],
  ['3.51.3', true],
  ['3.53.0', true],
  ['4.0.0', true],
])('SQLite %s is good enough: %s', (version, isGood) => {
  if (isGood) expect(() => requireSqlite(version)).not.toThrow()
  else expect(() => requireSqlite(version)).toThrow(`SQLite ${version}, which can damage a database`)
})

test('a file has the settings that promise durability', () => {
  const db = open(path.join(temporaryFolder(), 'a.sqlite'))
  const setting = (name: string) => Object.values(db.get(`PRAGMA ${name}`) ?? {})[0]
  expect(
    Object.fromEntries(
      [
        ...['journal_mode', 'synchronous', 'fullfsync', 'checkpoint_fullfsync', 'foreign_keys', 'trusted_schema'],
        ...['busy_timeout', 'timeout', 'auto_vacuum', 'secure_delete'],
      ].map((name) => [name, setting(name)]),
    ),
  ).toMatchObject({
    journal_mode: 'wal',
    synchronous: 2,
    fullfsync: 1,
    checkpoint_fullfsync: 1,
    foreign_keys: 1,
    trusted_schema: 0,
    auto_vacuum: 2,
    secure_delete: 1,
  })
  expect(setting('busy_timeout')).toBe(5_000)
  db.exec('PRAGMA writable_schema = ON')
  expect(() => db.exec('DELETE FROM sqlite_schema')).toThrow()
})

test('a throw at any depth rolls everything back, even if it is caught on the way', () => {
  const db = withTable()
  const fails = () =>
    db.transaction(() => {
      add(db, 'inner')
      throw new Error('no')
    })
  expect(() =>
    db.transaction(() => {
      add(db, 'outer')
      fails()
    }),
  ).toThrow('no')
  expect(() =>
    db.transaction(() => {
      add(db, 'outer')
      expect(fails).toThrow('no')
    }),
  ).toThrow('none of it was kept')
  expect(words(db)).toEqual([])
  db.transaction(() => db.transaction(() => add(db, 'kept')))
  expect(words(db)).toEqual(['kept'])
})

test('a transaction cannot wait, and a read cannot write', () => {
  const db = withTable()
  expect(() => db.transaction(async () => add(db, 'late'))).toThrow('cannot wait')
  expect(() => db.read(() => add(db, 'sly'))).toThrow('cannot write')
  expect(words(db)).toEqual([])
  expect(db.transaction(() => db.read(() => add(db, 'joined')))).toBe(1)
})

test('a read sees one state of the file, whatever others commit meanwhile', () => {
  const file = path.join(temporaryFolder(), 'a.sqlite')
  const [mine, other] = [withTable(file), open(file)]
  add(mine, 'one')
  mine.read(() => {
    expect(words(mine)).toEqual(['one'])
    add(other, 'two')
    expect(words(mine)).toEqual(['one'])
  })
  expect(words(mine)).toEqual(['one', 'two'])
})

test('listeners hear of rows after their commit, once, and not of what changed nothing', () => {
  const file = path.join(temporaryFolder(), 'a.sqlite')
  const [db, other] = [withTable(file), open(file)]
  const seen: unknown[][] = []
  const unsubscribe = db.subscribe(() => seen.push(words(other)))
  db.transaction(() => {
    add(db, 'a')
    db.transaction(() => add(db, 'b'))
    expect(seen).toEqual([])
  })
  db.run('UPDATE t SET word = ? WHERE word = ?', 'x', 'nobody')
  expect(() =>
    db.transaction(() => {
      add(db, 'c')
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(seen).toEqual([['a', 'b']])
  db.returning('INSERT INTO t (word) VALUES (?) RETURNING seq', 'd')
  expect(seen).toHaveLength(2)
  unsubscribe()
  add(db, 'e')
  expect(seen).toHaveLength(2)
})

test('a listener that writes is heard in another round', () => {
  const db = withTable()
  const rounds: number[] = []
  db.subscribe(() => {
    rounds.push(words(db).length)
    if (words(db).length < 3) add(db, 'more')
  })
  add(db, 'first')
  expect(rounds).toEqual([1, 2, 3])
})

test('a commit of another connection is noticed', async () => {
  const file = path.join(temporaryFolder(), 'a.sqlite')
  const [db, other] = [withTable(file), open(file)]
  const heard = new Promise<unknown[]>((resolve) => db.subscribe(() => resolve(words(db))))
  const unwatch = db.watch(10)
  add(other, 'from elsewhere')
  expect(await heard).toEqual(['from elsewhere'])
  unwatch()
})

test('an SQL text is prepared once', () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
  const db = withTable()
  for (let n = 0; n < 20; n++) add(db, `word ${n}`)
  const texts = prepare.mock.calls.map(([sql]) => sql)
  prepare.mockRestore()
  expect(texts.filter((sql) => sql.startsWith('INSERT'))).toHaveLength(1)
  expect(texts.filter((sql) => sql.startsWith('BEGIN'))).toHaveLength(1)
})
