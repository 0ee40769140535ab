import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
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

function isExecutableFile(file: string): boolean {
  try {
    accessSync(file, process.platform === 'win32' ? constants.F_OK : constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false // Not there, or not ours to run: the search goes on.
  }
}

/** The first match on PATH; relative entries of PATH are never followed, for they would point into the repository. */
function findOnPath(name: string, environment: Environment): string | null {
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(path.delimiter).filter(path.isAbsolute)
  const endings = process.platform === 'win32' ? ['.exe', '.com'] : ['']
  for (const folder of folders) {
    const found = endings.map((ending) => path.join(folder, name + ending)).find(isExecutableFile)
    if (found !== undefined) return found
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
 * newer than the one on PATH, or the only one.
 */
export function findExecutable(command: string, environment: Environment): Executable | null {
  const found = path.isAbsolute(command) ? command : findOnPath(command, environment)
  if (found === null) return null
  const script = path.isAbsolute(command) && SCRIPT_ENDINGS.includes(path.extname(command))
  if (!(script ? statSync(found, { throwIfNoEntry: false })?.isFile() : isExecutableFile(found))) return null
  const file = realpathSync(found)
  if (isNodeScript(file)) return { command: process.execPath, leadingArgs: [file], file }
  return { command: found, leadingArgs: [], file }
}
