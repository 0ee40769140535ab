/** A whole run of an agent that tells its 500 secrets wherever it can, and the search for them in every byte that is stored. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Backend, openBackend } from '../../electron/backend.ts'
import { databaseFile } from '../../electron/home.ts'
import { DEFAULT_RUN_CONFIG, type RunConfig } from '../../shared/config.ts'
import { SUM_FILES } from '../support/sum-job.ts'
import { fakeKeyStore } from './fake-key-store.ts'
import { formsOf, nameOf, PLANTED } from './fixtures/planted.ts'

const AGENT = path.join(import.meta.dirname, 'fixtures', 'leaky-agent.ts')
/** Only the agent has the variables: not the set-up, not a verification. And their logs show what lies outside. */
const COMMANDS = ['! env | grep PLANTED_', 'cat "$HOME/leak.txt"']

const config: RunConfig = {
  ...DEFAULT_RUN_CONFIG,
  agents: { strategy: { id: 'leaky' }, implementation: { id: 'leaky' }, checker: { id: 'leaky' } },
  setup: { commands: COMMANDS, copy: [] },
  sandbox: 'off', // Its home, which the set-up shows, is below the system's folder for temporary files.
}

export interface PlantedRun {
  backend: Backend
  runId: string
}

/** `folder` is empty; its data folder is `home` in it. */
export async function beginPlanted(folder: string): Promise<PlantedRun> {
  const home = path.join(folder, 'home')
  const forms = PLANTED.flatMap(formsOf)
  writeFileSync(path.join(folder, 'leak.txt'), `${forms.join('\n')}\n`)
  const cache = path.resolve(import.meta.dirname, '../../node_modules/.cache/compile')
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, NODE_COMPILE_CACHE: cache }
  const keyStore = fakeKeyStore()
  const backend = await openBackend({ home, environment }, () => keyStore)
  const env = { NODE_COMPILE_CACHE: cache }
  writeFileSync(path.join(home, 'settings.json'), JSON.stringify({ agents: { leaky: { command: AGENT, env } } }))
  PLANTED.forEach((value, index) => {
    backend.secrets.set('leaky', nameOf(index), value)
  })
  await backend.own()
  const started = await backend.startRun({ repoPath: makeSumRepository(folder), goal: 'Add sum', config })
  if (!started.ok) throw new Error(started.error.message)
  return { backend, runId: started.value.run.id }
}

function makeSumRepository(folder: string): string {
  const root = path.join(folder, 'repository')
  for (const [file, content] of Object.entries(SUM_FILES)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), content)
  }
  const env = { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }
  const person = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
  for (const words of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    [...person, 'commit', '-q', '-m', 'First'],
  ])
    execFileSync('git', words, { cwd: root, env, stdio: 'pipe' })
  return root
}

/** Says yes to every question until the run has ended. */
export async function driveToItsEnd({ backend, runId }: PlantedRun): Promise<void> {
  const approve = (): void => {
    for (const { id, subjectHash } of backend.store.listOpenGates(runId)) {
      backend.decide(id, { subjectHash, verdict: 'approved', source: 'human', rationale: 'Yes.', payload: {} })
    }
  }
  const timer = setInterval(approve, 20)
  try {
    const signal = new AbortController().signal
    for (let count = 0; count < 10 && (await backend.drive(runId, signal)).kind === 'wait'; count++) approve()
  } finally {
    clearInterval(timer)
  }
}

export function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.flatMap((entry) => (entry.isFile() ? [path.join(entry.parentPath, entry.name)] : []))
}

/** All rows of all tables: in the file a long text is not in one piece. */
export function rowsOf(file: string): Buffer {
  const database = new DatabaseSync(file, { readOnly: true })
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  const rows = tables.flatMap(({ name }) => database.prepare(`SELECT * FROM "${String(name)}"`).all())
  database.close()
  return Buffer.from(rows.map((row) => Object.values(row).map(String).join('\n')).join('\n'))
}

const START_BYTES = 8
/** Every form of every secret, as bytes, by how it begins. */
const SOUGHT = Map.groupBy(
  PLANTED.flatMap(formsOf).map((form) => Buffer.from(form).toString('latin1')),
  (bytes) => bytes.slice(0, START_BYTES),
)

function foundIn(bytes: Buffer): string[] {
  const text = bytes.toString('latin1')
  const found: string[] = []
  for (let at = 0; at + START_BYTES <= text.length; at++) {
    const sought = SOUGHT.get(text.slice(at, at + START_BYTES))
    const form = sought?.find((candidate) => text.startsWith(candidate, at))
    if (form !== undefined) found.push(form)
  }
  return found
}

/** Where in a data folder a secret is: in the bytes of any file, and in any row of the database. */
export function foundBelow(home: string): string[] {
  const inFiles = filesBelow(home).flatMap((file) =>
    foundIn(readFileSync(file)).map((form) => `${path.relative(home, file)}: ${form}`),
  )
  return [...inFiles, ...foundIn(rowsOf(databaseFile(home))).map((form) => `a row: ${form}`)]
}
