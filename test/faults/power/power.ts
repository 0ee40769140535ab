/** Power cuts that are calculated: the writes of a whole run, as the system saw them, of which what was not flushed is lost or torn. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databaseFile } from '../../../electron/home.ts'
import { type Ack, readAcks } from '../driver/acks.ts'
import { buildDriver } from '../driver/build-driver.ts'
import type { Command } from '../driver/chain.ts'
import { makeWorld } from '../driver/world.ts'
import { type Draw, drawFrom } from '../random.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'
import { CUTS, Disk, type Operation, readWriteLog } from './write-log.ts'

export const power: FaultSection = {
  name: 'power',
  title:
    'Power cuts, calculated from the recorded writes of the database: what was not flushed is lost, or torn [fault 7]',
  usesOneCore: true,
  run: runPower,
}

const WHAT = 'power cuts after which an event that was told was lost, or the database was damaged'
const LONGEST_STRING = 1_000_000

async function runPower(asked: FaultRun): Promise<Figure[]> {
  if (spawnSync('strace', ['--version']).status !== 0)
    return [{ what: WHAT, count: 0, bad: 0, skipped: 'strace is not installed here' }]
  const recorded = record(asked.memory, await buildDriver(asked.memory))
  const images = asked.scale === 'full' ? 1_000 : 60
  const cut = cutPower(asked, recorded, images)
  // The same with a database that flushes nothing after a commit: if no event were missed then, this would see nothing at all.
  const log = recorded.database
  const careless = recorded.operations.filter(
    ({ kind, ...rest }) => kind !== 'flush' || !('file' in rest) || rest.file !== log,
  )
  const control = cutPower(asked, { ...recorded, operations: careless }, Math.ceil(images / 10))
  const seen = `${control.length} of ${Math.ceil(images / 10)}`
  const figure = { what: WHAT, count: images, bad: cut.length }
  return [
    cut.length === 0 ? figure : { ...figure, detail: cut.slice(0, 3).join('\n') },
    {
      what: 'controls without a flush in which nothing was lost',
      count: 1,
      bad: control.length > 0 ? 0 : 1,
      detail: `${seen} lost something`,
    },
  ]
}

interface Recorded {
  readonly operations: readonly Operation[]
  /** The file that commits are flushed to: the write-ahead log. */
  readonly database: string
  /** What each event must be, by its id. */
  readonly rows: ReadonlyMap<number, string>
}

const EVENTS = 'SELECT * FROM events ORDER BY seq'

/** A whole run of the driver; the database is used by its main thread only, and so are the notes of what it was told. */
function record(folder: string, [program, ...args]: Command): Recorded {
  const place = path.join(folder, 'recorded')
  mkdirSync(place)
  const world = makeWorld(place)
  const trace = path.join(folder, 'writes.log')
  const calls = 'trace=pwrite64,write,ftruncate,fsync,fdatasync'
  const options = ['-y', '-xx', '-s', `${LONGEST_STRING}`, '-e', 'signal=none', '-e', calls, '-o', trace]
  const env = { PATH: '/usr/bin:/bin', HOME: path.join(place, 'user') }
  const ran = spawnSync('strace', [...options, program, ...args, place, 'patch'], { env, encoding: 'utf8' })
  if (ran.status !== 0) throw new Error(`The recorded run ended with ${ran.status}:\n${ran.stderr}`)
  const file = databaseFile(world.home)
  const files = [file, `${file}-wal`]
  const operations = readWriteLog(plainPaths(readFileSync(trace, 'latin1')), files, world.acks)
  const told = readAcks(world.acks).filter(({ kind }) => kind === 'event').length
  if (toldOf(operations).length !== told) throw new Error('Not everything that was told is in the record')
  return { operations, database: `${file}-wal`, rows: rowsOf(file) }
}

/** With -xx the paths of descriptors are printed as bytes, too. */
const plainPaths = (log: string): string =>
  log.replaceAll(
    /<((?:\\x[0-9a-f]{2})+)>/g,
    (_whole, hex: string) => `<${Buffer.from(hex.replaceAll('\\x', ''), 'hex').toString('utf8')}>`,
  )

function rowsOf(file: string): Map<number, string> {
  const connection = new DatabaseSync(file)
  try {
    if (connection.prepare('PRAGMA integrity_check').get()?.['integrity_check'] !== 'ok') throw new Error('damaged')
    const rows = connection.prepare(EVENTS).all()
    return new Map(rows.map((row) => [Number(row['seq']), JSON.stringify(row)]))
  } finally {
    connection.close()
  }
}

/** Ids of the events that were told. */
const toldOf = (operations: readonly Operation[]): number[] =>
  operations.flatMap((operation) => {
    if (operation.kind !== 'told') return []
    const acks = operation.text
      .trimEnd()
      .split('\n')
      .map((line): Ack => JSON.parse(line))
    return acks.flatMap((ack) => (ack.kind === 'event' ? [ack.id] : []))
  })

/** Sentences about the cuts that did harm. The moments are drawn, then gone through in order. */
function cutPower(
  { memory: folder, seed }: FaultRun,
  { operations, rows, database }: Recorded,
  images: number,
): string[] {
  const draw = drawFrom(seed)
  const moments = Array.from({ length: images }, () => 1 + draw.below(operations.length)).sort((a, b) => a - b)
  const disk = new Disk()
  const told: number[] = []
  const harm: string[] = []
  let at = 0
  for (const moment of moments) {
    for (const operation of operations.slice(at, moment)) {
      disk.apply(operation)
      told.push(...toldOf([operation]))
    }
    at = moment
    const problem = problemAfter(disk, draw, { folder, database, told, rows })
    if (problem !== null) harm.push(`after operation ${moment} of ${operations.length}: ${problem}`)
  }
  return harm
}

interface Expected {
  readonly folder: string
  readonly database: string
  readonly told: readonly number[]
  readonly rows: ReadonlyMap<number, string>
}

function problemAfter(disk: Disk, draw: Draw, { folder, database, told, rows }: Expected): string | null {
  const place = path.join(folder, 'image')
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place)
  const cut = draw.pick(CUTS)
  for (const [file, bytes] of disk.image(cut, draw)) writeFileSync(path.join(place, path.basename(file)), bytes)
  if (told.length === 0) return null
  try {
    const found = rowsOf(path.join(place, path.basename(database, '-wal')))
    const lost = told.filter((id) => found.get(id) !== rows.get(id))
    return lost.length === 0 ? null : `${cut}: ${lost.length} of ${told.length} events that were told are lost`
  } catch (error) {
    return `${cut}: ${error instanceof Error ? error.message : String(error)}`
  }
}
