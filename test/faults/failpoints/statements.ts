/** Which kinds of statements write into the store, as its sources tell, and which of them no run that is killed comes to. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const STORE = path.resolve(import.meta.dirname, '../../../electron/store')
/** What a version of the schema does at its first start is not done again: test/store/migration*.test.ts. */
const OF_MIGRATIONS = /^(?:schema|migrations|import-|triggers)/

/** Written in other circumstances than those of a run, and why that is no gap. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'INSERT history_losses': 'after damage only: `--only damage`, test/store/history.test.ts',
  'UPDATE history_losses': 'a person acknowledges a loss: test/store/history.test.ts',
  'DELETE uploads': 'a file that no run took for weeks: test/attachments/uploads.test.ts',
  'DELETE agents': 'of the predecessor’s operations, which no run uses: test/store/run-store.test.ts',
}

/** `UPDATE runs` and the like: every one that the sources of the store write out, or give to a table's `insert`. */
export function writingStatements(): Set<string> {
  const sources = readdirSync(STORE)
    .filter((name) => name.endsWith('.ts') && !OF_MIGRATIONS.test(name))
    .map((name) => readFileSync(path.join(STORE, name), 'utf8'))
  const tables = new Map(sources.flatMap(definedTables))
  return new Set(sources.flatMap((source) => [...writtenOut(source), ...inserted(source, tables)]))
}

/** Constants that hold a table, with its name. */
const definedTables = (source: string): [string, string][] =>
  [...source.matchAll(/const (\w+) = defineTable\(\s*'(\w+)'/g)].map(([, constant = '', table = '']) => [
    constant,
    table,
  ])

const writtenOut = (source: string): string[] =>
  [...source.matchAll(/[`'](INSERT INTO|UPDATE|DELETE FROM) (\w+)/g)].map(
    ([, verb = '', table = '']) => `${verb.split(' ')[0]} ${table}`,
  )

const inserted = (source: string, tables: ReadonlyMap<string, string>): string[] =>
  [...source.matchAll(/\b(\w+)\.insert\(/g)].flatMap(([, constant = '']) => {
    const table = tables.get(constant)
    return table === undefined ? [] : [`INSERT ${table}`]
  })
