/** A run on real git with real files, answered by a person at every gate; and what a folder of it is tampered with. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createArtifacts } from '../../electron/artifacts.ts'
import { contentsHash, type Manifest, makeManifest, manifestText } from '../../electron/export/contents.ts'
import { createExports } from '../../electron/export/exports.ts'
import { hashBytes } from '../../electron/hash.ts'
import { openStore } from '../../electron/store/store.ts'
import { type RealRun, realRun } from '../checkpoints/real-files.ts'
import { NO_SECRETS } from '../support/no-secrets.ts'
import { makeTempFolder } from '../support/repository.ts'

export const AT = '2026-02-03T04:05:06.007Z'
/** What the first attempt's step prints: an agent's idea of a trap. */
export const HOSTILE = '\u001b[31mFAIL\u001b[0m </pre><script>alert(1)</script> \u202egnp.exe'

export interface FinishedRun extends RealRun {
  exports: ReturnType<typeof createExports>
}

/** Ends completed after a first attempt whose step failed. The store is the caller's to close. */
export async function finishedRun(): Promise<FinishedRun> {
  const store = openStore(path.join(makeTempFolder('store'), 'triptych.sqlite'))
  const run = realRun({ store, config: { policy: 'every_task' } })
  const { home, ports } = run
  const rows = { addArtifact: store.addArtifact, getArtifact: store.getArtifact, ...NO_SECRETS }
  ports.artifacts = createArtifacts({ home, ...rows })
  ports.turnTranscriptFile = (runId, turnId) => path.join(home, 'runs', runId, 'turns', `${turnId}.jsonl`)
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
  for (let asked = 0; asked < 9 && (await run.go()).kind !== 'end'; asked += 1) run.approve()
  const exports = createExports({
    ...{ store, home, version: '1.2.3', now: () => AT },
    places: () => [{ folder: home, name: '<data folder>' }],
    redact: () => (text) => text,
  })
  return { ...run, exports }
}

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
