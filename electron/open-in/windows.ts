import path from 'node:path'
import { editorName, editorWords, JETBRAINS, type Machine, onPath, type Program } from './program.ts'

const { join, isAbsolute } = path.win32
/** What the Toolbox calls the folder of an editor, where that is not its name. */
const TOOLBOX_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  idea: ['IntelliJ IDEA Ultimate', 'IntelliJ IDEA Community Edition', 'IntelliJ IDEA'],
  pycharm: ['PyCharm Professional', 'PyCharm Community', 'PyCharm'],
}

export function windowsPrograms(machine: Machine): Program[] {
  const { environment } = machine
  const system = environment['SYSTEMROOT'] ?? environment['SystemRoot'] ?? 'C:\\Windows'
  const explorer = join(system, 'explorer.exe')
  const open: Program['open'] = (folder) => ({ command: explorer, args: [folder], cwd: folder })
  return [
    { id: 'files', kind: 'files', name: 'File Explorer', open },
    terminal(machine, system),
    ...editors(machine),
    ...ownEditor(machine),
  ]
}

/** Windows Terminal where it is installed; PowerShell comes with the system. */
function terminal(machine: Machine, system: string): Program {
  const modern = windowsTerminal(machine)
  const shell = join(system, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
  return {
    id: 'terminal',
    kind: 'terminal',
    name: modern === null ? 'PowerShell' : 'Terminal',
    open: (folder) =>
      modern === null
        ? { command: shell, args: ['-NoLogo'], cwd: folder }
        : { command: modern, args: ['-d', folder], cwd: folder },
  }
}

const windowsTerminal = (machine: Machine): string | null =>
  onPath(machine, 'wt') ?? firstOf(machine, [inFolder(machine, 'LOCALAPPDATA', 'Microsoft', 'WindowsApps', 'wt.exe')])

function editors(machine: Machine): Program[] {
  const programs = (...names: string[]): string[] => [
    inFolder(machine, 'LOCALAPPDATA', 'Programs', ...names),
    inFolder(machine, 'PROGRAMFILES', ...names),
  ]
  const found: (readonly [id: string, name: string, file: string | null])[] = [
    ['vscode', 'Visual Studio Code', firstOf(machine, programs('Microsoft VS Code', 'Code.exe'))],
    ['vscodium', 'VSCodium', firstOf(machine, programs('VSCodium', 'VSCodium.exe'))],
    ['zed', 'Zed', firstOf(machine, programs('Zed', 'Zed.exe'))],
    ...JETBRAINS.map(([id, name]) => {
      const folders = TOOLBOX_FOLDERS[id] ?? [name]
      return [
        id,
        name,
        firstOf(
          machine,
          folders.flatMap((each) => programs(each, 'bin', `${id}64.exe`)),
        ),
      ] as const
    }),
  ]
  return found.flatMap(([id, name, command]): Program[] => {
    if (command === null) return []
    return [{ id, kind: 'editor', name, open: (folder) => ({ command, args: [folder], cwd: folder }) }]
  })
}

/** A program for a console gets one of its own, as everything that is started apart from us does. */
function ownEditor(machine: Machine): Program[] {
  const [name, ...args] = editorWords(machine)
  if (name === undefined) return []
  const command = isAbsolute(name) ? firstOf(machine, [name]) : onPath(machine, name)
  if (command === null) return []
  const open: Program['open'] = (folder) => ({ command, args: [...args, '.'], cwd: folder })
  return [{ id: 'editor', kind: 'editor', name: editorName(name), open }]
}

/** Empty, and so never there, where Windows does not say where the folder is. */
function inFolder({ environment }: Machine, variable: string, ...names: string[]): string {
  const folder = environment[variable] ?? environment[variable === 'PROGRAMFILES' ? 'ProgramFiles' : variable]
  return folder ? join(folder, ...names) : ''
}

const firstOf = ({ exists }: Machine, files: readonly string[]): string | null =>
  files.find((file) => file !== '' && exists(file)) ?? null
