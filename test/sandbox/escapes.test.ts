/** What a hostile program tries inside the sandbox, with the real bubblewrap; and that the same does harm without it. */
import { execFile, execFileSync, spawn } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { confine } from '../../electron/sandbox/confine.ts'
import { inBubblewrap, probe } from '../support/bubblewrap.ts'

const SECRET = 'TOP-SECRET'
/** Printed by a case of its own where it did what nobody may. */
const DONE = 'WAS-DONE'

const cache = path.resolve(import.meta.dirname, '../../node_modules/.cache')

interface Ground {
  root: string
  /** A stand-in for the application: another process with a secret in its environment. */
  application: { pid: number; end(): void }
  /** In the machine's folders for temporary files. */
  shared: string[]
}

const FILES: Record<string, string> = {
  'home/notes': 'mine',
  'home/.bashrc': 'mine',
  'home/.ssh/id': SECRET,
  'home/.netrc': SECRET,
  'home/.aws/credentials': SECRET,
  'home/.gnupg/key': SECRET,
  'home/.config/gh/hosts.yml': SECRET,
  'home/.agent/log-in': 'its own',
  'repository/.git/config': 'mine',
  'repository/.git/hooks/sample': 'mine',
  'data/triptych.sqlite': SECRET,
  'data/secrets.json': SECRET,
  'data/agents/other/token': SECRET,
  'data/worktrees/b/file': SECRET,
  'data/worktrees/a/file': 'work',
  'data/runs/a/agent.git/HEAD': 'ref: refs/heads/main\n',
  'data/runs/a/agent.git/config': '[core]\n\trepositoryformatversion = 0\n',
  'data/runs/a/agent.git/objects/info/none': '',
  'data/runs/a/agent.git/refs/heads/none': '',
}

function makeGround(): Ground {
  mkdirSync(cache, { recursive: true })
  // Not in the system's folder for temporary files, of which a sandbox has one of its own.
  const root = realpathSync(mkdtempSync(path.join(cache, 'triptych-escapes-')))
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), text)
  }
  writeFileSync(path.join(root, 'data/worktrees/a/.git'), `gitdir: ${root}/data/runs/a/agent.git\n`)
  const shared = ['/tmp', '/var/tmp', '/dev/shm'].map((folder) => path.join(folder, path.basename(root)))
  for (const folder of shared) {
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'file'), SECRET)
  }
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    env: { APPLICATION_TOKEN: SECRET },
    stdio: 'ignore',
    cwd: root,
  })
  return { root, shared, application: { pid: child.pid ?? 0, end: () => void child.kill('SIGKILL') } }
}

function removeGround({ root, shared, application }: Ground): void {
  application.end()
  for (const folder of [root, ...shared]) rmSync(folder, { recursive: true, force: true })
}

/** Everything that is not the agent's: names, kinds, modes and contents. */
function fingerprint({ root, shared, application }: Ground): Record<string, string> {
  const own = [path.join(root, 'data/worktrees/a'), path.join(root, 'home/.agent')]
  const pointer = path.join(root, 'data/worktrees/a/.git')
  const seen: Record<string, string> = { application: runs(application.pid) ? 'runs' : 'gone' }
  const look = (file: string): void => {
    const stats = lstatSync(file)
    const mode = (stats.mode & 0o7777).toString(8)
    if (stats.isSymbolicLink()) seen[file] = `link ${readlinkSync(file)}`
    else if (stats.isDirectory()) {
      seen[file] = `folder ${mode}`
      if (!own.includes(file)) for (const name of readdirSync(file)) look(path.join(file, name))
    } else seen[file] = `file ${mode} ${stats.nlink} ${readFileSync(file, 'utf8')}`
  }
  for (const folder of [root, pointer, ...shared]) if (existsSync(folder)) look(folder)
  return seen
}

function runs(pid: number): boolean {
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : ') Z'
  return !/\) [ZXxT]/.test(stat)
}

/** What a command of the agent prints, both streams; it works in the worktree. */
function run(ground: Ground, command: string, isConfined: boolean): Promise<string> {
  const { root, application, shared } = ground
  const env = {
    ...{ PATH: process.env['PATH'] ?? '', HOME: path.join(root, 'home'), ROOT: root, APP: String(application.pid) },
    SHARED: shared.join(' '),
  }
  const plain = { command: '/bin/sh', args: ['-c', `{ ${command}\n} 2>&1`], env }
  const cwd = path.join(root, 'data/worktrees/a')
  const confined = {
    ...{ worktree: cwd, gitDir: path.join(root, 'data/runs/a/agent.git'), dataFolder: path.join(root, 'data') },
    ...{ own: [path.join(root, 'home/.agent')], needed: [] },
  }
  const program = isConfined && probe.kind === 'bubblewrap' ? confine(plain, { by: probe, confined }) : plain
  return new Promise((resolve) => {
    execFile(program.command, [...program.args], { cwd, env: program.env, timeout: 10_000 }, (_, text) => resolve(text))
  })
}

