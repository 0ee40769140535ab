import { describe, expect, test } from 'vitest'
import { programEnvironment } from '../../electron/open-in/launch.ts'
import { personShell, shellEnvironment } from '../../electron/open-in/person-shell.ts'
import type { Machine } from '../../electron/open-in/program.ts'
import { programsOf } from '../../electron/open-in/programs.ts'

type Environment = Machine['environment']

const LINUX_HOME = '/home/ann'
const linux = (there: readonly string[], environment: Environment = {}): Machine => ({
  platform: 'linux',
  environment: { PATH: '/opt/bin:/usr/bin', ...environment },
  userFolder: LINUX_HOME,
  exists: (file) => there.includes(file),
})
const mac = (there: readonly string[], environment: Environment = {}): Machine => ({
  ...linux(there, environment),
  platform: 'darwin',
  userFolder: '/Users/ann',
})
const windows = (there: readonly string[], environment: Environment = {}): Machine => ({
  ...linux(there),
  platform: 'win32',
  userFolder: 'C:\\Users\\ann',
  environment: {
    Path: 'C:\\tools;C:\\Windows',
    SystemRoot: 'C:\\Windows',
    LOCALAPPDATA: 'C:\\Users\\ann\\AppData\\Local',
    ProgramFiles: 'C:\\Program Files',
    ...environment,
  },
})

/** Each program as `id (name): command line in folder`. */
function listed(machine: Machine, folder: string): string[] {
  return programsOf(machine).map(({ id, name, open }) => {
    const { command, args, cwd } = open(folder)
    return `${id} (${name}): ${[command, ...args].join(' ')}${cwd === folder ? '' : ` in ${cwd}`}`
  })
}

describe('Linux', () => {
  const FOLDER = '/data/worktrees/3f9c 2a10'

  test.each<{ what: string; machine: Machine; found: string[] }>([
    { what: 'nothing is there', machine: linux([]), found: [] },
    {
      what: 'the file manager of the desktop',
      machine: linux(['/usr/bin/xdg-open']),
      found: [`files (File manager): /usr/bin/xdg-open ${FOLDER}`],
    },
    {
      what: 'one terminal, the better one',
      machine: linux(['/usr/bin/xterm', '/usr/bin/konsole']),
      found: [`terminal (Konsole): /usr/bin/konsole --workdir ${FOLDER}`],
    },
    {
      what: 'the terminal that the person named',
      machine: linux(['/usr/bin/kitty', '/usr/bin/konsole'], { TERMINAL: '/usr/bin/konsole' }),
      found: [`terminal (Konsole): /usr/bin/konsole --workdir ${FOLDER}`],
    },
    {
      what: 'a named terminal that we do not know is not guessed at',
      machine: linux(['/usr/bin/myterm', '/usr/bin/xterm'], { TERMINAL: 'myterm' }),
      found: ['terminal (xterm): /usr/bin/xterm'],
    },
    {
      what: 'every editor, on PATH or of the Toolbox',
      machine: linux([
        ...['/opt/bin/code', '/usr/bin/codium', '/usr/bin/zeditor', '/usr/bin/idea'],
        '/home/ann/.local/share/JetBrains/Toolbox/scripts/pycharm',
      ]),
      found: [
        `vscode (Visual Studio Code): /opt/bin/code ${FOLDER}`,
        `vscodium (VSCodium): /usr/bin/codium ${FOLDER}`,
        `zed (Zed): /usr/bin/zeditor ${FOLDER}`,
        `idea (IntelliJ IDEA): /usr/bin/idea ${FOLDER}`,
        `pycharm (PyCharm): /home/ann/.local/share/JetBrains/Toolbox/scripts/pycharm ${FOLDER}`,
      ],
    },
    {
      what: '$EDITOR in the terminal, with its arguments',
      machine: linux(['/usr/bin/gnome-terminal', '/usr/bin/nvim'], { EDITOR: 'nvim -R' }),
      found: [
        `terminal (Terminal): /usr/bin/gnome-terminal --working-directory=${FOLDER}`,
        `editor (nvim): /usr/bin/gnome-terminal --working-directory=${FOLDER} -- /usr/bin/nvim -R .`,
      ],
    },
    {
      what: '$VISUAL goes before $EDITOR',
      machine: linux(['/usr/bin/xterm', '/usr/bin/hx', '/usr/bin/vi'], { EDITOR: 'vi', VISUAL: '/usr/bin/hx' }),
      found: ['terminal (xterm): /usr/bin/xterm', 'editor (hx): /usr/bin/xterm -e /usr/bin/hx .'],
    },
    {
      what: '$EDITOR without a terminal, or that is not there',
      machine: linux(['/usr/bin/vi'], { EDITOR: 'vi', VISUAL: '' }),
      found: [],
    },
    {
      what: 'a relative entry of PATH, which would be the worktree, is not followed',
      machine: { ...linux(['code', './code', '/usr/bin/xdg-open']), environment: { PATH: '.:bin::' } },
      found: [],
    },
  ])('$what', ({ machine, found }) => {
    expect(listed(machine, FOLDER)).toEqual(found)
  })
})

