import type { AttemptView } from '../../../shared/views.ts'
import { hrefOf, runRoute } from '../../route.ts'

/** Where a piece of evidence can be looked at: an artifact, at a line of it where one is named; of a diff, a file of it (`path`). */
export interface CitedPlace {
  artifactId: string
  line: number | null
  path: string | null
}

/** What a label of a verdict points to: `v2:40`, `diff:src/a.ts:52`. Null: nothing that can be opened (`report`, an unknown one). */
export function citedPlace(label: string, { steps, diff }: Pick<AttemptView, 'steps' | 'diff'>): CitedPlace | null {
  const text = label.trim()
  if (text === 'diff' || text.startsWith('diff:')) return diff === null ? null : inDiff(text, diff.id)
  const cited = /^((?:t\d+\.)?v\d+)(?::(\d{1,9}))?$/.exec(text)
  const step = steps.find((known) => known.label === cited?.[1])
  if (step === undefined) return null
  return { artifactId: step.logArtifactId, line: numberOf(cited?.[2]), path: null }
}

/** `line` of the new file. */
function inDiff(text: string, artifactId: string): CitedPlace {
  const cited = /^diff:(.+?)(?::(\d{1,9}))?$/.exec(text)
  return { artifactId, line: numberOf(cited?.[2]), path: cited?.[1] ?? null }
}

const numberOf = (digits: string | undefined): number | null => (digits === undefined ? null : Number(digits))

/** The address of a cited place. */
export const citedHref = (runId: string, { artifactId, line, path }: CitedPlace): string =>
  hrefOf(runRoute(runId, 'artifacts', artifactId, line, path))
