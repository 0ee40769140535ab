import { shortId, slug } from '../../shared/names.ts'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import { readArtifactFile } from '../artifact-files.ts'
import type { Store } from '../store/store.ts'
import { type Aside, fileAside, folderAside, freeFile, freeFolder } from './aside.ts'
import { contentsHash, MANIFEST, makeManifest, manifestText, REPORT } from './contents.ts'
import { gateEvidence, recordedOf } from './gate-evidence.ts'
import type { ShownDiff } from './report/facts.ts'
import { hidePlaces, type Place } from './report/hide-places.ts'
import { makeReport } from './report/report.ts'
import { type RunExport, readRunExport } from './run-export.ts'
import { folderSink, hashingSink, type Sink } from './sink.ts'
import { writeContents } from './write-contents.ts'

/** Where a run is to be written, absolute. At least one of them. */
export interface Targets {
  readonly folder?: string
  readonly report?: string
}

export interface Exported {
  /** The hash by which the contents are known. */
  contents: string
  files: number
  bytes: number
  /** Artifacts whose files could not be read. */
  absent: number
}

/** A run as something that can be kept and given away. Reading only; works in any process. */
export interface Exports {
  /** Without an ending: `triptych-add-csv-export-3f9c2a10`. */
  nameOf(runId: string): string
  /** Each target is written aside and appears whole or not at all. Throws `Run not found: <id>`. */
  write(runId: string, targets: Targets, signal: AbortSignal): Promise<Result<Exported, Refusal>>
  /** The folder's files into a sink, `manifest.json` last; the report's bytes go with it. */
  into(runId: string, sink: Sink): Promise<Exported & { report: Uint8Array }>
}

interface Parts {
  store: Store
  /** The data folder, without links. */
  home: string
  version: string
  /** Folders of this machine that the report does not name. */
  places(run: RunExport): readonly Place[]
  redact(): (text: string) => string
  now(): string
}

export function createExports(parts: Parts): Exports {
  const { store } = parts
  const into: Exports['into'] = async (runId, sink) => {
    const run = readRunExport(store, runId)
    const contents = await writeContents(run, sink, { home: parts.home, listEventsAfter: store.listEventsAfter })
    const exportedAt = parts.now()
    const hide = hidePlaces(parts.places(run))
    const redact = parts.redact()
    const hash = contentsHash(contents)
    const page = makeReport({
      ...{ run, contents, contentsHash: hash, exportedAt, version: parts.version },
      evidence: gateEvidence(run),
      diff: await diffOf(parts.home, run),
      hide: (text) => redact(hide(text)),
    })
    const report = new TextEncoder().encode(page)
    const facts = await sink.add(REPORT, [report])
    const manifest = makeManifest(contents, { exportedAt, triptych: parts.version, report: facts })
    const { bytes } = await sink.add(MANIFEST, [new TextEncoder().encode(manifestText(manifest))])
    return {
      contents: hash,
      files: contents.files.length + 2,
      bytes: contents.files.reduce((sum, file) => sum + file.bytes, facts.bytes + bytes),
      absent: contents.artifacts.filter((artifact) => artifact.path === null).length,
      report,
    }
  }
  return {
    nameOf: (runId) => `triptych-${slug(store.getRun(runId).goal)}-${shortId(runId)}`,
    into,
    write: async (runId, targets, signal) => {
      for (const free of [
        targets.folder === undefined ? ok(null) : await freeFolder(targets.folder),
        targets.report === undefined ? ok(null) : await freeFile(targets.report),
      ])
        if (!free.ok) return free
      const made: Aside[] = []
      try {
        const folder = targets.folder === undefined ? null : await folderAside(targets.folder)
        if (folder !== null) made.push(folder)
        const sink = folder === null ? hashingSink(signal) : folderSink(folder.place, signal)
        const { report, ...exported } = await into(runId, sink)
        if (targets.report !== undefined) made.push(await fileAside(targets.report, report))
        for (const aside of made) await aside.finish()
        return ok(exported)
      } catch (error) {
        const refusal = whyNot(error, targets, signal)
        if (refusal === null) throw error
        return err(refusal)
      } finally {
        for (const aside of made) await aside.drop()
      }
    },
  }
}

/** Null: it is no trouble of the place or the person, but a bug or the database. */
function whyNot(error: unknown, { folder, report }: Targets, signal: AbortSignal): Refusal | null {
  if (signal.aborted) {
    const message = 'The export was interrupted. Nothing was left behind.'
    return { code: 'interrupted', message, remedy: 'Start it again.' }
  }
  if (!(error instanceof Error) || !('syscall' in error)) return null
  const message = `The export was not written to ${[folder, report].filter((place) => place !== undefined).join(' and ')}: ${error.message}`
  return { code: 'not_written', message, remedy: 'Make room there or choose another place, then export again.' }
}

/** More of a diff is not shown on a page. */
const MAX_DIFF_BYTES = 2 * 1024 * 1024

/** The newest diff of the whole result; before there is one, the newest of an attempt. */
async function diffOf(home: string, { artifacts, tasks }: RunExport): Promise<ShownDiff | null> {
  const diffs = artifacts.filter(({ kind }) => kind === 'diff')
  const artifact = diffs.findLast(({ metadata }) => recordedOf(metadata).label === 'review') ?? diffs.at(-1)
  if (artifact === undefined) return null
  const read = await readArtifactFile(home, artifact, { offset: 0, length: MAX_DIFF_BYTES })
  if (!read.ok) return null
  const { bytes, total } = read.value
  const { taskId, attemptNumber } = recordedOf(artifact.metadata)
  const number = tasks.findIndex(({ id }) => id === taskId) + 1
  const of = number === 0 ? 'the whole result' : `task ${number}, attempt ${attemptNumber ?? '?'}`
  return { artifact, of, text: bytes.toString('utf8'), total, shown: bytes.length }
}