describe('macOS', () => {
  const FOLDER = "/Users/ann/Library/it's here"

  test.each<{ what: string; machine: Machine; found: string[] }>([
    {
      what: 'Finder and Terminal are always there',
      machine: mac([]),
      found: [`files (Finder): /usr/bin/open ${FOLDER}`, `terminal (Terminal): /usr/bin/open -a Terminal ${FOLDER}`],
    },
    {
      what: 'applications of the machine and of the person',
      machine: mac([
        ...['/Applications/iTerm.app', '/Applications/Visual Studio Code.app', '/Users/ann/Applications/Zed.app'],
        '/Applications/PyCharm CE.app',
      ]),
      found: [
        `files (Finder): /usr/bin/open ${FOLDER}`,
        `terminal (iTerm): /usr/bin/open -a iTerm ${FOLDER}`,
        `vscode (Visual Studio Code): /usr/bin/open -a /Applications/Visual Studio Code.app ${FOLDER}`,
        `zed (Zed): /usr/bin/open -a /Users/ann/Applications/Zed.app ${FOLDER}`,
        `pycharm (PyCharm): /usr/bin/open -a /Applications/PyCharm CE.app ${FOLDER}`,
      ],
    },
  ])('$what', ({ machine, found }) => {
    expect(listed(machine, FOLDER)).toEqual(found)
  })

  test('$EDITOR in Terminal: what its shell reads is quoted', () => {
    const programs = programsOf(mac(['/opt/bin/vim'], { EDITOR: "vim -c x'y" }))
    const { args } = programs.find(({ id }) => id === 'editor')?.open(FOLDER) ?? { args: [] }
    expect(args.at(-1)).toBe(`cd '/Users/ann/Library/it'\\''s here' && exec '/opt/bin/vim' '-c' 'x'\\''y' .`)
  })
})

describe('Windows', () => {
  const FOLDER = 'C:\\Users\\ann\\AppData\\Local\\Triptych\\worktrees\\3f9c2a10'
  const LOCAL = 'C:\\Users\\ann\\AppData\\Local'
  const EXPLORER = `files (File Explorer): C:\\Windows\\explorer.exe ${FOLDER}`
  const POWERSHELL = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'

  test.each<{ what: string; machine: Machine; found: string[] }>([
    {
      what: 'Explorer and PowerShell are always there',
      machine: windows([]),
      found: [EXPLORER, `terminal (PowerShell): ${POWERSHELL} -NoLogo`],
    },
    {
      what: 'Windows Terminal, and editors of the person or of the machine',
      machine: windows([
        `${LOCAL}\\Microsoft\\WindowsApps\\wt.exe`,
        'C:\\Program Files\\Microsoft VS Code\\Code.exe',
        `${LOCAL}\\Programs\\Zed\\Zed.exe`,
        `${LOCAL}\\Programs\\IntelliJ IDEA Community Edition\\bin\\idea64.exe`,
      ]),
      found: [
        EXPLORER,
        `terminal (Terminal): ${LOCAL}\\Microsoft\\WindowsApps\\wt.exe -d ${FOLDER}`,
        `vscode (Visual Studio Code): C:\\Program Files\\Microsoft VS Code\\Code.exe ${FOLDER}`,
        `zed (Zed): ${LOCAL}\\Programs\\Zed\\Zed.exe ${FOLDER}`,
        `idea (IntelliJ IDEA): ${LOCAL}\\Programs\\IntelliJ IDEA Community Edition\\bin\\idea64.exe ${FOLDER}`,
      ],
    },
    {
      what: '%EDITOR% in a console of its own; no batch file is started',
      machine: windows(['C:\\tools\\nvim.exe', 'C:\\tools\\code.cmd'], { EDITOR: 'nvim -R' }),
      found: [EXPLORER, `terminal (PowerShell): ${POWERSHELL} -NoLogo`, 'editor (nvim): C:\\tools\\nvim.exe -R .'],
    },
    {
      what: 'a machine that says nothing of its folders',
      machine: { ...windows(['Programs\\Zed\\Zed.exe']), environment: {} },
      found: [EXPLORER, `terminal (PowerShell): ${POWERSHELL} -NoLogo`],
    },
  ])('$what', ({ machine, found }) => {
    expect(listed(machine, FOLDER)).toEqual(found)
  })
})

test.each<{ what: string; machine: Machine; command: string }>([
  { what: 'the person’s own', machine: linux(['/usr/bin/fish'], { SHELL: '/usr/bin/fish' }), command: '/usr/bin/fish' },
  { what: 'one that is gone', machine: linux([], { SHELL: '/usr/bin/fish' }), command: '/bin/sh' },
  { what: 'a relative one', machine: linux(['fish'], { SHELL: 'fish' }), command: '/bin/sh' },
  { what: 'none', machine: mac([]), command: '/bin/sh' },
  { what: 'PowerShell 7', machine: windows(['C:\\tools\\pwsh.exe']), command: 'C:\\tools\\pwsh.exe' },
  {
    what: 'Windows PowerShell',
    machine: windows(['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe']),
    command: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  },
  { what: 'the command prompt', machine: windows([], { ComSpec: 'C:\\cmd.exe' }), command: 'C:\\cmd.exe' },
])('a shell: $what', ({ machine, command }) => {
  expect(personShell(machine, '/w')).toEqual({ command, args: [], cwd: '/w' })
})

test('programs get the person’s environment, without what would make them ours', () => {
  const own = {
    PATH: '/bin',
    OPENAI_API_KEY: 'mine',
    TRIPTYCH_HOME: '/data',
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: '',
  }
  expect(programEnvironment({ ...own, TRIPTYCH_CHILD: 'm', CHROME_DESKTOP: 'Triptych.desktop' })).toEqual({
    PATH: '/bin',
    OPENAI_API_KEY: 'mine',
    TRIPTYCH_HOME: '/data',
  })
})

test.each([
  ['linux', '/dev/null'],
  ['win32', 'NUL'],
] as const)('git in a shell of ours on %s starts nothing that the worktree names', (platform, nothing) => {
  expect(shellEnvironment({ HOME: '/home/ann' }, platform)).toMatchObject({
    HOME: '/home/ann',
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_VALUE_0: 'false',
    GIT_CONFIG_VALUE_1: nothing,
  })
})
