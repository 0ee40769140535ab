import type { Environment } from './environment.ts'

/** How a command line is started as a shell of the system would. */
export interface ShellLaunch {
  command: string
  args: readonly string[]
  /** Windows: the arguments are passed on as they are, because cmd.exe has quotation rules of its own. */
  isVerbatim: boolean
  /** Leads a process group of its own, so that all of it can be ended at once. Windows has none. */
  leadsGroup: boolean
}

/** The line is the shell's to read: nothing of it is quoted or changed by us, on no system. */
export function shellLaunch(line: string, environment: Environment, platform: NodeJS.Platform): ShellLaunch {
  if (platform === 'win32') {
    const command = environment['COMSPEC'] ?? environment['ComSpec'] ?? 'cmd.exe'
    // With /s cmd.exe takes off the outermost quotation marks and leaves all others; /d runs nothing of the person's own.
    return { command, args: ['/d', '/s', '/c', `"${line}"`], isVerbatim: true, leadsGroup: false }
  }
  // The outer shell joins both streams into one pipe, so that lines keep the order in which they were written.
  const args = ['-c', 'exec /bin/sh -c "$1" 2>&1', 'sh', line]
  return { command: '/bin/sh', args, isVerbatim: false, leadsGroup: true }
}
