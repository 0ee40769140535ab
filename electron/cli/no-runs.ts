import { existsSync } from 'node:fs'
import type { Refusal } from '../../shared/result.ts'
import { databaseFile } from '../home.ts'
import { highWaterFile } from '../store/high-water.ts'
import type { Session } from './work-session.ts'

/** Whether anything was ever saved here. A database that is gone has left its mark, and opening the folder tells of the loss. */
export const isBegun = (home: string): boolean =>
  [databaseFile(home), highWaterFile(databaseFile(home))].some((file) => existsSync(file))

/** Where nothing was ever run, looking something up must not make a data folder. */
export function noRuns({ home, program }: Pick<Session, 'home' | 'program'>, prefix: string): Refusal | null {
  if (isBegun(home)) return null
  return {
    code: 'not_found',
    message: `Nothing has an id that begins with ${prefix}: there are no runs in ${home}.`,
    remedy: `Start one: ${program} help run. Another data folder is chosen with TRIPTYCH_HOME.`,
  }
}
