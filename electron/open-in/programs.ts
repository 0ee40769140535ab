import { linuxPrograms } from './linux.ts'
import { macPrograms } from './macos.ts'
import type { Machine, Program } from './program.ts'
import { windowsPrograms } from './windows.ts'

/** The programs of this machine that can show a folder: the file manager, one terminal, and every editor that was found. Pure. */
export function programsOf(machine: Machine): Program[] {
  if (machine.platform === 'win32') return windowsPrograms(machine)
  return machine.platform === 'darwin' ? macPrograms(machine) : linuxPrograms(machine)
}
