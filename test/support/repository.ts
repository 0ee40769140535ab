import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

/**
 * Real repositories in temporary folders. Importing this file gives the test file an empty HOME, so that no setting of the machine has
 * a say, and removes everything at its end.
 */
const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'triptych-test-')))
const home = path.join(base, 'home')
mkdirSync(home)
process.env['HOME'] = home
afterAll(() => rmSync(base, { recursive: true, force: true }))

export interface TestRepository {
  root: string
  /** Plain git as a person or an agent would run it, in the root; its standard output without the last line end. */
  git(...args: string[]): string
  write(file: string, content: string | Uint8Array, mode?: number): void
  read(file: string): string
  /** Everything in the root, as one commit; its id. */
  commit(message?: string): string
}

export function makeTempFolder(name = 'folder'): string {
  return mkdtempSync(path.join(base, `${name}-`))
}

/** What plain git gets: nothing of this machine, and pinned people and times. */
export function plainGitEnv(extra: Record<string, string> = {}): Record<string, string> {
  const person = { NAME: 'Ada', EMAIL: 'ada@example.org', DATE: '1700000000 +0000' }
  const people = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ])
  const path = process.env['PATH'] ?? ''
  return { PATH: path, HOME: home, GIT_CONFIG_NOSYSTEM: '1', ...Object.fromEntries(people), ...extra }
}

export function runGit(cwd: string, args: readonly string[], extra: Record<string, string> = {}): string {
  const options = { cwd, env: plainGitEnv(extra), stdio: 'pipe', maxBuffer: 64 * 1024 * 1024 } as const
  return execFileSync('git', args, options).toString('utf8').replace(/\n$/, '')
}

/** Opens a folder that is a checkout already. */
export function testRepository(root: string): TestRepository {
  const git = (...args: string[]): string => runGit(root, args)
  return {
    root,
    git,
    write: (file, content, mode) => writeFileTree(root, { [file]: content }, mode),
    read: (file) => readFileSync(path.join(root, file), 'utf8'),
    commit(message = 'Change') {
      git('add', '-A')
      git('commit', '-q', '--allow-empty', '-m', message)
      return git('rev-parse', 'HEAD')
    },
  }
}

/** A repository with branch `main` and one commit of `files`. No files: no commit. */
export function makeRepository(
  files: Record<string, string | Uint8Array> = { 'README.md': 'Hello\n', 'src/a.txt': 'one\n' },
  initArgs: readonly string[] = [],
): TestRepository {
  const root = makeTempFolder('repo')
  runGit(root, ['init', '-q', '-b', 'main', ...initArgs])
  const repository = testRepository(root)
  writeFileTree(root, files)
  if (Object.keys(files).length > 0) repository.commit('First')
  return repository
}

export function writeFileTree(root: string, files: Record<string, string | Uint8Array>, mode?: number): void {
  for (const [file, content] of Object.entries(files)) {
    const place = path.join(root, file)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, content)
    if (mode !== undefined) chmodSync(place, mode)
  }
}

export function link(root: string, file: string, target: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  symlinkSync(target, path.join(root, file))
}

/** Every file, folder and link below a folder: mode and content. Equal snapshots mean byte for byte the same. */
export function snapshot(root: string, leaveOut: (file: string) => boolean = () => false): Record<string, string> {
  const below = (folder: string): string[] =>
    readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const file = path.posix.join(folder, entry.name)
      // Links are not followed.
      return entry.isDirectory() ? [file, ...below(file)] : [file]
    })
  const files = below('').filter((file) => !leaveOut(file))
  return Object.fromEntries(files.sort().map((file) => [file, stateOf(path.join(root, file))]))
}

function stateOf(place: string): string {
  const stats = lstatSync(place)
  const mode = (stats.mode & 0o7777).toString(8)
  if (stats.isSymbolicLink()) return `link ${readlinkSync(place)}`
  if (stats.isDirectory()) return `folder ${mode}`
  return `file ${mode} ${createHash('sha256').update(readFileSync(place)).digest('hex')}`
}

/** Of a person's repository, what a run may add to: objects, and refs of ours. */
export function isTriptychs(file: string): boolean {
  return /^\.git\/(objects|refs\/triptych|refs\/heads\/triptych|logs\/refs\/(heads\/)?triptych)(\/|$)/.test(file)
}
