import type { RunConfig } from '../../../shared/config.ts'
import type { TurnRecord } from '../../../shared/evidence.ts'
import type { RunView } from '../../../shared/views.ts'
import type { TurnKind } from '../../../shared/words.ts'
import { moneyText, shortNumber } from '../../words/numbers.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { durationText } from '../../words/times.ts'

const DONE: Readonly<Record<TurnKind, string>> = {
  plan: 'planned',
  replan: TEXT.plannedAgain,
  implement: TEXT.workedOn,
  check: 'judged',
  review: TEXT.reviewedWholeResult,
}
const DOING: Readonly<Record<TurnKind, string>> = {
  plan: 'plans',
  replan: TEXT.plansAgain,
  implement: TEXT.worksOn,
  check: 'judges',
  review: TEXT.reviewsWholeResult,
}

const CUT: Readonly<Record<TurnKind, string>> = {
  plan: 'planning',
  replan: TEXT.planningAgainLower,
  implement: TEXT.workOn,
  check: TEXT.judgementOf,
  review: TEXT.reviewOfWholeResult,
}

/** "judged task 3, attempt 1", "planned again"; of a turn that was cut, what it was about: "judgement of task 3, attempt 1". */
export function turnTitle(turn: TurnRecord, { tasks, attempts }: Pick<RunView, 'tasks' | 'attempts'>): string {
  const words = turn.state === 'running' ? DOING : turn.state === 'finished' ? DONE : CUT
  const verb = words[turn.kind]
  const number = tasks.findIndex(({ id }) => id === turn.taskId) + 1
  const attempt = attempts.find(({ id }) => id === turn.attemptId)
  if (number === 0) return verb
  return TEXT.turnOnTask(verb, number, attempt === undefined ? '' : COMMON.attemptAfterTask(attempt.attemptNumber))
}

/** "31 s · 18k tokens · $0.12"; what was not reported is left out. `ms` null: not known. */
export function spentText(spent: { ms: number | null; tokens: number | null; costMicros: number | null }): string {
  const { ms, tokens, costMicros } = spent
  return [
    ...(ms === null ? [] : [durationText(ms)]),
    ...(tokens === null ? [] : [`${shortNumber(tokens)} tokens`]),
    ...(costMicros === null ? [] : [moneyText(costMicros)]),
  ].join(' · ')
}

/** "Codex 2.6.0": who played, by the name that is known of the role's agent. Empty: it was not kept. */
export function turnAgent(
  { role, agentId, agentVersion }: Pick<TurnRecord, 'role' | 'agentId' | 'agentVersion'>,
  { agents }: Pick<RunConfig, 'agents'>,
  known: string,
): string {
  if (agentId === null) return ''
  const name = agents[role].id === agentId ? known : agentId
  return agentVersion === null ? name : `${name} ${agentVersion}`
}

/** How much of a session's context is in use. */
export interface ContextUse {
  /** "context 16 %", or "context 31k tokens" where its size was not told. */
  text: string
  /** From 0 to 1; null: its size was not told. */
  share: number | null
  /** "31k of 200k tokens". */
  detail: string
}

/** Null: the agent told nothing of it. */
export function contextUse({
  contextUsed,
  contextSize,
}: Pick<TurnRecord, 'contextUsed' | 'contextSize'>): ContextUse | null {
  if (contextUsed === null) return null
  if (contextSize === null || contextSize <= 0) {
    const tokens = COMMON.tokensCount(shortNumber(contextUsed))
    return { text: TEXT.contextInTokens(tokens), share: null, detail: tokens }
  }
  const share = Math.min(1, contextUsed / contextSize)
  const detail = TEXT.ofTokens(shortNumber(contextUsed), shortNumber(contextSize))
  return { text: TEXT.contextInPerCent(Math.round(share * 100)), share, detail }
}

/** "Codex 2.6.0 · 18k tokens · $0.12 · context 16 %": who played and what it used; what was not reported is left out. */
export function turnFacts(turn: TurnRecord, agent: string): string {
  const { tokens, costMicros } = turn
  const spent = spentText({ ms: null, tokens, costMicros })
  return [agent, spent, contextUse(turn)?.text ?? ''].filter((text) => text !== '').join(' · ')
}

/** How long a turn took, once it has ended. */
export function turnMs({ startedAt, finishedAt }: Pick<TurnRecord, 'startedAt' | 'finishedAt'>): number | null {
  return finishedAt === null ? null : new Date(finishedAt).getTime() - new Date(startedAt).getTime()
}
