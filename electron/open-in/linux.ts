import path from 'node:path'
import { editorName, editorWords, JETBRAINS, type Machine, onPath, type Program } from './program.ts'

/** Terminals, best first: how each is told its folder, and what stands before a command that it is to run. */
const TERMINALS: readonly { name: string; title: string; folder: (folder: string) => string[]; run: string[] }[] = [
  { name: 'ghostty', title: 'Ghostty', folder: (folder) => [`--working-directory=${folder}`], run: ['-e'] },
  { name: 'kitty', title: 'kitty', folder: (folder) => ['--directory', folder], run: [] },
  { name: 'wezterm', title: 'WezTerm', folder: (folder) => ['start', '--cwd', folder], run: ['--'] },
  { name: 'alacritty', title: 'Alacritty', folder: (folder) => ['--working-directory', folder], run: ['-e'] },
  { name: 'foot', title: 'foot', folder: (folder) => [`--working-directory=${folder}`], run: [] },
  {
    name: 'ptyxis',
    title: 'Ptyxis',
    folder: (folder) => ['--new-window', `--working-directory=${folder}`],
    run: ['--'],
  },
  { name: 'kgx', title: 'Console', folder: (folder) => [`--working-directory=${folder}`], run: ['--'] },
  { name: 'gnome-terminal', title: 'Terminal', folder: (folder) => [`--working-directory=${folder}`], run: ['--'] },
  { name: 'konsole', title: 'Konsole', folder: (folder) => ['--workdir', folder], run: ['-e'] },
  { name: 'xfce4-terminal', title: 'Terminal', folder: (folder) => [`--working-directory=${folder}`], run: ['-x'] },
  // These begin where they are started.
  { name: 'x-terminal-emulator', title: 'Terminal', folder: () => [], run: ['-e'] },
  { name: 'xterm', title: 'xterm', folder: () => [], run: ['-e'] },
]

const EDITORS: readonly (readonly [id: string, name: string, ...commands: string[]])[] = [
  ['vscode', 'Visual Studio Code', 'code', 'code-insiders'],
  ['vscodium', 'VSCodium', 'codium'],
  ['zed', 'Zed', 'zed', 'zeditor', 'zedit'],
]

export function linuxPrograms(machine: Machine): Program[] {
  const terminal = terminalOf(machine)
  return [
    ...fileManager(machine),
    ...(terminal ? [terminal.program] : []),
    ...editors(machine),
    ...ownEditor(machine, terminal),
  ]
}

function fileManager(machine: Machine): Program[] {
  const command = onPath(machine, 'xdg-open')
  if (command === null) return []
  return [
    { id: 'files', kind: 'files', name: 'File manager', open: (folder) => ({ command, args: [folder], cwd: folder }) },
  ]
}

interface Terminal {
  program: Program
  /** The start of a command line that runs a command in the folder. */
  running(folder: string): { command: string; args: string[] }
}

/** The one that `TERMINAL` names, where it is one that we know; else the first that is there. */
function terminalOf(machine: Machine): Terminal | null {
  const wished = machine.environment['TERMINAL']?.split('/').at(-1)
  const sorted = TERMINALS.toSorted((one, other) => Number(other.name === wished) - Number(one.name === wished))
  for (const { name, title, folder: folderArgs, run } of sorted) {
    const command = onPath(machine, name)
    if (command === null) continue
    const open: Program['open'] = (folder) => ({ command, args: folderArgs(folder), cwd: folder })
    return {
      program: { id: 'terminal', kind: 'terminal', name: title, open },
      running: (folder) => ({ command, args: [...folderArgs(folder), ...run] }),
    }
  }
  return null
}

function editors(machine: Machine): Program[] {
  const scripts = path.posix.join(machine.userFolder, '.local/share/JetBrains/Toolbox/scripts')
  const ofToolbox = (id: string): string | null => {
    const file = path.posix.join(scripts, id)
    return machine.exists(file) ? file : null
  }
  const found = [
    ...EDITORS.map(
      ([id, name, ...commands]) => [id, name, first(commands.map((each) => onPath(machine, each)))] as const,
    ),
    ...JETBRAINS.map(([id, name]) => [id, name, onPath(machine, id) ?? ofToolbox(id)] as const),
  ]
  return found.flatMap(([id, name, command]): Program[] => {
    if (command === null) return []
    return [{ id, kind: 'editor', name, open: (folder) => ({ command, args: [folder], cwd: folder }) }]
  })
}

const first = (found: readonly (string | null)[]): string | null => found.find((each) => each !== null) ?? null

function ownEditor(machine: Machine, terminal: Terminal | null): Program[] {
  const [name, ...args] = editorWords(machine)
  if (name === undefined || terminal === null) return []
  const editor = path.posix.isAbsolute(name) ? (machine.exists(name) ? name : null) : onPath(machine, name)
  if (editor === null) return []
  const open: Program['open'] = (folder) => {
    const { command, args: before } = terminal.running(folder)
    return { command, args: [...before, editor, ...args, '.'], cwd: folder }
  }
  return [{ id: 'editor', kind: 'editor', name: editorName(name), open }]
}