const READS: [string, string][] = [
  ['an SSH key', 'cat $ROOT/home/.ssh/id'],
  ['passwords in a file', 'cat $ROOT/home/.netrc'],
  ['keys of a cloud', 'cat ~/.aws/credentials'],
  ['a keyring', 'cat ~/.gnupg/*'],
  ['a token below .config', 'cat ~/.config/gh/hosts.yml'],
  ['a key through a link', 'ln -s $ROOT/home/.ssh keys; cat keys/id'],
  ['a key through its own root', 'cat /proc/self/root$ROOT/home/.ssh/id'],
  ['the store', 'cat $ROOT/data/triptych.sqlite'],
  ['the secrets of agents', 'cat $ROOT/data/secrets.json'],
  ['the home of another agent', 'cat $ROOT/data/agents/other/token'],
  ['another worktree', 'cat ../b/file'],
  ['the environment of the application', 'tr "\\0" "\\n" < /proc/$APP/environ'],
  ['any environment', 'cat /proc/[0-9]*/environ | tr "\\0" "\\n"'],
  ['through the working folder of the application', 'cat /proc/$APP/cwd/data/secrets.json'],
  ['through the root of the application', 'cat /proc/$APP/root$ROOT/home/.ssh/id'],
  ['what others keep in folders for temporary files', 'for folder in $SHARED; do cat $folder/file; done'],
]

const WRITES: [string, string][] = [
  ['a file of the person', 'echo x >> $ROOT/home/notes'],
  ['what a shell starts with', 'echo x >> ~/.bashrc'],
  ['a new file in the home', 'echo x > ~/.profile'],
  ['a file through a link', 'ln -s $ROOT/home/notes link; echo x >> link'],
  ['a folder through a link', 'ln -s $ROOT/home folder; echo x > folder/new'],
  ['a file through a hard link', 'ln $ROOT/home/notes hard; echo x >> hard'],
  ['a file above the worktree', 'echo x >> ../../../home/notes'],
  ['the name of a folder above', 'mv $ROOT/home $ROOT/home2'],
  ['the name of the worktree', 'cd ..; mv a c'],
  ['modes', 'chmod 777 $ROOT/home/.ssh $ROOT/home/notes'],
  ['what is there at all', 'rm -rf $ROOT/home/notes $ROOT/repository'],
  ['a new key to log in with', 'mkdir -p ~/.ssh; echo x > ~/.ssh/authorized_keys'],
  ['the pointer of .git', 'rm -f .git; echo gitdir: /nowhere > .git'],
  ['the pointer of .git in place', 'echo gitdir: /nowhere > .git'],
  ['the pointer of .git, moved away', 'mv .git git; mkdir .git; echo x > .git/config'],
  ['the pointer of .git, a link instead', 'ln -sfn $ROOT/home .git'],
  ['the configuration of its git', 'git config --file $ROOT/data/runs/a/agent.git/config core.fsmonitor evil'],
  [
    'hooks of its git',
    'mkdir -p $ROOT/data/runs/a/agent.git/hooks; echo x > $ROOT/data/runs/a/agent.git/hooks/pre-commit',
  ],
  ["hooks of the person's repository", 'echo x > $ROOT/repository/.git/hooks/post-checkout'],
  ['the store', 'echo x > $ROOT/data/triptych.sqlite'],
  ['a new file in the data folder', 'echo x > $ROOT/data/settings.json'],
  ['another worktree', 'echo x > ../b/file'],
  ['a new worktree', 'mkdir ../c; echo x > ../c/file'],
  ['the folders for temporary files', 'for folder in $SHARED; do echo x > $folder/file; rm -rf $folder; done'],
  ['whether the application runs', 'kill -9 $APP'],
  ['whether anybody runs', 'kill -STOP $APP'],
]

