import { z } from 'zod'
import type { Database, Row, Value } from './database.ts'

/** The rows of one table as records of some of its columns. Every row that is read is checked. */
export interface Table<Fields extends z.ZodRawShape> {
  /** The select list: each column under its field's name. */
  readonly columns: string
  columnOf(field: string): string
  /** A field's value as its column holds it. */
  encode(field: string, value: unknown): Value
  /** Throws an error that names table, row and column if the row is damaged. */
  read(row: Row): Stored<Fields>
  /** `tail` is what follows `FROM <table>`. */
  one(db: Database, tail: string, ...values: Value[]): Stored<Fields> | null
  list(db: Database, tail: string, ...values: Value[]): Stored<Fields>[]
  /** The last `limit` rows by seq, oldest first. */
  newest(db: Database, limit: number, where: string, ...values: Value[]): Stored<Fields>[]
  /** `others`: columns that are not fields of this record. */
  insert(db: Database, record: Partial<Stored<Fields>>, others?: Record<string, Value>): Stored<Fields>
}
export type Stored<Fields extends z.ZodRawShape> = z.output<z.ZodObject<Fields>>

type StoredAs = 'json' | 'json or null'

/** JSON text, in a column whose name ends in `_json`. */
export const json = <Output>(schema: z.ZodType<Output>) =>
  z
    .string()
    .transform(parseJson)
    .pipe(schema)
    .meta({ stored: 'json' satisfies StoredAs })

/** As `json`, or NULL. */
export const nullableJson = <Output>(schema: z.ZodType<Output>) =>
  z.union([z.null(), z.string().transform(parseJson).pipe(schema)]).meta({ stored: 'json or null' satisfies StoredAs })

/** 0 or 1. */
export const flag = z.literal([0, 1]).transform((value) => value === 1)

function parseJson(text: string, ctx: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    ctx.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) })
    return z.NEVER
  }
}

/** `fields` in the record's names; columns are their snake_case, unless `renamed` says otherwise. */
export function defineTable<Fields extends z.ZodRawShape>(
  name: string,
  fields: Fields,
  renamed: Readonly<Record<string, string>> = {},
): Table<Fields> {
  const schema = z.object(fields)
  const storedAs = new Map(
    Object.entries(schema.shape).map(([field, type]) => [
      field,
      type instanceof z.ZodType ? type.meta()?.['stored'] : null,
    ]),
  )
  const columnNames = new Map(
    Object.keys(fields).map((field) => {
      const snake = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
      return [field, renamed[field] ?? (storedAs.get(field) ? `${snake}_json` : snake)]
    }),
  )
  const columnOf = (field: string): string => {
    const column = columnNames.get(field)
    if (column === undefined) throw new Error(`Table ${name} has no field ${field}`)
    return column
  }
  const columns = Object.keys(fields)
    .map((field) => `${columnOf(field)} AS ${field}`)
    .join(', ')
  const encode = (field: string, value: unknown): Value => {
    const stored = storedAs.get(field)
    if (stored === 'json') return toJson(value)
    return stored === 'json or null' && value !== null ? toJson(value) : plainColumn(value)
  }
  const read = (row: Row): Stored<Fields> => {
    const parsed = schema.safeParse(row)
    if (parsed.success) return parsed.data
    throw damagedRow(name, row, parsed.error.issues, columnOf)
  }
  const select = statements((tail) => `SELECT ${columns} FROM ${name} ${tail}`)
  const selectNewest = statements((where) => select(`WHERE ${where} ORDER BY seq DESC LIMIT ?`))
  const insertInto = statements((names) => {
    const places = marks(names.split(', ').length)
    return `INSERT INTO ${name} (${names}) VALUES (${places}) RETURNING ${columns}`
  })

  return {
    columns,
    columnOf,
    encode,
    read,
    one: (db, tail, ...values) => {
      const row = db.get(select(tail), ...values)
      return row ? read(row) : null
    },
    list: (db, tail, ...values) => db.all(select(tail), ...values).map(read),
    newest: (db, limit, where, ...values) => {
      // SQLite takes a negative LIMIT for none at all.
      const atMost = Math.max(0, Math.trunc(limit))
      return db
        .all(selectNewest(where), ...values, atMost)
        .map(read)
        .reverse()
    },
    insert: (db, record, others = {}) => {
      const own = Object.entries(record).map(([field, value]): [string, Value] => [
        columnOf(field),
        encode(field, value),
      ])
      const all = [...own, ...Object.entries(others)]
      const sql = insertInto(all.map(([column]) => column).join(', '))
      return read(db.returning(sql, ...all.map(([, value]) => value))[0] ?? {})
    },
  }
}

/**
 * One text for each part of it that differs. The database keeps its statements by their text, and a text that is put together anew each
 * time has to be hashed each time.
 */
function statements(make: (part: string) => string): (part: string) => string {
  const made = new Map<string, string>()
  return (part) => {
    const known = made.get(part)
    if (known !== undefined) return known
    const text = make(part)
    made.set(part, text)
    return text
  }
}

function damagedRow(
  table: string,
  row: Row,
  issues: readonly z.core.$ZodIssue[],
  columnOf: (field: string) => string,
): Error {
  const keys = 'id' in row ? ['id'] : ['runId', 'ownerId', 'role', 'label'].filter((key) => key in row)
  const which = keys.map((key) => `${columnOf(key)} ${row[key]}`)
  const faults = issues.map(({ path, message }) => `column ${columnOf(String(path[0]))}: ${message}`)
  return new Error(
    `Damaged row in table ${table}, ${which.join(', ')}: ${faults.join('; ')}. Nothing was changed. ` +
      `Put back the newest copy from the folder "backups" beside the database, or correct this row with the sqlite3 program.`,
  )
}

/** Data as JSON text; what JSON does not know (undefined, functions) is null. */
export const toJson = (value: unknown): string => JSON.stringify(value) ?? 'null'

function plainColumn(value: unknown): Value {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'boolean') return Number(value)
  throw new Error(`A column holds text, numbers, flags and nothing, not ${typeof value}`)
}

/** Now, for people; order is never a time. */
export const timestamp = (): string => new Date().toISOString()

/** `?, ?, ?` */
export const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ')
