/** A repository and a data folder of their own for one run of the driver. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface DriverWorld {
  readonly folder: string
  readonly repository: string
  readonly home: string
  readonly acks: string
}

export function worldIn(folder: string): DriverWorld {
  const at = (name: string): string => path.join(folder, name)
  return { folder, repository: at('repository'), home: at('home'), acks: at('acks.log') }
}

/** Branch `main` is checked out and has uncommitted work; `release` stands on the same commit; every ref of it keeps a log. */
export function makeWorld(folder: string, retention: object = {}): DriverWorld {
  const world = worldIn(folder)
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(world.repository, file)), { recursive: true })
    writeFileSync(path.join(world.repository, file), text)
  }
  mkdirSync(world.repository, { recursive: true })
  mkdirSync(path.join(folder, 'user'))
  mkdirSync(world.home, { mode: 0o700 })
  // The driver plays it itself; the product only looks whether there is such a program.
  const settings = { agents: { scripted: { command: process.execPath } }, retention }
  writeFileSync(path.join(world.home, 'settings.json'), JSON.stringify(settings))
  git(world, 'init', '-q', '-b', 'main')
  git(world, 'config', 'core.logAllRefUpdates', 'always')
  write('README.md', 'Hello\n')
  write('.gitignore', '.env\n.cache\n')
  write('src/first.txt', 'first\n')
  // Settings for an agent, which are held back while one works.
  write('opencode.json', '{"mcp":{}}\n')
  git(world, 'add', '-A')
  git(world, 'commit', '-q', '-m', 'First')
  git(world, 'branch', 'release')
  write('.env', 'KEY=1\n')
  write('src/first.txt', 'first, and not committed yet\n')
  write('src/untracked.txt', 'mine\n')
  return world
}

/** Plain git, without any configuration of this machine; its standard output without the last line end. */
export function git({ repository }: DriverWorld, ...args: string[]): string {
  const person = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
  const env = {
    PATH: process.env['PATH'],
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_OPTIONAL_LOCKS: '0',
  }
  return execFileSync('git', [...person, ...args], { cwd: repository, env, encoding: 'utf8', stdio: 'pipe' }).trimEnd()
}
