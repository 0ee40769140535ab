import path from 'node:path'
import type { Environment } from '../process/environment.ts'
import { type Launch, type Machine, onPath } from './program.ts'

/** The shell that the person works with, in a folder. Pure. */
export function personShell(machine: Machine, folder: string): Launch {
  return { command: shellOf(machine), args: [], cwd: folder }
}

function shellOf(machine: Machine): string {
  const { platform, environment, exists } = machine
  if (platform === 'win32') {
    const system = environment['SYSTEMROOT'] ?? environment['SystemRoot'] ?? 'C:\\Windows'
    const old = path.win32.join(system, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
    const last = environment['COMSPEC'] ?? environment['ComSpec'] ?? path.win32.join(system, 'System32', 'cmd.exe')
    return onPath(machine, 'pwsh') ?? (exists(old) ? old : last)
  }
  const own = environment['SHELL'] ?? ''
  return path.posix.isAbsolute(own) && exists(own) ? own : '/bin/sh'
}

/**
 * An agent may have written the worktree's git configuration. Hooks and the file system monitor it names would run with the prompt of
 * many shells; here they do not.
 */
export function shellEnvironment(environment: Environment, platform: NodeJS.Platform): Environment {
  const nothing = platform === 'win32' ? 'NUL' : '/dev/null'
  return {
    ...environment,
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'core.fsmonitor',
    GIT_CONFIG_VALUE_0: 'false',
    GIT_CONFIG_KEY_1: 'core.hooksPath',
    GIT_CONFIG_VALUE_1: nothing,
  }
}
