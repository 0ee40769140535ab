import path from 'node:path'
import { editorName, editorWords, JETBRAINS, type Machine, onPath, type Program } from './program.ts'

const OPEN = '/usr/bin/open'
const TERMINALS = ['Ghostty', 'iTerm', 'kitty', 'WezTerm']
const EDITORS: readonly (readonly [id: string, name: string])[] = [
  ['vscode', 'Visual Studio Code'],
  ['vscodium', 'VSCodium'],
  ['zed', 'Zed'],
  ...JETBRAINS,
]

export function macPrograms(machine: Machine): Program[] {
  const terminal = TERMINALS.find((name) => appOf(machine, name) !== null)
  return [
    { id: 'files', kind: 'files', name: 'Finder', open: (folder) => ({ command: OPEN, args: [folder], cwd: folder }) },
    // Apple's own is always there.
    { ...opened('terminal', terminal ?? 'Terminal', terminal ?? 'Terminal'), kind: 'terminal' },
    ...EDITORS.flatMap(([id, name]) => {
      const app = appOf(machine, name)
      return app === null ? [] : [opened(id, name, app)]
    }),
    ...ownEditor(machine),
  ]
}

const opened = (id: string, name: string, app: string): Program => ({
  ...{ id, kind: 'editor', name },
  open: (folder) => ({ command: OPEN, args: ['-a', app, folder], cwd: folder }),
})

function appOf({ userFolder, exists }: Machine, name: string): string | null {
  const names = [name, `${name} CE`, `${name} Ultimate`, `${name} Professional Edition`]
  const folders = ['/Applications', path.posix.join(userFolder, 'Applications')]
  const files = names.flatMap((each) => folders.map((folder) => path.posix.join(folder, `${each}.app`)))
  return files.find(exists) ?? null
}

/** Terminal is given a line to run: the only text in this folder that a shell reads. */
const IN_TERMINAL = ['on run lines', 'tell application "Terminal" to do script (item 1 of lines)', 'end run']

function ownEditor(machine: Machine): Program[] {
  const [name, ...args] = editorWords(machine)
  if (name === undefined) return []
  const editor = path.posix.isAbsolute(name) ? (machine.exists(name) ? name : null) : onPath(machine, name)
  if (editor === null) return []
  const open: Program['open'] = (folder) => ({
    command: '/usr/bin/osascript',
    args: [
      ...IN_TERMINAL.flatMap((line) => ['-e', line]),
      `cd ${quoted(folder)} && exec ${[editor, ...args].map(quoted).join(' ')} .`,
    ],
    cwd: folder,
  })
  return [{ id: 'editor', kind: 'editor', name: editorName(name), open }]
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`
