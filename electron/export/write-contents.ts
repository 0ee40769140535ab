import type { FileHandle } from 'node:fs/promises'
import { canonicalText } from '../../shared/canonical-json.ts'
import type { ArtifactRecord, EventRecord } from '../../shared/domain.ts'
import { artifactFile, openPlain } from '../artifact-files.ts'
import { MAX_ADOPTED_BYTES } from '../artifacts.ts'
import {
  type Contents,
  EVENTS,
  EVIDENCE,
  EXPORT_KIND,
  EXPORT_VERSION,
  type ExportedArtifact,
  type FileFacts,
} from './contents.ts'
import { gateEvidence } from './gate-evidence.ts'
import type { RunExport } from './run-export.ts'
import type { Sink } from './sink.ts'

export interface Sources {
  /** The data folder, without links. */
  home: string
  /** Events of the run with an id greater than `after`, oldest first, at most `limit`. */
  listEventsAfter(runId: string, after: number, limit: number): EventRecord[]
}

/** Each becomes `records/<name>.json`, canonical JSON. */
const RECORDS: Readonly<Record<string, (run: RunExport) => unknown>> = {
  run: ({ run, delivery, origin, sandbox }) => ({ ...run, ...delivery, origin, sandbox }),
  agents: ({ agents }) => agents,
  plans: ({ plans }) => plans,
  baselines: ({ baselines }) => baselines,
  tasks: ({ tasks }) => tasks,
  attempts: ({ attempts }) => attempts.map(({ result: _, ...record }) => record),
  steps: ({ steps }) => steps,
  turns: ({ turns }) => turns,
  messages: ({ messages }) => messages,
  gates: ({ gates }) => gates,
  approvals: ({ approvals }) => approvals,
  reviews: ({ reviews }) => reviews,
  checkpoints: ({ checkpoints }) => checkpoints,
  artifacts: ({ artifacts }) => artifacts,
}

/** Records, events and the artifacts' own bytes. An artifact whose file cannot be had is told, and the rest goes on. */
export async function writeContents(run: RunExport, sink: Sink, sources: Sources): Promise<Contents> {
  const files: FileFacts[] = []
  for (const [name, read] of Object.entries(RECORDS))
    files.push(await sink.add(`records/${name}.json`, [utf8(canonicalText(read(run)))]))
  files.push(await sink.add(EVIDENCE, [utf8(canonicalText(gateEvidence(run)))]))
  files.push(await sink.add(EVENTS, eventLines(run, sources)))
  const artifacts: ExportedArtifact[] = []
  for (const [index, artifact] of run.artifacts.entries()) {
    const { exported, facts } = await addArtifact(sink, sources.home, artifact, nameOf(artifact, index + 1))
    artifacts.push(exported)
    if (facts !== null) files.push(facts)
  }
  files.sort((one, other) => (one.path < other.path ? -1 : 1))
  return { v: EXPORT_VERSION, kind: EXPORT_KIND, runId: run.run.id, seq: run.seq, files, artifacts }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const EVENTS_AT_ONCE = 1_000

/** Up to the newest event that the records know of. */
function* eventLines({ run, seq }: RunExport, { listEventsAfter }: Sources): Generator<Uint8Array> {
  let after = 0
  for (;;) {
    const page = listEventsAfter(run.id, after, EVENTS_AT_ONCE).filter(({ id }) => id <= seq)
    const last = page.at(-1)
    if (last === undefined) return
    yield utf8(page.map((event) => `${canonicalText(event)}\n`).join(''))
    after = last.id
  }
}

/** `artifacts/0003-diff.diff`: by its place in the run, of letters that every system knows. */
function nameOf({ kind, path: stored }: ArtifactRecord, number: number): string {
  const word = kind.replace(/[^a-z0-9_]/gi, '').slice(0, 40) || 'other'
  const extension = /\.[a-z0-9]{1,10}$/i.exec(stored)?.[0] ?? ''
  return `artifacts/${String(number).padStart(4, '0')}-${word}${extension.toLowerCase()}`
}

/** More than a recorded hash can cover is not copied: a file may be sparse, and never end. */
async function addArtifact(
  sink: Sink,
  home: string,
  artifact: ArtifactRecord,
  file: string,
): Promise<{ exported: ExportedArtifact; facts: FileFacts | null }> {
  // What goes wrong on the way out is no fault of the artifact's file.
  let failure: { error: unknown } | null = null
  const read = await openPlain(home, artifactFile(home, artifact), async (handle, total) => {
    try {
      const facts = await sink.add(file, piecesOf(handle, Math.min(total, MAX_ADOPTED_BYTES)))
      return { facts, cut: total > MAX_ADOPTED_BYTES }
    } catch (error) {
      failure = { error }
      throw error
    }
  })
  rethrow(failure)
  if (!read.ok) return { exported: { id: artifact.id, path: null, absent: read.error.kind, cut: false }, facts: null }
  const { facts, cut } = read.value.value
  return { exported: { id: artifact.id, path: facts.path, absent: null, cut }, facts }
}

function rethrow(failure: { error: unknown } | null): void {
  if (failure !== null) throw failure.error
}

const PIECE_BYTES = 1024 * 1024

async function* piecesOf(handle: FileHandle, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; ) {
    const buffer = Buffer.alloc(Math.min(PIECE_BYTES, length - at))
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
}
