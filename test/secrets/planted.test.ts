/** Whole runs of an agent that tells its 500 secrets wherever it can; afterwards they are looked for in every byte that is stored. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { type Backend, openBackend } from '../../electron/backend.ts'
import { databaseFile } from '../../electron/home.ts'
import { DEFAULT_RUN_CONFIG, type RunConfig } from '../../shared/config.ts'
import { makeRepository, makeTempFolder } from '../support/repository.ts'
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

async function begin(): Promise<{ backend: Backend; runId: string }> {
  const folder = makeTempFolder('planted')
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
  const { root } = makeRepository(SUM_FILES)
  await backend.own()
  const started = await backend.startRun({ repoPath: root, goal: 'Add sum', config })
  if (!started.ok) throw new Error(started.error.message)
  return { backend, runId: started.value.run.id }
}

/** Says yes to every question until the run has ended. */
async function driveToItsEnd(backend: Backend, runId: string): Promise<void> {
  const approve = (): void => {
    for (const { id, subjectHash } of backend.store.listOpenGates(runId)) {
      backend.decide(id, { subjectHash, verdict: 'approved', source: 'human', rationale: 'Yes.', payload: {} })
    }
  }
  const timer = setInterval(approve, 20)
  onTestFinished(() => clearInterval(timer))
  const signal = new AbortController().signal
  for (let count = 0; count < 10 && (await backend.drive(runId, signal)).kind === 'wait'; count++) approve()
  clearInterval(timer)
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.flatMap((entry) => (entry.isFile() ? [path.join(entry.parentPath, entry.name)] : []))
}

/** All rows of all tables: in the file a long text is not in one piece. */
function rowsOf(file: string): Buffer {
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

function foundBelow(home: string): string[] {
  const inFiles = filesBelow(home).flatMap((file) =>
    foundIn(readFileSync(file)).map((form) => `${path.relative(home, file)}: ${form}`),
  )
  return [...inFiles, ...foundIn(rowsOf(databaseFile(home))).map((form) => `a row: ${form}`)]
}

test('500 planted secrets are nowhere in the data folder [fault 26]', { timeout: 120_000 }, async () => {
  const { backend, runId } = await begin()
  await driveToItsEnd(backend, runId)
  const { store, home } = backend
  expect(store.getRun(runId)).toMatchObject({ status: 'completed' })

  // It was all said, and heard: the marks stand where the secrets stood.
  const turns = path.join(home, 'runs', runId, 'turns')
  const transcripts = readdirSync(turns).map((file) => readFileSync(path.join(turns, file), 'utf8'))
  expect(transcripts.length).toBeGreaterThanOrEqual(6)
  for (const transcript of transcripts) {
    expect(PLANTED.filter((_, index) => !transcript.includes(`[secret ${nameOf(index)}]`))).toEqual([])
  }
  expect(rowsOf(databaseFile(home)).toString()).toContain('[secret PLANTED_499]')
  const [task] = store.listTasks(runId)
  const attempts = store.listAttempts(task?.id ?? '')
  expect(attempts.map(({ status }) => status)).toEqual(['failed', 'failed', 'completed'])
  expect(attempts[1]?.summary).toMatch(/^The change contains the value of secret PLANTED_4\. Never write it/)

  expect(filesBelow(home).some((file) => file.endsWith('-wal'))).toBe(true)
  expect(foundBelow(home)).toEqual([])
  await backend.close()
  expect(foundBelow(home)).toEqual([])
})

test('the search finds what is there', () => {
  const home = makeTempFolder('home')
  new DatabaseSync(databaseFile(home)).exec('CREATE TABLE t (x)')
  const forms = PLANTED.flatMap(formsOf)
  writeFileSync(path.join(home, 'leak'), forms.join('\n'))
  expect(foundBelow(home).length).toBeGreaterThanOrEqual(forms.length)
})
