import type { AttemptView } from '../../../shared/views.ts'

/** Where a piece of evidence can be looked at: an artifact, at a line of it where one is named. */
export interface CitedPlace {
  artifactId: string
  line: number | null
}

/** What a label of a verdict points to: `v2:40`, `diff:src/a.ts:52`. Null: nothing that can be opened (`report`, an unknown one). */
export function citedPlace(label: string, { steps, diff }: Pick<AttemptView, 'steps' | 'diff'>): CitedPlace | null {
  const text = label.trim()
  if (text === 'diff' || text.startsWith('diff:')) return diff === null ? null : { artifactId: diff.id, line: null }
  const cited = /^((?:t\d+\.)?v\d+)(?::(\d{1,9}))?$/.exec(text)
  const step = steps.find((known) => known.label === cited?.[1])
  if (step === undefined) return null
  return { artifactId: step.logArtifactId, line: cited?.[2] === undefined ? null : Number(cited[2]) }
}
