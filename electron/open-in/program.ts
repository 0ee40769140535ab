import path from 'node:path'
import type { ProgramKind } from '../../shared/views.ts'
import type { Environment } from '../process/environment.ts'

/** What is looked at to find programs. Everything that is decided from it is pure. */
export interface Machine {
  platform: NodeJS.Platform
  environment: Environment
  /** The person's home folder. */
  userFolder: string
  /** Whether there is something at an absolute path. */
  exists(file: string): boolean
}

/** How a program is started. No shell reads any of it. */
export interface Launch {
  command: string
  args: readonly string[]
  cwd: string
}

/** A program of this machine that shows a folder. */
export interface Program {
  /** Stable; the window names it by this. */
  id: string
  kind: ProgramKind
  /** As the person knows it. */
  name: string
  open(folder: string): Launch
}

/** A command of PATH, absolute; null if it is not there. Relative entries are never followed: they would point into a worktree. */
export function onPath({ platform, environment, exists }: Machine, name: string): string | null {
  const { join, isAbsolute, delimiter } = platform === 'win32' ? path.win32 : path.posix
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter(isAbsolute)
  const ending = platform === 'win32' ? '.exe' : ''
  return folders.map((folder) => join(folder, `${name}${ending}`)).find(exists) ?? null
}

/** `VISUAL`, else `EDITOR`, as words; empty where neither is set. */
export function editorWords({ environment }: Machine): string[] {
  return (environment['VISUAL'] || environment['EDITOR'] || '').split(/\s+/).filter((word) => word !== '')
}

/** The program's own name for `$EDITOR`: `nvim`, not where it lies. */
export const editorName = (command: string): string =>
  command
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\.exe$/i, '') ?? command

/** The editors of JetBrains: what each is called, and the command that its tools put on PATH. */
export const JETBRAINS: readonly (readonly [id: string, name: string])[] = [
  ['idea', 'IntelliJ IDEA'],
  ['webstorm', 'WebStorm'],
  ['pycharm', 'PyCharm'],
  ['goland', 'GoLand'],
  ['rustrover', 'RustRover'],
  ['clion', 'CLion'],
  ['phpstorm', 'PhpStorm'],
  ['rubymine', 'RubyMine'],
  ['rider', 'Rider'],
]
