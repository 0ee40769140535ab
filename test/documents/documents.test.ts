/** README and docs/: every command is run, or it is known where; links and pictures are there; messages are the program's own. */
import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { isCommandName, COMMANDS as OURS } from '../../electron/cli/commands.ts'
import { databaseFile } from '../../electron/home.ts'
import { ROOT } from '../../scripts/child.mjs'
import { makeOneTask } from '../support/one-task.ts'
import { cliProgram } from '../support/programs.ts'
import { fencedCommands, filled, inlineCommands, quotedMessages } from './commands.ts'
import { KNOWN } from './known.ts'

/** In the order of a reader: a command finds what those before it have left. */
const PAGES = ['README', 'docs/first-run', 'docs/approvals', 'docs/recovery', 'docs/install', 'docs/agents']
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')
const OTHERS = readdirSync(path.join(ROOT, 'docs')).filter((file) => file.endsWith('.md'))
const FILES = [
  ...new Set([...PAGES.map((page) => `${page}.md`), ...OTHERS.map((file) => `docs/${file}`), 'SECURITY.md']),
]
const COMMANDS = FILES.flatMap((file) => fencedCommands(read(file)).map((command) => ({ file, command })))

/** A person's machine: nothing on it but git, Node, and Triptych with the demo agent, which plays every role there. */
function makeMachine() {
  const { repository, terminal, folder } = makeOneTask({})
  const [bin, home] = [path.join(folder, 'bin'), terminal.env['HOME'] ?? folder]
  mkdirSync(bin)
  const program = (name: string, line: string): void => {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${line}\n`)
    chmodSync(path.join(bin, name), 0o755)
  }
  program('triptych', `exec "${process.execPath}" "${cliProgram()}" "$@"`)
  const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim()
  program('npm', `cd "${ROOT}" && exec "${npm}" "$@"`)
  for (const name of ['code', 'evidence']) mkdirSync(path.join(home, name))
  execFileSync('git', ['clone', '--quiet', repository.root, path.join(home, 'code', 'shop')])
  writeFileSync(path.join(folder, 'key.txt'), 'a-key-of-nobody-1234\n')
  writeFileSync(path.join(folder, 'Triptych.AppImage'), 'a package\n')
  execFileSync('sh', ['-c', 'sha256sum -- Triptych.AppImage > SHA256SUMS'], { cwd: folder })
  mkdirSync(terminal.home, { recursive: true })
  const demo = { id: 'demo' }
  const roles = { strategy: demo, implementation: demo, checker: demo }
  writeFileSync(path.join(terminal.home, 'settings.json'), JSON.stringify({ roles }))
  const PATH = [bin, terminal.env['PATH'] ?? ''].join(path.delimiter)
  return { data: terminal.home, shop: path.join(home, 'code', 'shop'), folder, env: { ...terminal.env, PATH } }
}
type Machine = ReturnType<typeof makeMachine>

/** What a reader puts in for `<run>` and the like: of the newest run that has not ended, or of the newest of all. */
function valuesOf({ data }: Machine): Record<string, string> {
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

function run(command: string, { env, folder, shop }: Machine): Promise<{ code: number | string; said: string }> {
  const cwd = command.includes('--repo .') ? shop : folder
  return new Promise((resolve) => {
    const child = execFile('bash', ['-c', command], { cwd, env, timeout: 300_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : (error.code ?? String(error.signal))
      resolve({ code, said: `${stdout}\n${stderr}` })
    })
    child.stdin?.end()
  })
}

const isRunHere = (command: string): boolean => typeof KNOWN[command] === 'number'
let machine: Machine | null = null

/** A run that waits at its plan: what the first page answers and steers. */
async function begin(fresh: Machine): Promise<Machine> {
  const first = await run('triptych run --repo ~/code/shop --goal "Begin" --json', fresh)
  expect(first.code, first.said).toBe(3)
  return fresh
}

describe('the commands', () => {
  test('each is known, and nothing is known that no document says', () => {
    const said = [...new Set(COMMANDS.map(({ command }) => command))].sort()
    expect(said, 'test/documents/known.ts has every command').toEqual(Object.keys(KNOWN).sort())
  })

  const others = Object.entries(KNOWN).flatMap(([command, known]) =>
    typeof known === 'number' ? [] : [{ command, ...known }],
  )
  test.each(others)('$command is run by $file', ({ file, says }) => {
    expect(read(file).includes(says), `${file} has ${says}`).toBe(true)
  })

  // One machine for all of them, so that a page finds what the pages before it have left.
  describe.each(FILES.filter((file) => COMMANDS.some((each) => each.file === file && isRunHere(each.command))))(
    'of %s are run here, as a reader would',
    (file) => {
      test('each ends as it should', { timeout: 900_000 }, async () => {
        machine ??= await begin(makeMachine())
        for (const { command } of COMMANDS.filter((each) => each.file === file && isRunHere(each.command))) {
          const ended = await run(filled(command, valuesOf(machine)), machine)
          expect(ended.code, `${command}\n${ended.said}`).toBe(KNOWN[command])
        }
      })
    },
  )

  const inline = FILES.flatMap((file) => inlineCommands(read(file)).map((command) => ({ file, command })))
  test.each(inline)('$file: $command is one of ours', ({ command }) => {
    const [program, verb = '', ...words] = command.replace(/^npm run -s triptych -- /, 'triptych ').split(/[\s[\]]+/)
    if (program === 'npm') {
      const name = verb === 'run' ? words.find((word) => !word.startsWith('-')) : verb
      const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts
      expect(['install', 'pack', 'ci', ...Object.keys(scripts)]).toContain(name)
      return
    }
    const options = verb === 'help' ? [] : isCommandName(verb) ? Object.keys(OURS[verb].options) : null
    expect(options, `${verb} is no command`).not.toBeNull()
    const named = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2))
    expect(named.filter((name) => !options?.includes(name))).toEqual([])
  })
})

test.each(FILES)('what %s links to is there', (file) => {
  const targets = [...read(file).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)|(?:src|srcset)="([^"]+)"/g)]
  const local = targets.map(([, link, picture]) => link ?? picture ?? '').filter((target) => !/^https?:/.test(target))
  const missing = local.filter((target) => !existsSync(path.join(ROOT, path.dirname(file), target)))
  expect(missing).toEqual([])
})

test('the messages that the page of symptoms quotes are the program’s own', () => {
  const folders = ['electron', 'renderer', 'shared', 'scripts'].map((folder) => path.join(ROOT, folder))
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(tsx?|mjs)$/.test(file))
      .map((file) => readFileSync(path.join(folder, file), 'utf8')),
  )
  const quoted = quotedMessages(read('docs/troubleshooting.md'))
  expect(quoted.length).toBeGreaterThan(10)
  expect(quoted.filter((piece) => !sources.some((text) => text.includes(piece)))).toEqual([])
})
