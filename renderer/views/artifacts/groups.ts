import type { ArtifactRecord, TaskRecord } from '../../../shared/domain.ts'
import type { TurnRecord } from '../../../shared/evidence.ts'
import type { AttemptRow } from '../../../shared/views.ts'
import * as TEXT from '../../words/texts/artifacts.ts'
import * as COMMON from '../../words/texts/common.ts'
import { factsOf } from './facts.ts'
import { kindWords } from './words.ts'

export interface ArtifactGroup {
  key: string
  /** "Task 3 · attempt 1", "Plan", "Review", "The run itself". */
  title: string
  /** The task's title; '' of other groups. */
  detail: string
  /** When its newest artifact was written. */
  at: string
  /** Evidence first, then what agents were told and said; each newest first. Never empty. */
  artifacts: ArtifactRecord[]
}

type Known = { tasks: readonly TaskRecord[]; turns: readonly TurnRecord[] }

/** `artifacts` oldest first. The group that was written to last comes first. */
export function groupArtifacts(artifacts: readonly ArtifactRecord[], known: Known): ArtifactGroup[] {
  const groups = new Map<string, ArtifactGroup>()
  for (const artifact of artifacts.toReversed()) {
    const head = headOf(artifact, known)
    const group = groups.get(head.key)
    if (group) group.artifacts.push(artifact)
    else groups.set(head.key, { ...head, at: artifact.createdAt, artifacts: [artifact] })
  }
  for (const group of groups.values()) group.artifacts.sort((a, b) => rankOf(a) - rankOf(b))
  return [...groups.values()]
}

type Head = Pick<ArtifactGroup, 'key' | 'title' | 'detail'>
const PLAN: Head = { key: 'plan', title: COMMON.plan, detail: '' }
const REVIEW: Head = { key: 'review', title: COMMON.review, detail: '' }
const RUN: Head = { key: 'run', title: TEXT.runItself, detail: '' }

function headOf(artifact: ArtifactRecord, { tasks, turns }: Known): Head {
  const { taskId, attemptNumber, label, turnId } = factsOf(artifact)
  if (taskId !== null) {
    const number = tasks.findIndex(({ id }) => id === taskId) + 1
    const task = number === 0 ? TEXT.taskThatIsNoLongerKnown : COMMON.task(number)
    const title = attemptNumber === null ? task : COMMON.taskAndAttempt(task, attemptNumber)
    return { key: `${taskId} ${attemptNumber}`, title, detail: tasks[number - 1]?.title ?? '' }
  }
  const turn = turns.find(({ id }) => id === turnId)?.kind
  if (label === 'review' || /^t\d+\.v\d+$/.test(label ?? '') || turn === 'review') return REVIEW
  return artifact.kind === 'plan' || label === 'baseline' || turn === 'plan' || turn === 'replan' ? PLAN : RUN
}

const EVIDENCE = ['patch', 'verification_log', 'diff', 'verdict', 'report', 'plan']

/** The sort is stable: within a rank the order stays. */
function rankOf({ kind }: ArtifactRecord): number {
  const rank = EVIDENCE.indexOf(kind)
  return rank < 0 ? EVIDENCE.length : rank
}

export interface ArtifactFilter {
  /** All of its words must occur, in any case. */
  text: string
  /** The word of a kind, '' for all. */
  kind: string
}

/** `textOf`: all that is told of an artifact in the list. */
export function filterArtifacts(
  artifacts: readonly ArtifactRecord[],
  { text, kind }: ArtifactFilter,
  textOf: (artifact: ArtifactRecord) => string,
): ArtifactRecord[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return artifacts.filter((artifact) => {
    if (kind !== '' && kindWords(artifact.kind).word !== kind) return false
    const told = words.length === 0 ? '' : textOf(artifact).toLowerCase()
    return words.every((word) => told.includes(word))
  })
}

/** The kinds there are, by word, with how many of each; by word, "Other" last. */
export function kindCounts(artifacts: readonly ArtifactRecord[]): { word: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { kind } of artifacts) {
    const { word } = kindWords(kind)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .sort((a, b) => Number(a.word === 'Other') - Number(b.word === 'Other') || a.word.localeCompare(b.word, 'en'))
}

/** The same step, diff, verdict or report in another attempt of the task. `artifact` null: that attempt has none (yet). */
export interface OtherAttempt {
  attempt: AttemptRow
  artifact: ArtifactRecord | null
}

/** In the order of the attempts; none for what belongs to no attempt, or to each turn. */
export function otherAttempts(
  artifact: ArtifactRecord,
  attempts: readonly AttemptRow[],
  artifacts: readonly ArtifactRecord[],
): OtherAttempt[] {
  const { taskId, attemptNumber, label } = factsOf(artifact)
  if (taskId === null || !['verification_log', 'diff', 'verdict', 'report'].includes(artifact.kind)) return []
  const same = artifacts.filter((other) => {
    const facts = factsOf(other)
    return other.kind === artifact.kind && facts.taskId === taskId && facts.label === label
  })
  return attempts
    .filter((attempt) => attempt.taskId === taskId && attempt.attemptNumber !== attemptNumber)
    .map((attempt) => ({
      attempt,
      artifact: same.findLast((other) => factsOf(other).attemptNumber === attempt.attemptNumber) ?? null,
    }))
}
