import path from 'node:path'
import type { Environment } from '../process/environment.ts'
import { type OwnFolder, placeOfFolder } from '../sandbox/own-folder.ts'

/** What a log-in of an agent leaves behind. Only names are looked at, never a value. */
export interface LoginTraces {
  /** Keys in its environment; one that is set is enough. */
  variables: readonly string[]
  folder?: OwnFolder
  /** Files in the folder that a log-in writes. */
  files?: readonly string[]
  /**
   * Without any of these it is unknown whether it is logged in; or, on the systems named, it certainly is not, unless one of
   * the files is in the folder, which may bring a log-in of its own.
   */
  otherwise: 'unknown' | { unlessAnyOf: readonly string[]; on: readonly NodeJS.Platform[] }
}

export type LoginState =
  /** `by`: the variable or the file that shows it. */
  { state: 'ready'; by: string } | { state: 'login_needed' | 'login_unknown' }

/** Where to look. */
export interface LoginPlace {
  /** As the agent will get it. */
  environment: Environment
  exists(file: string): boolean
  platform: NodeJS.Platform
}

/** Pure but for `exists`. Whether an installed agent is logged in, as far as that shows without starting it. */
export function loginState(traces: LoginTraces | null, { environment, exists, platform }: LoginPlace): LoginState {
  if (traces === null) return { state: 'login_unknown' }
  const variable = traces.variables.find((name) => (environment[name] ?? '') !== '')
  if (variable !== undefined) return { state: 'ready', by: variable }
  const folder = traces.folder === undefined ? null : placeOfFolder(traces.folder, environment)
  if (folder === null) return { state: 'login_unknown' }
  const inFolder = (name: string): string => path.join(folder, name)
  const file = traces.files?.map(inFolder).find(exists)
  if (file !== undefined) return { state: 'ready', by: file }
  const { otherwise } = traces
  const certain =
    otherwise !== 'unknown' && otherwise.on.includes(platform) && !otherwise.unlessAnyOf.map(inFolder).some(exists)
  return { state: certain ? 'login_needed' : 'login_unknown' }
}
