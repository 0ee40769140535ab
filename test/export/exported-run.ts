/** A run with real files, answered by a person at every gate; and what a folder of it is tampered with. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createArtifacts } from '../../electron/artifacts.ts'
import { workplaceOf } from '../../electron/backend.ts'
import type { TurnOutcome, TurnRequest } from '../../electron/engine/agents-port.ts'
import { decideGate } from '../../electron/engine/decide.ts'
import { drive, type Rest } from '../../electron/engine/engine.ts'
import type { PathChange } from '../../electron/engine/git-port.ts'
import { contentsHash, type Manifest, makeManifest, manifestText } from '../../electron/export/contents.ts'
import { createExports } from '../../electron/export/exports.ts'
import { hashBytes } from '../../electron/hash.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import type { TaskDraft } from '../../shared/domain.ts'
import { NO_SECRETS } from '../support/no-secrets.ts'
import { makeTempFolder } from '../support/repository.ts'
import { createWorld, noTally } from '../support/scripted-world.ts'

export const AT = '2026-02-03T04:05:06.007Z'
/** What the first attempt's step prints: an agent's idea of a trap. */
export const HOSTILE = '\u001b[31mFAIL\u001b[0m </pre><script>alert(1)</script> \u202egnp.exe'

export interface FinishedRun {
  store: Store
  /** The data folder. */
  home: string
  runId: string
  exports: ReturnType<typeof createExports>
}

const task = (title: string): TaskDraft => ({
  title,
  objective: 'Do it',
  acceptanceCriteria: ['It works'],
  verificationSteps: ['check it'],
  allowedPaths: [],
})
const ANSWERS = {
  submit_plan: { summary: 'plan', tasks: [task('One'), task('Two')], risks: [], questions: [] },
  report_result: { outcome: 'done', summary: 'did it' },
  submit_verdict: { summary: 'judged', criteria: [{ criterion: 1, status: 'met', reason: 'so', evidence: ['diff'] }] },
}

/** Ends completed after a first attempt whose step failed. The store is the caller's to close. */
export async function finishedRun(): Promise<FinishedRun> {
  const home = makeTempFolder('home')
  const store = openStore(path.join(home, 'triptych.sqlite'))
  const turn = ({ answer }: TurnRequest): TurnOutcome => ({
    kind: 'answered',
    via: 'tool',
    answer: ANSWERS[answer.tool],
  })
  const changes: PathChange[] = [{ path: 'one.txt', kind: 'added' }]
  const { ports, start } = createWorld({ turn, command: () => 0, changes: () => changes }, store, noTally())
  const runId = start({ policy: 'every_task' })
  ports.artifacts = createArtifacts({
    ...{ home, addArtifact: store.addArtifact, getArtifact: store.getArtifact },
    ...NO_SECRETS,
  })
  ports.turnTranscriptFile = (id, turnId) => path.join(home, 'runs', id, 'turns', `${turnId}.jsonl`)
  ports.workplace = (run) => workplaceOf(home, run)
  ports.git = { ...ports.git, diff: async (_place, _base, head) => new TextEncoder().encode(diffOf(head)) }
  let ran = 0
  ports.commands = {
    runShell: async ({ command, cwd, signal }) => {
      ran += 1
      // The first is the trial before any work, the second the first attempt's.
      const log = new TextEncoder().encode(`${command} in ${cwd}\n${ran === 2 ? HOSTILE : 'fine'}\n`)
      const end = { signal: null, timedOut: false, aborted: signal.aborted, durationMs: 1.5 }
      return { ...end, exitCode: ran <= 2 ? 1 : 0, log }
    },
  }
  await answerAll({ store, runId, go: () => drive(ports, runId, new AbortController().signal) })
  const exports = createExports({
    ...{ store, home, version: '1.2.3', now: () => AT },
    places: () => [{ folder: home, name: '<data folder>' }],
    redact: () => (text) => text,
  })
  return { store, home, runId, exports }
}

async function answerAll({ store, runId, go }: { store: Store; runId: string; go(): Promise<Rest> }): Promise<void> {
  for (let asked = 0; asked < 9 && (await go()).kind !== 'end'; asked += 1) {
    const [gate] = store.listOpenGates(runId)
    if (!gate) throw new Error('The run waits, and asks nothing')
    const answer = { verdict: 'approved', source: 'human', rationale: 'looks right', payload: {} } as const
    const decided = decideGate(store, gate.id, { subjectHash: gate.subjectHash, ...answer })
    if (!decided.ok) throw new Error(decided.error.kind)
  }
}

const diffOf = (head: string): string =>
  `diff --git a/one.txt b/one.txt\nnew file mode 100644\n--- /dev/null\n+++ b/one.txt\n@@ -0,0 +1,2 @@\n+One\n+${head}\n`

export interface ExportedFolder {
  folder: string
  read(file: string): string
  write(file: string, text: string): void
  /** The first file whose name fits. */
  find(name: RegExp): string
  manifest(): Manifest
  /** As somebody would who knows how all of it is made: manifest and report fit what is in the folder now. */
  refit(): void
}

const NO_HASH = `sha256:${'0'.repeat(64)}`
const OWN = /(name="triptych-report" content=")sha256:[0-9a-f]{64}/

/** A copy that may be tampered with. */
export function copyOf(exported: string): ExportedFolder {
  const folder = path.join(makeTempFolder('copy'), 'run')
  cpSync(exported, folder, { recursive: true })
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8')
  const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text)
  const manifest = (): Manifest => JSON.parse(read('manifest.json'))
  const factsOf = (file: string) => {
    const bytes = readFileSync(path.join(folder, file))
    return { path: file, bytes: bytes.length, sha256: hashBytes(bytes) }
  }
  return {
    folder,
    read,
    write,
    manifest,
    find: (name) => {
      const found = manifest().files.find(({ path: file }) => name.test(file))
      if (!found) throw new Error(`Nothing of ${name} in ${readdirSync(folder, { recursive: true }).join(' ')}`)
      return found.path
    },
    refit: () => {
      const old = manifest()
      const contents = { v: old.v, kind: old.kind, runId: old.runId, seq: old.seq, artifacts: old.artifacts }
      const fitting = { ...contents, files: old.files.map(({ path: file }) => factsOf(file)) }
      const page = read('report.html').replaceAll(old.contents, contentsHash(fitting)).replace(OWN, `$1${NO_HASH}`)
      write('report.html', page.replace(OWN, `$1${hashBytes(page)}`))
      const { exportedAt, triptych } = old
      write(
        'manifest.json',
        manifestText(makeManifest(fitting, { exportedAt, triptych, report: factsOf('report.html') })),
      )
    },
  }
}
