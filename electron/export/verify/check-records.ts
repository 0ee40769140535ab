import { z } from 'zod'
import { canonicalText } from '../../../shared/canonical-json.ts'
import { hashBytes } from '../../hash.ts'
import type { ExportedArtifact, FileFacts } from '../contents.ts'
import { filesOf, recordedOf } from '../gate-evidence.ts'
import type { Records } from './records-schema.ts'

interface Found {
  records: Records
  /** As the manifest lists them. */
  artifacts: readonly ExportedArtifact[]
  /** What is in the folder now. */
  files: ReadonlyMap<string, FileFacts>
}

export interface RecordsChecked {
  problems: string[]
  notes: string[]
  /** Answers whose question, subject and evidence came out. */
  bound: number
}

/** Pure. Whether the records agree with each other and with the bytes beside them. */
export function checkRecords(found: Found): RecordsChecked {
  const gates = found.records.gates.map((gate) => ({ gate, problems: gateProblems(found, gate) }))
  const decided = gates.filter(({ gate, problems }) => gate.approvalId !== null && problems.length === 0)
  const lost = found.records.evidence.filter(({ evidence }) => evidence === null)
  const absent = found.artifacts.filter(({ absent: why }) => why !== null)
  return {
    problems: [
      ...planProblems(found.records),
      ...artifactProblems(found),
      ...stepProblems(found),
      ...gates.flatMap(({ problems }) => problems),
      ...strayEvidence(found.records),
    ],
    notes: [
      ...lost.map(
        ({ gateId }) =>
          `The files that gate ${gateId} was bound to could not be put together any more when it was exported: the same result was reviewed again.`,
      ),
      ...absent.map(
        ({ id, absent: why }) => `The file of artifact ${id} was not in the data folder when it was exported (${why}).`,
      ),
    ],
    bound: decided.length,
  }
}

function planProblems({ plans }: Records): string[] {
  return plans.flatMap(({ revision, summary, tasks, risks, questions, hash }) => {
    const own = hashOf({ summary, tasks, risks, questions })
    return own === hash ? [] : [`records/plans.json: plan ${revision} is not the one of hash ${hash}.`]
  })
}

/** Each artifact's bytes are those that were recorded when it was written. */
function artifactProblems({ records, artifacts, files }: Found): string[] {
  const listed = new Map(artifacts.map((artifact) => [artifact.id, artifact]))
  const unknown = artifacts.filter(({ id }) => !records.artifacts.some((artifact) => artifact.id === id))
  return [
    ...unknown.map(({ id }) => `records/artifacts.json: nothing is told of artifact ${id}.`),
    ...records.artifacts.flatMap(({ id, kind, metadata }) => {
      const exported = listed.get(id)
      if (exported === undefined) return [`${kind} ${id}: the manifest does not know of this artifact.`]
      const { sha256 } = recordedOf(metadata)
      if (exported.path === null || exported.cut || sha256 === null) return []
      const there = files.get(exported.path)?.sha256
      if (there === undefined || there === sha256) return []
      return [`${exported.path}: these are not the bytes that were recorded with artifact ${id} (${sha256}).`]
    }),
  ]
}

/** The log of each step is there with the hash that the step tells. */
function stepProblems({ records, artifacts, files }: Found): string[] {
  return records.steps.flatMap(({ label, ownerId, log, logArtifactId }) => {
    const file = artifacts.find(({ id }) => id === logArtifactId)?.path ?? null
    if (file === null || files.get(file)?.sha256 === log) return []
    return [`records/steps.json: the log of step ${label} (of ${ownerId}) has hash ${log}, which ${file} has not.`]
  })
}

const answered = z.looseObject({ gateId: z.string(), subjectHash: z.string() })
const bindsEvidence = z.looseObject({ evidenceHash: z.string() })

/** The subject has its hash, the answer names both, and the files that it was bound to are here. */
function gateProblems(found: Found, gate: Records['gates'][number]): string[] {
  const { records } = found
  const name = `gate ${gate.id} (“${gate.question}”)`
  const subject =
    hashOf(gate.subject) === gate.subjectHash
      ? []
      : [`records/gates.json: the subject of ${name} does not have its hash ${gate.subjectHash}.`]
  return [...subject, ...answerProblems(records, gate, name), ...evidenceProblems(found, gate, name)]
}

function answerProblems({ approvals }: Records, gate: Records['gates'][number], name: string): string[] {
  if ((gate.state === 'decided') !== (gate.approvalId !== null))
    return [`records/gates.json: ${name} is ${gate.state}, which does not fit its answer.`]
  if (gate.approvalId === null) return []
  const approval = approvals.find(({ id }) => id === gate.approvalId)
  if (approval === undefined) return [`records/approvals.json: the answer to ${name} is missing.`]
  const payload = answered.safeParse(approval.payload).data
  if (payload?.gateId === gate.id && payload.subjectHash === gate.subjectHash) return []
  return [`records/approvals.json: the answer to ${name} was given for something else.`]
}

function evidenceProblems({ records, files }: Found, gate: Records['gates'][number], name: string): string[] {
  const wanted = bindsEvidence.safeParse(gate.subject).data?.evidenceHash
  if (wanted === undefined) return []
  const bound = records.evidence.find(({ gateId }) => gateId === gate.id)
  if (bound === undefined) return [`evidence.json: it does not tell what ${name} was bound to.`]
  if (bound.evidence === null) return []
  if (hashOf(bound.evidence) !== wanted)
    return [`evidence.json: what is told of ${name} does not have the hash ${wanted}.`]
  const there = new Set([...files.values()].map(({ sha256 }) => sha256))
  return filesOf(bound.evidence)
    .filter((hash) => !there.has(hash))
    .map((hash) => `${name} was answered by a file of hash ${hash}, which is not here.`)
}

const strayEvidence = ({ gates, evidence }: Records): string[] =>
  evidence
    .filter(({ gateId }) => !gates.some(({ id }) => id === gateId))
    .map(({ gateId }) => `evidence.json: there is no gate ${gateId}.`)

const hashOf = (value: unknown): string => hashBytes(canonicalText(value))
