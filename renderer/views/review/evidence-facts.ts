import type { StepEvidence } from '../../../shared/evidence.ts'
import type { GateView } from '../../../shared/views.ts'
import type { AgentRole } from '../../../shared/words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/review.ts'

export interface JudgedCriterion {
  key: string
  text: string
  status: 'met' | 'not_met' | 'unclear'
  reason: string
  evidence: string[]
  /** Who judged it. */
  role: AgentRole
}

/** What the application observed and what was judged, whatever the gate is about. */
interface EvidenceFacts {
  steps: StepEvidence[]
  criteria: JudgedCriterion[]
  /** What each judge says of the whole. */
  summaries: { role: AgentRole; text: string }[]
  /** The implementer's own report. */
  report: string | null
}

export function evidenceFacts({ attempt, task, review }: Pick<GateView, 'attempt' | 'task' | 'review'>): EvidenceFacts {
  if (review) {
    const { strategyVerdict, checkerVerdict } = review.record
    const judged = [
      { role: 'strategy' as const, verdict: strategyVerdict },
      { role: 'checker' as const, verdict: checkerVerdict },
    ]
    return {
      steps: review.steps,
      criteria: judged.flatMap(({ role, verdict }) =>
        (verdict?.criteria ?? []).map(({ criterion, status, reason, evidence }) => ({
          key: `${role} ${criterion}`,
          text: TEXT.theGoal,
          status,
          reason,
          evidence,
          role,
        })),
      ),
      summaries: judged.flatMap(({ role, verdict }) => (verdict ? [{ role, text: verdict.summary }] : [])),
      report: null,
    }
  }
  const verdict = attempt?.result.verdict
  return {
    steps: attempt?.steps ?? [],
    criteria: (verdict?.criteria ?? [])
      .toSorted((a, b) => a.criterion - b.criterion)
      .map(({ criterion, status, reason, evidence }) => ({
        key: String(criterion),
        text: task?.acceptanceCriteria[criterion - 1] ?? COMMON.criterion(criterion),
        status,
        reason,
        evidence,
        role: 'checker',
      })),
    summaries: verdict ? [{ role: 'checker', text: verdict.summary }] : [],
    report: attempt?.result.report?.summary ?? null,
  }
}

/** "14 met · 1 not proved". */
export function criteriaCount(criteria: readonly Pick<JudgedCriterion, 'status'>[]): string {
  const count = (status: JudgedCriterion['status']): number =>
    criteria.filter((criterion) => criterion.status === status).length
  return [
    { count: count('met'), word: TEXT.met },
    { count: count('not_met'), word: TEXT.notMet },
    { count: count('unclear'), word: TEXT.notProved },
  ]
    .flatMap((part) => (part.count > 0 ? [`${part.count} ${part.word}`] : []))
    .join(' · ')
}

/** Where a citation of the diff leads: `diff:src/a.ts:52`. Null: it cites something else, or the diff as a whole. */
export function citedLine(label: string, paths: readonly string[]): { path: string; line: number | null } | null {
  const place = /^diff:(.+)$/.exec(label.trim())?.[1]
  if (place === undefined) return null
  // A whole path first: a file's name may end in a colon and digits.
  if (paths.includes(place)) return { path: place, line: null }
  const numbered = /^(.+):(\d{1,9})$/.exec(place)
  return numbered?.[1] === undefined || !paths.includes(numbered[1])
    ? null
    : { path: numbered[1], line: Number(numbered[2]) }
}
