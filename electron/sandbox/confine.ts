import { readFileSync, realpathSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Environment } from '../process/environment.ts'
import { bubblewrapArguments } from './bubblewrap.ts'
import { type Bubblewrap, isRoot } from './probe.ts'
import { type Confined, type LookUp, sandboxPlan } from './sandbox-plan.ts'

export interface Program {
  /** Absolute. */
  command: string
  args: readonly string[]
  env: Record<string, string>
}

/** In which sandbox a program is started, and what it may do there. */
export interface Inside {
  by: Bubblewrap
  confined: Omit<Confined, 'homes'>
}

/** The same program inside the sandbox. What lies where is looked up now, so that it is as it is when the program starts. */
export function confine(program: Program, { by, confined }: Inside): Program {
  const { TMPDIR: _theirs, TMP: _tmp, TEMP: _temp, ...env } = program.env
  const needed = [...confined.needed, program.command, ...pathFolders(env), ...objectsOf(confined.gitDir)]
  const homes = [os.homedir(), ...(env['HOME'] ? [env['HOME']] : [])]
  const plan = sandboxPlan({ ...confined, needed, homes }, lookUp)
  return {
    command: by.program,
    args: [...bubblewrapArguments(plan, isRoot()), ...by.limits, program.command, ...program.args],
    env: { ...env, TMPDIR: '/tmp' },
  }
}

/** What is in a `bin` may be a link into the folder beside it. */
const pathFolders = (env: Environment): string[] =>
  (env['PATH'] ?? '')
    .split(path.delimiter)
    .filter(path.isAbsolute)
    .flatMap((folder) => (path.basename(folder) === 'bin' ? [path.dirname(folder), folder] : [folder]))

const lookUp: LookUp = (wanted) => {
  try {
    return { realPath: realpathSync(wanted), kind: statSync(wanted).isDirectory() ? 'folder' : 'file' }
  } catch {
    return null // Not there, or not ours to see: then the child does not see it either.
  }
}

/** The person's objects that the throw-away repository borrows; without them git could read no history. */
function objectsOf(gitDir: string): string[] {
  try {
    const text = readFileSync(path.join(gitDir, 'objects/info/alternates'), 'utf8')
    return text.split('\n').flatMap((line) => (line.startsWith('"') ? [String(JSON.parse(line))] : []))
  } catch {
    return [] // It borrows none.
  }
}
