import { canonicalText } from '../../../shared/canonical-json.ts'
import { ok, type Refusal, type Result } from '../../../shared/result.ts'
import { contentsHash, EVIDENCE, MANIFEST, type Manifest, manifestHash, manifestSchema, REPORT } from '../contents.ts'
import { readReport } from '../report/report.ts'
import { fileProblems } from './check-files.ts'
import { checkRecords } from './check-records.ts'
import { type FoundFolder, readFolder } from './read-folder.ts'
import { RECORD_NAMES, type Records, recordsSchema } from './records-schema.ts'

export interface Verified {
  /** What differs, a sentence each; empty: nothing. */
  problems: string[]
  /** What could not be compared, and why. */
  notes: string[]
  /** Null: the manifest cannot be read. */
  manifest: Pick<Manifest, 'runId' | 'contents' | 'exportedAt' | 'triptych'> | null
  files: number
  bytes: number
  /** Answers that are bound to what is here. */
  bound: number
}

/**
 * Compares an exported folder with its own hashes, and its answers with the bytes they were bound to. `expected`: the hash that the
 * person who exported it told; without it somebody who rewrote all of the folder is not noticed.
 */
export async function verifyFolder(folder: string, expected: string | null): Promise<Result<Verified, Refusal>> {
  const read = await readFolder(folder)
  if (!read.ok) return read
  const found = read.value
  const manifest = readManifest(await found.textOf(MANIFEST))
  const all = [...found.files.values()]
  const sizes = { files: all.length, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) }
  if (!manifest.ok)
    return ok({ ...sizes, problems: [...found.problems, manifest.error], notes: [], manifest: null, bound: 0 })
  const files = fileProblems(manifest.value, found.files)
  const records = await readRecords(found)
  const checked = records.ok
    ? checkRecords({ records: records.value, artifacts: manifest.value.artifacts, files: found.files })
    : { problems: records.error, notes: [], bound: 0 }
  return ok({
    ...sizes,
    problems: [
      ...found.problems,
      ...manifestProblems(manifest.value, expected),
      ...files.problems,
      ...checked.problems,
      ...(records.ok && records.value.run.id !== manifest.value.runId
        ? [`records/run.json: it is of another run than ${MANIFEST}.`]
        : []),
      ...reportProblems(await found.textOf(REPORT), manifest.value.contents, REPORT),
    ],
    notes: [...files.notes, ...checked.notes],
    manifest: manifest.value,
    bound: checked.bound,
  })
}

/** `page` null: there is none, which is told elsewhere. */
export function reportProblems(page: string | null, contents: string, name: string): string[] {
  if (page === null) return []
  const report = readReport(page)
  if (report === null) return [`${name}: this is no report of Triptych.`]
  return [
    ...(report.isWhole ? [] : [`${name}: changed after it was written.`]),
    ...(report.contents === contents
      ? []
      : [`${name}: it is about contents ${report.contents}, not about ${contents}.`]),
  ]
}

function readManifest(text: string | null): Result<Manifest, string> {
  const no = (error: string): Result<Manifest, string> => ({ ok: false, error: `${MANIFEST}: ${error}` })
  if (text === null) return no('missing. Without it this is no export that can be verified.')
  const data = parsed(text)
  const manifest = manifestSchema.safeParse(data)
  if (!manifest.success) return no('it is damaged, or of a version that this Triptych does not know.')
  return canonicalText(data) === text ? ok(manifest.data) : no('changed. It is not written as an export writes it.')
}

function manifestProblems(manifest: Manifest, expected: string | null): string[] {
  const { contents } = manifest
  return [
    ...(manifestHash(manifest) === manifest.hash ? [] : [`${MANIFEST}: changed. Its own hash does not fit.`]),
    ...(contentsHash(manifest) === contents
      ? []
      : [`${MANIFEST}: changed. Its list of files does not have the hash ${contents}.`]),
    ...(expected === null || expected === contents
      ? []
      : [`${MANIFEST}: these are contents ${contents}, not ${expected}.`]),
  ]
}

/** Each a problem: a file of records that is not what an export writes. */
async function readRecords(found: FoundFolder): Promise<Result<Records, string[]>> {
  const data: Record<string, unknown> = {}
  const problems: string[] = []
  const places = [
    ...RECORD_NAMES.map((name) => [name, `records/${name}.json`] as const),
    ['evidence', EVIDENCE] as const,
  ]
  for (const [name, file] of places) {
    const text = await found.textOf(file)
    if (text === null) continue
    data[name] = parsed(text)
    if (data[name] === undefined || canonicalText(data[name]) !== text)
      problems.push(`${file}: changed. It is not canonical JSON, as an export writes it.`)
  }
  const records = recordsSchema.safeParse(data)
  if (!records.success) problems.push('The records cannot be understood, so that the answers were not compared.')
  return records.success && problems.length === 0 ? ok(records.data) : { ok: false, error: problems }
}

/** Undefined: it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
