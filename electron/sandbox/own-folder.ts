import path from 'node:path'
import type { Environment } from '../process/environment.ts'

/** A folder of a program's own: `variable` names it (with `below` under it), else `usual` in the home folder. */
export interface OwnFolder {
  variable?: string
  below?: string
  usual: string
}

/** Pure. Where it is for a program with this environment; null: it has no home either. */
export function placeOfFolder({ variable, below, usual }: OwnFolder, environment: Environment): string | null {
  const named = variable === undefined ? undefined : environment[variable]
  if (named) return path.join(named, below ?? '')
  const home = environment['HOME'] || environment['USERPROFILE']
  return home ? path.join(home, usual) : null
}

/** The four folders of a program that keeps to the XDG specification. */
export const xdgFolders = (name: string): OwnFolder[] => [
  { variable: 'XDG_CONFIG_HOME', below: name, usual: `.config/${name}` },
  { variable: 'XDG_DATA_HOME', below: name, usual: `.local/share/${name}` },
  { variable: 'XDG_STATE_HOME', below: name, usual: `.local/state/${name}` },
  { variable: 'XDG_CACHE_HOME', below: name, usual: `.cache/${name}` },
]
