import type { VerdictAnswer } from '../../../shared/answers.ts'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import type { StepEvidence } from '../../../shared/evidence.ts'
import type { AgentRole } from '../../../shared/words.ts'
import * as TEXT from '../../words/texts/artifacts.ts'
import * as COMMON from '../../words/texts/common.ts'
import { citedPlace } from '../run/citations.ts'

/** A place in the artifact that is looked at. */
export type CitedPart =
  | { kind: 'whole' }
  | { kind: 'line'; line: number }
  /** `line` of the new file; null: the whole file. */
  | { kind: 'file'; path: string; line: number | null }

/** A criterion that names the artifact as its evidence. */
export interface Citation {
  by: AgentRole
  criterion: number
  status: VerdictAnswer['criteria'][number]['status']
  reason: string
  /** In the verdict's order, each once. Never empty. */
  parts: CitedPart[]
}

export interface Judged {
  verdicts: readonly { by: AgentRole; verdict: VerdictAnswer }[]
  /** What the verdicts' labels name. */
  evidence: { steps: StepEvidence[]; diff: ArtifactRecord | null; report: boolean }
}

export function citationsOf(artifact: Pick<ArtifactRecord, 'id' | 'kind'>, { verdicts, evidence }: Judged): Citation[] {
  return verdicts.flatMap(({ by, verdict }) =>
    verdict.criteria.flatMap(({ criterion, status, reason, evidence: labels }) => {
      const parts = labels.flatMap((label) => partOf(label, artifact, evidence) ?? [])
      const once = [...new Map(parts.map((part) => [partWords(part), part])).values()]
      return once.length === 0 ? [] : [{ by, criterion, status, reason, parts: once }]
    }),
  )
}

function partOf(
  label: string,
  artifact: Pick<ArtifactRecord, 'id' | 'kind'>,
  evidence: Judged['evidence'],
): CitedPart | null {
  if (label.trim() === 'report') return evidence.report && artifact.kind === 'report' ? { kind: 'whole' } : null
  const place = citedPlace(label, evidence)
  if (place?.artifactId !== artifact.id) return null
  if (place.path !== null) return { kind: 'file', path: place.path, line: place.line }
  return place.line === null ? { kind: 'whole' } : { kind: 'line', line: place.line }
}

/** "line 40", "src/a.ts:52", "all of it". */
export function partWords(part: CitedPart): string {
  if (part.kind === 'whole') return TEXT.allOfIt
  if (part.kind === 'line') return COMMON.line(part.line)
  return part.line === null ? part.path : `${part.path}:${part.line}`
}
