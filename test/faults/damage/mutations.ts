import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Draw } from '../random.ts'
import { fileIn, type Image } from './images.ts'

const SECTOR_BYTES = 512
const MOST_BITS = 3

/** What happens to the files of a folder that nobody has open. */
export interface Mutation {
  readonly name: string
  /** Which image it makes sense on. */
  readonly of: Image['name']
  /** The file that is damaged, for the figures. */
  readonly where: 'database' | 'log'
  damage(folder: string, draw: Draw): void
}

function change(file: string, edit: (bytes: Buffer) => Buffer): void {
  writeFileSync(file, edit(readFileSync(file)))
}

const flip = (file: string, draw: Draw): void =>
  change(file, (bytes) => {
    for (let bits = 1 + draw.below(MOST_BITS); bits > 0; bits--) {
      const at = draw.below(bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << draw.below(8))
    }
    return bytes
  })

const zero = (file: string, draw: Draw): void =>
  change(file, (bytes) => {
    const from = draw.below(Math.ceil(bytes.length / SECTOR_BYTES)) * SECTOR_BYTES
    return bytes.fill(0, from, from + SECTOR_BYTES)
  })

const truncate = (file: string, draw: Draw): void =>
  change(file, (bytes) => bytes.subarray(0, draw.below(bytes.length)))

function onDatabase(of: Image['name']): Mutation[] {
  const database = (damage: (file: string, draw: Draw) => void) => (folder: string, draw: Draw) =>
    damage(fileIn(folder), draw)
  return [
    { name: 'flipped bits', of, where: 'database', damage: database(flip) },
    { name: 'a zeroed sector', of, where: 'database', damage: database(zero) },
    { name: 'a truncated end', of, where: 'database', damage: database(truncate) },
  ]
}

/** `older`: a folder that holds the database as it was before. */
export function mutations(older: string): Mutation[] {
  const log = (damage: (file: string, draw: Draw) => void) => (folder: string, draw: Draw) =>
    damage(`${fileIn(folder)}-wal`, draw)
  const replace = (folder: string): void => {
    rmSync(`${fileIn(folder)}-wal`, { force: true })
    copyFileSync(fileIn(older), fileIn(folder))
  }
  return [
    ...onDatabase('clean'),
    ...onDatabase('killed'),
    { name: 'flipped bits', of: 'killed', where: 'log', damage: log(flip) },
    { name: 'a zeroed sector', of: 'killed', where: 'log', damage: log(zero) },
    { name: 'a truncated end', of: 'killed', where: 'log', damage: log(truncate) },
    { name: 'deleted', of: 'killed', where: 'log', damage: log((file) => existsSync(file) && rmSync(file)) },
    { name: 'replaced by an older copy', of: 'clean', where: 'database', damage: replace },
    { name: 'replaced by an older copy', of: 'killed', where: 'database', damage: replace },
  ]
}
