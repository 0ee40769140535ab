import type { TurnRecord } from '../../../shared/evidence.ts'
import type { RunView } from '../../../shared/views.ts'
import type { TurnKind } from '../../../shared/words.ts'
import { moneyText, shortNumber } from '../../words/numbers.ts'
import { durationText } from '../../words/times.ts'

const DONE: Readonly<Record<TurnKind, string>> = {
  plan: 'planned',
  replan: 'planned again',
  implement: 'worked on',
  check: 'judged',
  review: 'reviewed the whole result',
}
const DOING: Readonly<Record<TurnKind, string>> = {
  plan: 'plans',
  replan: 'plans again',
  implement: 'works on',
  check: 'judges',
  review: 'reviews the whole result',
}

const CUT: Readonly<Record<TurnKind, string>> = {
  plan: 'planning',
  replan: 'planning again',
  implement: 'work on',
  check: 'judgement of',
  review: 'review of the whole result',
}

/** "judged task 3, attempt 1", "planned again"; of a turn that was cut, what it was about: "judgement of task 3, attempt 1". */
export function turnTitle(turn: TurnRecord, { tasks, attempts }: Pick<RunView, 'tasks' | 'attempts'>): string {
  const words = turn.state === 'running' ? DOING : turn.state === 'finished' ? DONE : CUT
  const verb = words[turn.kind]
  const number = tasks.findIndex(({ id }) => id === turn.taskId) + 1
  const attempt = attempts.find(({ id }) => id === turn.attemptId)
  if (number === 0) return verb
  return `${verb} task ${number}${attempt === undefined ? '' : `, attempt ${attempt.attemptNumber}`}`
}

/** "31 s · 18k tokens · $0.12"; what was not reported is left out. `ms` null: not known. */
export function spentText(spent: { ms: number | null; tokens: number | null; costMicros: number | null }): string {
  const { ms, tokens, costMicros } = spent
  return [
    ...(ms === null ? [] : [durationText(ms)]),
    ...(tokens === null || tokens === 0 ? [] : [`${shortNumber(tokens)} tokens`]),
    ...(costMicros === null || costMicros === 0 ? [] : [moneyText(costMicros)]),
  ].join(' · ')
}

/** How long a turn took, once it has ended. */
export function turnMs({ startedAt, finishedAt }: Pick<TurnRecord, 'startedAt' | 'finishedAt'>): number | null {
  return finishedAt === null ? null : new Date(finishedAt).getTime() - new Date(startedAt).getTime()
}
