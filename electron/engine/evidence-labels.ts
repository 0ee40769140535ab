import type { VerdictAnswer } from '../../shared/answers.ts'

/** Most problems told to the model at once. */
const MAX_PROBLEMS = 20

/** Evidence labels, docs/contracts.md section 5. A place of `diff` is a path, or a path and a line: only the diff can tell which. */
export type EvidenceLabel =
  | { kind: 'step'; label: string; line: number | null }
  | { kind: 'diff'; place: string | null }
  | { kind: 'report' }

/** What a verdict may refer to. */
export interface KnownEvidence {
  /** How many criteria there are; in a review 1, the goal. */
  criteria: number
  /** Lines of each step's log, by label. */
  labels: ReadonlyMap<string, number>
  /** New-side lines of a path that the diff reaches; null if the path is not in it. */
  diffLines(path: string): number | null
  hasReport: boolean
}

/** Label of the n-th verification step of a task's attempt, from 1. */
export const stepLabel = (step: number): string => `v${step}`

/** Label of a step in a review. Tasks are numbered by their place among all tasks of the run. */
export const reviewStepLabel = (task: number, step: number): string => `t${task}.v${step}`

export function parseEvidenceLabel(text: string): EvidenceLabel | null {
  const trimmed = text.trim()
  if (trimmed === 'report') return { kind: 'report' }
  if (trimmed === 'diff') return { kind: 'diff', place: null }
  const place = /^diff:(.+)$/.exec(trimmed)?.[1]
  if (place !== undefined) return { kind: 'diff', place }
  const step = /^((?:t\d+\.)?v\d+)(?::(\d{1,9}))?$/.exec(trimmed)
  if (step?.[1] === undefined) return null
  return { kind: 'step', label: step[1], line: step[2] === undefined ? null : Number(step[2]) }
}

/** What is wrong with a verdict, in words for the model that gave it, or null: criteria exactly once, labels known, places that exist. */
export function verdictProblem(verdict: VerdictAnswer, known: KnownEvidence): string | null {
  const problems = [...criteriaProblems(verdict, known.criteria), ...evidenceProblems(verdict, known)]
  if (problems.length === 0) return null
  const more = problems.length - MAX_PROBLEMS
  return [...problems.slice(0, MAX_PROBLEMS), ...(more > 0 ? [`and ${more} more problems of these kinds`] : [])].join(
    '\n',
  )
}

function criteriaProblems(verdict: VerdictAnswer, count: number): string[] {
  const given = verdict.criteria.map((entry) => entry.criterion)
  const unknown = given.filter((number) => number > count)
  const wanted = Array.from({ length: count }, (_, index) => index + 1)
  return [
    ...unknown.map((number) => `criterion ${number} does not exist: there ${count === 1 ? 'is 1' : `are ${count}`}`),
    ...wanted.flatMap((number) => {
      const times = given.filter((other) => other === number).length
      if (times === 1) return []
      return times === 0 ? [`criterion ${number} is missing`] : [`criterion ${number} is given ${times} times`]
    }),
  ]
}

function evidenceProblems(verdict: VerdictAnswer, known: KnownEvidence): string[] {
  return verdict.criteria.flatMap((entry) =>
    entry.evidence.flatMap((text) => {
      const problem = labelProblem(text, known)
      return problem === null ? [] : [`criterion ${entry.criterion}: ${problem}`]
    }),
  )
}

function labelProblem(text: string, known: KnownEvidence): string | null {
  const label = parseEvidenceLabel(text)
  if (label?.kind === 'step') {
    const lines = known.labels.get(label.label)
    if (lines === undefined) return unknownLabel(text, known)
    if (label.line === null || (label.line >= 1 && label.line <= lines)) return null
    return `the log of ${label.label} has ${lines} ${lines === 1 ? 'line' : 'lines'}, there is no line ${label.line}`
  }
  if (label?.kind === 'diff') return label.place === null ? null : diffPlaceProblem(label.place, known)
  return label?.kind === 'report' && known.hasReport ? null : unknownLabel(text, known)
}

function unknownLabel(text: string, known: KnownEvidence): string {
  const labels = [...known.labels.keys(), 'diff', ...(known.hasReport ? ['report'] : [])]
  return `unknown evidence label ${JSON.stringify(text)}; there are ${labels.join(', ')}`
}

function diffPlaceProblem(place: string, known: KnownEvidence): string | null {
  // A whole path first: a file name may end in a colon and digits.
  if (known.diffLines(place) !== null) return null
  const match = /^(.+):(\d{1,9})$/.exec(place)
  const [path, line] = match?.[1] === undefined ? [place, null] : [match[1], Number(match[2])]
  const lines = known.diffLines(path)
  if (lines === null) return `${JSON.stringify(path)} is not in the diff`
  if (line === null || (line >= 1 && line <= lines)) return null
  return `the diff of ${JSON.stringify(path)} ends at line ${lines} of the new file, there is no line ${line}`
}

/**
 * Whether a verdict that `verdictProblem` found nothing wrong with accepts the work: every criterion met, each with
 * evidence. No agent states this; it is concluded.
 */
export function verdictAccepts(verdict: VerdictAnswer): boolean {
  return unmetCriteria(verdict).length === 0
}

/** Numbers of the criteria that are not met, or are called met without evidence. */
export function unmetCriteria(verdict: VerdictAnswer): number[] {
  return verdict.criteria
    .filter((entry) => entry.status !== 'met' || !entry.evidence.some((text) => parseEvidenceLabel(text) !== null))
    .map((entry) => entry.criterion)
    .sort((a, b) => a - b)
}

/** Lines of a log, as people and editors count them: a line break at the very end begins no further line. */
export function countLines(text: string): number {
  if (text === '') return 0
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}
