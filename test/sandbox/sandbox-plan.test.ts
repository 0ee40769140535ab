import { describe, expect, test } from 'vitest'
import { bubblewrapArguments } from '../../electron/sandbox/bubblewrap.ts'
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
    '/run/agent/part': 'file',
    '/data/prompt': 'file',
    '/opt/node/bin': 'folder',
    '/run': 'folder',
    '/tmp': 'folder',
  }
  const lookUp: LookUp = (wanted) => {
    const realPath = wanted.replace('/run/shell', '/opt/node') // A link.
    const kind = files[realPath]
    return kind === undefined ? null : { realPath, kind }
  }
  const plan = sandboxPlan(
    {
      worktree: '/data/worktrees/a',
      gitDir: '/data/runs/a/agent.git',
      own: ['/home/me/.codex', '/home/me/.not-there'],
      needed: ['/opt/agent', '/run/agent', '/run/agent/part', '/run/shell/bin', '/data', '/data/prompt'],
      dataFolder: '/data',
      homes: ['/home/me'],
    },
    lookUp,
  )

  test('holds what is there, and nothing else', () => {
    expect(plan).toEqual({
      writable: ['/data/worktrees/a', '/home/me/.codex'],
      readOnly: [
        ...shown('/data/worktrees/a/.git', '/data/runs/a/agent.git', '/run/agent'),
        { from: '/opt/node/bin', at: '/run/shell/bin' },
        ...shown('/data/prompt'),
      ],
      hiddenFolders: ['/data', '/run', '/home/me/.ssh'],
      hiddenFiles: ['/home/me/.netrc'],
      temporary: ['/tmp'],
      cwd: '/data/worktrees/a',
    })
  })

  test('an inner path comes after the outer one that would cover it, and hidden folders are closed last', () => {
    const text = bubblewrapArguments(plan, false).join(' ')
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

  test('root goes by another number, and the settings of the kernel are closed to it', () => {
    expect(bubblewrapArguments(plan, true).join(' ')).toMatch(/--unshare-user --uid 65534 .*--ro-bind \/proc\/sys/)
    expect(bubblewrapArguments(plan, false).join(' ')).not.toMatch(/--uid|\/proc\/sys/)
  })
})
