import { accessSync, closeSync, constants, openSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Environment } from '../process/environment.ts'

/** What is really started. */
export interface Executable {
  /** Absolute. */
  command: string
  /** Put before the agent's own arguments. */
  leadingArgs: string[]
  /** The file that was found, links followed. */
  file: string
}

function isExecutableFile(file: string, platform: NodeJS.Platform): boolean {
  try {
    accessSync(file, platform === 'win32' ? constants.F_OK : constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false // Not there, or not ours to run: the search goes on.
  }
}

/** Relative entries of PATH are never followed, for they would point into the repository. */
const pathFolders = (environment: Environment): string[] =>
  (environment['PATH'] ?? environment['Path'] ?? '').split(path.delimiter).filter(path.isAbsolute)

function findOnPath(name: string, environment: Environment, platform: NodeJS.Platform): string | null {
  const endings = platform === 'win32' ? ['.exe', '.com'] : ['']
  for (const folder of pathFolders(environment)) {
    const found = endings
      .map((ending) => path.join(folder, name + ending))
      .find((file) => isExecutableFile(file, platform))
    if (found !== undefined) return found
  }
  return null
}

const packageSchema = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) })

/**
 * The script that a globally installed npm package gives a name. On Windows npm puts batch files on PATH, which cannot be started
 * without a shell, and the packages in a folder beside them.
 */
function findNpmScript(name: string, npmPackage: string, environment: Environment): string | null {
  for (const folder of pathFolders(environment)) {
    const root = path.join(folder, 'node_modules', npmPackage)
    try {
      const { bin } = packageSchema.parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')))
      const script = typeof bin === 'string' ? bin : bin[name]
      if (script !== undefined) return path.join(root, script)
    } catch {
      // Not installed here, or not readable: the search goes on.
    }
  }
  return null
}

const SCRIPT_ENDINGS = ['.js', '.mjs', '.cjs', '.ts']

/** Whether the file is a program for Node: by its ending, or by its first line. */
function isNodeScript(file: string): boolean {
  if (SCRIPT_ENDINGS.includes(path.extname(file))) return true
  const handle = openSync(file, 'r')
  try {
    const start = Buffer.alloc(128)
    const firstLine = start.toString('latin1', 0, readSync(handle, start)).split('\n')[0] ?? ''
    return /^#!.*\bnode\b/.test(firstLine)
  } finally {
    closeSync(handle)
  }
}

/**
 * Finds a command: a bare name on PATH, or an absolute path. Programs for Node are run with this very Node, which may be
 * newer than the one on PATH, or the only one. `npmPackage`: where its script is found if PATH has only npm's batch file.
 */
export function findExecutable(
  command: string,
  environment: Environment,
  npmPackage: string | null = null,
  platform: NodeJS.Platform = process.platform,
): Executable | null {
  const inPackage = platform === 'win32' ? npmPackage : null
  const found = path.isAbsolute(command)
    ? command
    : (findOnPath(command, environment, platform) ??
      (inPackage === null ? null : findNpmScript(command, inPackage, environment)))
  if (found === null) return null
  const script = SCRIPT_ENDINGS.includes(path.extname(found))
  if (!(script ? statSync(found, { throwIfNoEntry: false })?.isFile() : isExecutableFile(found, platform))) return null
  const file = realpathSync(found)
  if (isNodeScript(file)) return { command: process.execPath, leadingArgs: [file], file }
  return { command: found, leadingArgs: [], file }
}
