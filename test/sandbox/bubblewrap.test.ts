import { execFileSync, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { bubblewrapArguments } from '../../electron/sandbox/bubblewrap.ts'
import { probeSandbox, type SandboxProbe } from '../../electron/sandbox/probe.ts'
import { type LookUp, sandboxPlan } from '../../electron/sandbox/sandbox-plan.ts'

const shown = (...paths: string[]) => paths.map((name) => ({ from: name, at: name }))

describe('the plan', () => {
  const files: Record<string, 'folder' | 'file'> = {
    '/home/me/.ssh': 'folder',
    '/home/me/.netrc': 'file',
    '/home/me/.codex': 'folder',
    '/data': 'folder',
    '/data/worktrees/a': 'folder',
    '/data/worktrees/a/.git': 'file',
    '/data/runs/a/agent.git': 'folder',
    '/opt/agent': 'folder',
    '/run/agent': 'folder',
    '/run': 'folder',
    '/tmp': 'folder',
  }
  const lookUp: LookUp = (wanted) => {
    const kind = files[wanted]
    return kind === undefined ? null : { realPath: wanted, kind }
  }
  const plan = sandboxPlan(
    {
      worktree: '/data/worktrees/a',
      gitDir: '/data/runs/a/agent.git',
      own: ['/home/me/.codex', '/home/me/.not-there'],
      needed: ['/opt/agent', '/run/agent', '/data'],
      dataFolder: '/data',
      homes: ['/home/me'],
    },
    lookUp,
  )

  test('holds what is there, and nothing else', () => {
    expect(plan).toEqual({
      writable: ['/data/worktrees/a', '/home/me/.codex'],
      readOnly: shown('/data/worktrees/a/.git', '/data/runs/a/agent.git', '/run/agent'),
      hiddenFolders: ['/data', '/run', '/home/me/.ssh'],
      hiddenFiles: ['/home/me/.netrc'],
      temporary: ['/tmp'],
      cwd: '/data/worktrees/a',
    })
  })

  test('an inner path comes after the outer one that would cover it, and hidden folders are closed last', () => {
    const text = bubblewrapArguments(plan).join(' ')
    const inOrder = [
      '--ro-bind / /',
      '--tmpfs /data',
      '--bind /data/worktrees/a /data/worktrees/a',
      '--ro-bind /data/worktrees/a/.git /data/worktrees/a/.git',
      '--remount-ro /data',
      '--chdir /data/worktrees/a --',
    ].map((part) => text.indexOf(part))
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b))
    expect(inOrder).not.toContain(-1)
  })
})

const probe: SandboxProbe = await probeSandbox()

