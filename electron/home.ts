import os from 'node:os'
import path from 'node:path'

/**
 * The data folder (docs/contracts.md, section 7), absolute. `TRIPTYCH_HOME` goes first; a relative one counts from the working
 * folder. Makes nothing.
 */
export function dataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  userFolder: string = os.homedir(),
): string {
  const named = env['TRIPTYCH_HOME']
  if (named) return path.resolve(named)
  if (platform === 'win32') {
    return path.win32.join(env['LOCALAPPDATA'] || path.win32.join(userFolder, 'AppData', 'Local'), 'Triptych')
  }
  if (platform === 'darwin') return path.posix.join(userFolder, 'Library', 'Application Support', 'Triptych')
  const shared = env['XDG_DATA_HOME']
  // The XDG specification: a relative path is to be ignored.
  const base = shared && path.posix.isAbsolute(shared) ? shared : path.posix.join(userFolder, '.local', 'share')
  return path.posix.join(base, 'triptych')
}

/** The one database file of a data folder. */
export const databaseFile = (home: string): string => path.join(home, 'triptych.sqlite')
