import { z } from 'zod'
import { canonicalText } from '../../shared/canonical-json.ts'
import { hashValue } from '../hash.ts'

/** The form of an exported folder: docs/contracts.md, section 10. Paths inside it use `/`. */
export const EXPORT_VERSION = 1
export const EXPORT_KIND = 'triptych_export'
export const MANIFEST = 'manifest.json'
export const REPORT = 'report.html'
export const EVENTS = 'events.ndjson'
export const EVIDENCE = 'evidence.json'

const SHA256 = z.string().regex(/^sha256:[0-9a-f]{64}$/)
/** No segment of it leads upwards, and every system can hold it. */
const FILE = z.string().regex(/^(?:[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/i)

const fileSchema = z.strictObject({ path: FILE, bytes: z.int().nonnegative(), sha256: SHA256 })
/** One file, by what it holds. */
export type FileFacts = z.infer<typeof fileSchema>

/** Why an artifact's file is not in the folder; the reader's own words. */
const ABSENT = ['outside', 'own', 'gone', 'not_plain', 'unreadable'] as const
const artifactSchema = z.strictObject({
  id: z.string(),
  path: FILE.nullable(),
  /** Null: it is there. */
  absent: z.enum(ABSENT).nullable(),
  /** Only its beginning is there. */
  cut: z.boolean(),
})
export type ExportedArtifact = z.infer<typeof artifactSchema>

const contentsFields = {
  v: z.literal(EXPORT_VERSION),
  kind: z.literal(EXPORT_KIND),
  runId: z.string(),
  /** The newest event that is in it. */
  seq: z.int(),
  /** By path; everything but the manifest and the report. */
  files: z.array(fileSchema),
  /** In the run's order. */
  artifacts: z.array(artifactSchema),
}
/** What was exported, whoever exports it and whenever: an ended run has the same contents each time. */
export type Contents = z.infer<z.ZodObject<typeof contentsFields>>

export const manifestSchema = z.strictObject({
  ...contentsFields,
  contents: SHA256,
  exportedAt: z.string(),
  /** The application's version. */
  triptych: z.string(),
  report: fileSchema,
  /** Of the rest of the manifest. */
  hash: SHA256,
})
export type Manifest = z.infer<typeof manifestSchema>

export function contentsHash({ v, kind, runId, seq, files, artifacts }: Contents): string {
  return hashValue({ v, kind, runId, seq, files, artifacts })
}

export const manifestHash = ({ hash: _, ...rest }: Omit<Manifest, 'hash'> & { hash?: string }): string =>
  hashValue(rest)

export function makeManifest(contents: Contents, made: Pick<Manifest, 'exportedAt' | 'triptych' | 'report'>): Manifest {
  const rest = { ...contents, contents: contentsHash(contents), ...made }
  return { ...rest, hash: manifestHash(rest) }
}

export const manifestText = (manifest: Manifest): string => canonicalText(manifest)
