import { accessSync, constants, existsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Refusal } from '../shared/result.ts'
import { networkOf } from './folder-kind.ts'
import { databaseFile } from './home.ts'

/** Why this folder, or the one in which it would be made, cannot hold the data; null where nothing is in the way. Writes nothing. */
export function dataFolderProblem(home: string): Refusal | null {
  let existing = home
  while (!existsSync(existing)) existing = path.dirname(existing)
  const elsewhere = 'or set TRIPTYCH_HOME to a folder of yours.'
  if (!statSync(existing).isDirectory()) {
    const message = `The data folder cannot be ${home}: ${existing} is not a folder.`
    return { code: 'data_folder', message, remedy: `Move it away, ${elsewhere}` }
  }
  const network = networkOf(home)
  if (network !== null) {
    const message = `The data folder cannot be ${home}: it is on ${network}, where another machine could use it at the same time without either noticing.`
    return { code: 'data_folder', message, remedy: 'Set TRIPTYCH_HOME to a folder on a disk of this machine.' }
  }
  try {
    accessSync(existing, constants.R_OK | constants.W_OK | constants.X_OK)
    if (existsSync(databaseFile(home))) accessSync(databaseFile(home), constants.R_OK | constants.W_OK)
    return null
  } catch {
    const message = `The data folder ${home} cannot be read and written.`
    return { code: 'data_folder', message, remedy: `Give yourself permission for ${existing}, ${elsewhere}` }
  }
}