/** Without a sandbox some of these would do harm to the machine, others need more rights than a test has. */
const ONLY_INSIDE: [string, string][] = [
  ['the root of process 1', `cat /proc/1/root$ROOT/home/.ssh/id; cat /proc/1/environ`],
  ['everybody killed', 'trap "" TERM; kill -9 -1'],
  ['mounts made writable', `mount -o remount,rw,bind $ROOT/home; mount -o remount,rw /; echo x >> $ROOT/home/notes`],
  [
    'what covers the data folder taken away',
    `umount -l $ROOT/data; umount $ROOT/home/.ssh; cat $ROOT/data/secrets.json ~/.ssh/id`,
  ],
  ['the cover of .git taken away', 'umount .git; umount -l .git; rm -f .git; echo x > .git'],
  [
    'a user namespace in it',
    `unshare -Urm sh -c 'umount $ROOT/data; umount -l .git; mount -o remount,rw,bind /; rm -f .git; echo x >> $ROOT/home/notes; cat $ROOT/data/secrets.json'`,
  ],
  ['a sandbox in it', `bwrap --dev-bind / / sh -c 'echo x >> $ROOT/home/notes; rm -f .git; cat $ROOT/home/.ssh/id'`],
  ['the processes of the machine, mounted anew', `mkdir p; mount -t proc proc p; cat p/$APP/environ`],
  ['a device of its own', `mknod disk b 8 0 && echo ${DONE}; mknod memory c 1 1 && echo ${DONE}`],
  [
    'the devices of the machine',
    `for d in /dev/sd* /dev/nvme* /dev/vd* /dev/mem /dev/kmsg; do test -e $d && echo ${DONE}; done`,
  ],
  ['sockets of other programs', `find /run /var/run/ -type s 2>/dev/null | grep . && echo ${DONE}`],
  ['settings of the kernel', `f=/proc/sys/kernel/core_pattern; v=$(cat $f); echo "$v" > $f && echo ${DONE}`],
  ['the name of the machine', `hostname escaped && echo ${DONE}`],
  ['more rights', `sudo -n true && echo ${DONE}; su -c true < /dev/null && test "$(id -u)" != 0 && echo ${DONE}; true`],
  ['another root', `chroot /proc/1/root true && echo ${DONE}`],
]

inBubblewrap(() => {
  let ground: Ground
  let before: Record<string, string>
  beforeAll(() => {
    ground = makeGround()
    before = fingerprint(ground)
  })
  afterAll(() => removeGround(ground))

  test.each([...READS, ...WRITES, ...ONLY_INSIDE])('refused: %s', async (_, command) => {
    const output = await run(ground, command, true)
    expect(output).not.toContain(SECRET)
    expect(output).not.toContain(DONE)
    expect(fingerprint(ground)).toEqual(before)
  })

  test.each([
    ['the worktree', 'echo new > made && cat made file', /new\nwork/],
    ["the agent's own folder", 'echo more >> ~/.agent/log-in && cat ~/.agent/log-in', /its own/],
    ['temporary files', 'for f in /tmp /var/tmp /dev/shm; do echo x > $f/mine && cat $f/mine; done', /^x\nx\nx\n$/],
    ['the rest to read', 'ls /usr/bin/env; git --version', /env\n.*git version/s],
    ['git that reads', 'git rev-parse --git-dir', /agent\.git/],
  ])('possible: %s', async (_, command, expected) => {
    expect(await run(ground, command, true)).toMatch(expected)
    expect(fingerprint(ground)).toEqual(before)
  })

  test('whoever looks at the worktree with git afterwards runs nothing of the agent', async () => {
    const canary = path.join(ground.root, 'canary')
    const evil = `printf '[core]\\n\\tfsmonitor = "touch ${canary}; false"\\n'`
    const plant = [
      `${evil} >> $ROOT/data/runs/a/agent.git/config`,
      `rm -f .git; mkdir .git evil; ${evil} > .git/config`,
      `git init -q evil; ${evil} >> evil/.git/config; echo gitdir: $PWD/evil/.git > .git`,
    ]
    await run(ground, plant.join('\n'), true)
    const env = { PATH: process.env['PATH'] ?? '', HOME: os.tmpdir(), GIT_CONFIG_NOSYSTEM: '1' }
    const cwd = path.join(ground.root, 'data/worktrees/a')
    execFileSync('git', ['status', '--porcelain'], { cwd, env, stdio: 'ignore' })
    expect(existsSync(canary)).toBe(false)
  })
})

describe.runIf(process.platform === 'linux')('without a sandbox the same does harm', () => {
  test.each(READS)('read: %s', async (_, command) => {
    const ground = makeGround()
    expect(await run(ground, command, false)).toContain(SECRET)
    removeGround(ground)
  })

  test.each(WRITES)('changed: %s', async (_, command) => {
    const ground = makeGround()
    const before = fingerprint(ground)
    await run(ground, command, false)
    await expect.poll(() => fingerprint(ground)).not.toEqual(before)
    removeGround(ground)
  })
})
