import { lstatSync } from 'node:fs'
import os from 'node:os'
import type { Environment } from '../process/environment.ts'
import type { Machine } from './program.ts'

/** This machine, as the person's environment shows it. */
export const machineOf = (environment: Environment): Machine => ({
  ...{ platform: process.platform, environment },
  userFolder: environment['HOME'] ?? os.homedir(),
  exists: isThere,
})

/** Not followed: what Windows keeps for its own applications are links that lead to no file. */
function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false // A folder that is none, or not ours to look into: then it is not ours to start either.
  }
}
