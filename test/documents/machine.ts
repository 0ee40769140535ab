/** A person's machine: git, Node, Triptych with the demo agent, and two agents that are called like known ones. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databaseFile } from '../../electron/home.ts'
import { ROOT } from '../../scripts/child.mjs'
import { makeOneTask } from '../support/one-task.ts'
import { BUILT, cliProgram } from '../support/programs.ts'

/** Plays every role of the small job, and is no known agent. */
const AGENT = path.resolve(import.meta.dirname, '../support/acp-agent.ts')
/** What a clone has and no other has to: packages, what was made of the sources, history. */
const NOT_COPIED = new Set(['node_modules', '.git', 'out', 'dist', 'test-results', 'pictures'])

export interface Machine {
  /** The data folder. */
  data: string
  /** The repository of the examples. */
  shop: string
  folder: string
  env: NodeJS.ProcessEnv
}

export function makeMachine(): Machine {
  const { repository, terminal, folder } = makeOneTask({})
  const [bin, home] = [path.join(folder, 'bin'), terminal.env['HOME'] ?? folder]
  mkdirSync(bin)
  const program = (name: string, script: string): void =>
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  program('triptych', `exec "${process.execPath}" "${cliProgram()}" "$@"`)
  const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim()
  program('npm', `cd "\${PROJECT:-${ROOT}}" && exec "${npm}" "$@"`)
  for (const name of ['opencode', 'codex-acp'])
    program(name, `[ "$1" != --version ] || exec echo 1.0.0\nexec "${process.execPath}" "${AGENT}" none`)
  for (const name of ['code', 'evidence']) mkdirSync(path.join(home, name))
  execFileSync('git', ['clone', '--quiet', repository.root, path.join(home, 'code', 'shop')])
  writeFileSync(path.join(folder, 'key.txt'), 'a-key-of-nobody-1234\n')
  writeFileSync(path.join(folder, 'Triptych.AppImage'), 'a package\n')
  execFileSync('sh', ['-c', 'sha256sum -- Triptych.AppImage > SHA256SUMS'], { cwd: folder })
  mkdirSync(terminal.home, { recursive: true })
  writeFileSync(path.join(terminal.home, 'settings.json'), JSON.stringify(SETTINGS))
  const PATH = [bin, terminal.env['PATH'] ?? ''].join(path.delimiter)
  const env = { ...terminal.env, PATH, [BUILT]: process.env[BUILT] ?? '' }
  return { data: terminal.home, shop: path.join(home, 'code', 'shop'), folder, env }
}

const DEMO = { id: 'demo' }
/** Where nothing else is said the demo agent plays; the two others lie in a folder that a sandbox would hide. */
const SETTINGS = {
  roles: { strategy: DEMO, implementation: DEMO, checker: DEMO },
  agents: { opencode: { sandbox: false }, codex: { sandbox: false } },
}

/** What a reader puts in for `<run>` and the like: of the newest run that has not ended, or of the newest of all. */
export function valuesOf(data: string): Record<string, string> {
  const database = new DatabaseSync(databaseFile(data), { readOnly: true })
  try {
    const one = (sql: string, ...values: string[]): Record<string, unknown> =>
      database.prepare(sql).get(...values) ?? {}
    const ended = `CASE WHEN status IN ('completed', 'failed', 'cancelled') THEN 1 ELSE 0 END`
    const { run } = one(`SELECT id AS run FROM runs ORDER BY ${ended}, seq DESC LIMIT 1`)
    const ofRun = [
      one(`SELECT id AS gate, subject_hash AS hash FROM gates WHERE run_id = ? AND state = 'open'`, String(run)),
      one('SELECT id AS checkpoint FROM checkpoints WHERE run_id = ? ORDER BY rowid DESC LIMIT 1', String(run)),
    ]
    const found = Object.entries({ run, ...ofRun[0], ...ofRun[1] })
    return Object.fromEntries(found.map(([name, value]) => [name, String(value)]))
  } finally {
    database.close()
  }
}

/** A clone for commands that write into it, with one file that is not formatted. */
export function copyProject(to: string): string {
  cpSync(ROOT, to, { recursive: true, filter: (file) => !NOT_COPIED.has(path.basename(file)) })
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(to, 'node_modules'))
  return to
}

/** As much of it as formatting needs: every file would take long. */
export function copyToFormat(to: string): string {
  mkdirSync(to)
  for (const file of ['package.json', 'biome.json', '.gitignore']) cpSync(path.join(ROOT, file), path.join(to, file))
  writeFileSync(path.join(to, 'file.ts'), 'export const a = "b";\n')
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(to, 'node_modules'))
  return to
}
