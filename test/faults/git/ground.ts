import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** A copy of the sample repository in which something was planted, and where a program that ran leaves its trace. */
export interface Ground {
  /** Top folder of the checkout. */
  readonly root: string
  /** A second repository, a clone of the first one's history: what `origin` names. */
  readonly origin: string
  /** The shell command that leaves a trace and then does what git expects of it. */
  trace(then?: string): string
  /** The same as an executable file below `.git`; its absolute path. */
  program(name: string, then?: string): string
  /** Plain git, as a person runs it, which must succeed. */
  git(...args: string[]): string
  config(values: Readonly<Record<string, string>>): void
  write(file: string, content: string, mode?: number): void
}

/** What plain git gets: nothing of this machine, and pinned people and times. */
export function plainEnvironment(home: string): Record<string, string> {
  const person = { NAME: 'Ada', EMAIL: 'ada@example.org', DATE: '1700000000 +0000' }
  const people = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ])
  const fixed = { PATH: process.env['PATH'] ?? '', HOME: home, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' }
  return { ...fixed, ...Object.fromEntries(people) }
}

/** Of the sample: its newest commit, as it is sent by mail. */
export const PATCH_FILE = '.git/change.patch'

export interface Place {
  /** The folder of this one: `checkout`, `origin`, `traces` and `home` are made in it. */
  readonly folder: string
  readonly root: string
  readonly traces: string
  readonly env: Record<string, string>
}

export function placeIn(folder: string): Place {
  const home = path.join(folder, 'home')
  return {
    folder,
    root: path.join(folder, 'checkout'),
    traces: path.join(folder, 'traces'),
    env: plainEnvironment(home),
  }
}

const git = (place: Place, cwd: string, args: readonly string[]): string =>
  execFileSync('git', args, { cwd, env: place.env, stdio: 'pipe' }).toString('utf8').trimEnd()

/** One commit with files of every kind that drivers are planted for, a second branch that conflicts with it, and a submodule. */
export function makeSample(folder: string): void {
  const place = placeIn(folder)
  const library = path.join(folder, 'library')
  for (const made of [place.root, place.traces, library, path.join(folder, 'home')])
    mkdirSync(made, { recursive: true })
  git(place, library, ['init', '-q', '-b', 'main'])
  git(place, library, ['commit', '-q', '--allow-empty', '-m', 'Library'])
  const run = (...args: string[]) => git(place, place.root, args)
  const write = (file: string, text: string) => writeFileSync(path.join(place.root, file), text)
  run('init', '-q', '-b', 'main')
  write('.gitattributes', '*.evil filter=evil diff=evil merge=evil\n*.proc filter=proc\n')
  for (const [file, text] of Object.entries({ 'a.evil': '1\n', 'b.proc': '1\n', 'plain.txt': 'one\n' }))
    write(file, text)
  write('.gitignore', '.env\n')
  write('package-lock.json', '{}\n')
  write('.mcp.json', '{}\n')
  write('yarn.lock', '__metadata:\n')
  run('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', '../library', 'lib')
  run('add', '-A')
  run('commit', '-q', '-m', 'First')
  run('branch', 'first')
  run('checkout', '-q', '-b', 'other')
  write('a.evil', '2\n')
  write('plain.txt', 'other\n')
  run('commit', '-qam', 'Other')
  run('checkout', '-q', 'main')
  write('a.evil', '3\n')
  run('commit', '-qam', 'Second')
  git(place, folder, ['clone', '-q', '--bare', place.root, path.join(folder, 'origin')])
  writeFileSync(path.join(place.root, PATCH_FILE), `${run('format-patch', '-1', '--stdout')}\n`)
  run('remote', 'add', 'origin', path.join(folder, 'origin'))
  run('branch', 'target')
  run('pack-refs', '--all')
  run('repack', '-adq')
}

/** A fresh copy of the sample in which `plant` was at work; what plain git ran meanwhile is forgotten. */
export function groundIn(folder: string, sample: string, plant: (ground: Ground) => void): Place {
  rmSync(folder, { recursive: true, force: true })
  cpSync(sample, folder, { recursive: true, verbatimSymlinks: true })
  const place = placeIn(folder)
  git(place, place.root, ['remote', 'set-url', 'origin', path.join(folder, 'origin')])
  plant(groundOf(place))
  forgetTraces(place)
  // Not as committed, so that drivers and hooks have work to do.
  writeFileSync(path.join(place.root, 'a.evil'), 'changed in the checkout\n')
  writeFileSync(path.join(place.root, 'b.proc'), 'changed in the checkout\n')
  writeFileSync(path.join(place.root, '.env'), 'SECRET=1\n')
  return place
}

function groundOf(place: Place): Ground {
  const write: Ground['write'] = (file, content, mode = 0o644) => {
    const target = path.join(place.root, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, content, { mode })
  }
  const trace: Ground['trace'] = (then = 'true') => `touch '${place.traces}/ran'; ${then}`
  const run = (...args: string[]) => git(place, place.root, args)
  return {
    root: place.root,
    origin: path.join(place.folder, 'origin'),
    trace,
    write,
    git: run,
    program(name, then) {
      write(`.git/planted/${name}`, `#!/bin/sh\n${trace(then)}\n`, 0o755)
      return path.join(place.root, '.git/planted', name)
    },
    config: (values) => {
      for (const [key, value] of Object.entries(values)) run('config', key, value)
    },
  }
}

export const hasTrace = ({ traces }: Place): boolean => readdirSync(traces).length > 0

export function forgetTraces({ traces }: Place): void {
  for (const name of readdirSync(traces)) rmSync(path.join(traces, name))
}

/** Plain git as a person or an agent runs it; it may fail. */
export function plainGit(place: Place, args: readonly string[], cwd = place.root): void {
  spawnSync('git', args, { cwd, env: place.env, input: stdinOf(args), timeout: 20_000 })
}

/** The same in a terminal; does nothing where the system has no `script`. */
export function inTerminal(place: Place, command: string): void {
  const env = { ...place.env, TERM: 'xterm' }
  spawnSync('script', ['-qec', command, '/dev/null'], { cwd: place.root, env, input: 'q\n', timeout: 20_000 })
}

/** What a command that reads is given. */
export const stdinOf = ([command]: readonly string[]): string =>
  command === 'credential' ? 'protocol=http\nhost=127.0.0.1\n\n' : ''
