import { accessSync, constants, mkdirSync } from 'node:fs'
import path from 'node:path'
import { dataFolderProblem } from '../data-folder-problem.ts'
import * as TEXT from './texts.ts'

/**
 * Why nobody could hold the application's lock, which lies in `<home>/electron`: it is no folder, or cannot be written. Null: another
 * Triptych holds it.
 */
export function lockProblem(home: string): string | null {
  const problem = dataFolderProblem(home)
  if (problem !== null) return `${problem.message} ${problem.remedy}`
  const folder = path.join(home, 'electron')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK | constants.X_OK)
    return null
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return TEXT.cannotBeWritten(folder, why)
  }
}