describe.skipIf(probe.kind === 'none')('in bubblewrap', () => {
  // Not in the system's folder for temporary files, which a sandbox has one of its own of.
  const cache = path.resolve(import.meta.dirname, '../../node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const root = realpathSync(mkdtempSync(path.join(cache, 'triptych-sandbox-')))
  const at = (...names: string[]): string => path.join(root, ...names)
  const confined = {
    worktree: at('data', 'worktrees', 'a'),
    gitDir: at('data', 'runs', 'a', 'agent.git'),
    own: [at('home', '.agent')],
    needed: [],
    dataFolder: at('data'),
    homes: [at('home')],
  }

  beforeAll(() => {
    for (const folder of ['data/worktrees/a', 'data/worktrees/b', 'data/runs/a/agent.git', 'home/.ssh', 'home/.agent'])
      mkdirSync(at(folder), { recursive: true })
    writeFileSync(at('data/worktrees/a/.git'), `gitdir: ${confined.gitDir}\n`)
    writeFileSync(at('data/triptych.sqlite'), 'store')
    writeFileSync(at('data/worktrees/b/file'), 'other')
    writeFileSync(at('home/.ssh/id'), 'private')
    writeFileSync(at('home/.netrc'), 'password')
    writeFileSync(at('home/notes'), 'mine')
    return () => rmSync(root, { recursive: true, force: true })
  })

  const lookUp: LookUp = (wanted) => {
    const stats = statSync(wanted, { throwIfNoEntry: false })
    return stats ? { realPath: realpathSync(wanted), kind: stats.isDirectory() ? 'folder' : 'file' } : null
  }
  const program = probe.kind === 'bubblewrap' ? probe.program : ''
  const args = (command: string): string[] => [
    ...bubblewrapArguments(sandboxPlan(confined, lookUp)),
    ...['/bin/sh', '-c', command],
  ]
  const inside = (command: string): string =>
    execFileSync(program, args(`{ ${command}; } 2>&1; true`), {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', ROOT: root },
    })

  test.each([
    ['the worktree is written', 'echo new > file && cat file', 'new\n'],
    ['an agent keeps its own folder', 'echo state > $ROOT/home/.agent/s && cat $ROOT/home/.agent/s', 'state\n'],
    ['the temporary folder is its own and empty', 'echo x > /tmp/mine && ls /tmp', 'mine\n'],
    ['the rest can be read', 'cat $ROOT/home/notes', 'mine'],
  ])('%s', (_, command, expected) => expect(inside(command)).toBe(expected))

  test.each([
    ['a file of the person', 'echo x >> $ROOT/home/notes', 'home/notes', 'mine'],
    ['the pointer of .git', 'rm -f .git; echo x > .git', 'data/worktrees/a/.git', /^gitdir/],
    ['the pointer of .git, moved away', 'mv .git g; echo x > .git', 'data/worktrees/a/.git', /^gitdir/],
    ['the store', 'echo x > $ROOT/data/triptych.sqlite', 'data/triptych.sqlite', 'store'],
    ['another worktree', 'echo x > $ROOT/data/worktrees/b/file', 'data/worktrees/b/file', 'other'],
    ['through a link', 'ln -s $ROOT/home/notes link; echo x >> link', 'home/notes', 'mine'],
  ])('nothing changes %s', (_, command, file, before) => {
    inside(command)
    expect(readFileSync(at(file), 'utf8')).toMatch(before)
  })

  test('credentials, the store and other worktrees are not there', () => {
    expect(
      inside('cat $ROOT/home/.ssh/id; cat $ROOT/home/.netrc; cat $ROOT/data/triptych.sqlite; ls $ROOT/data/worktrees'),
    ).not.toMatch(/private|password|store|b\n/)
    inside('mkdir -p $ROOT/home/.gnupg; echo x > $ROOT/home/.ssh/new; echo x > $ROOT/data/new; echo x > .git/hooks')
    expect(
      ['home/.gnupg', 'home/.ssh/new', 'data/new', 'data/runs/a/agent.git/x'].filter((file) => existsSync(at(file))),
    ).toEqual([])
  })

  test('nothing outlives whoever started it, not even with an emptied environment and a session of its own', async () => {
    const marked = `sleep 86${process.pid}`
    const child = `const { spawn } = require('node:child_process')
      spawn(${JSON.stringify(program)}, ${JSON.stringify(args(`env -i setsid sh -c "trap '' TERM HUP; ${marked}" & ${marked}`))}, { stdio: 'inherit' })
      setInterval(() => {}, 1000)`
    const parent = spawn(process.execPath, ['-e', child], {
      stdio: 'ignore',
      env: { PATH: '/usr/bin:/bin', ROOT: root },
    })
    onTestFinished(() => void parent.kill('SIGKILL'))
    await eventually(() => count(marked) >= 2)
    parent.kill('SIGKILL')
    await eventually(() => count(marked) === 0)
  })
})

/** Processes whose command line holds the words. */
function count(words: string): number {
  const listed = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
  return listed.split('\n').filter((line) => line.trim() === words).length
}

async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (holds()) return
    await sleep(25)
  }
  expect(holds()).toBe(true)
}
