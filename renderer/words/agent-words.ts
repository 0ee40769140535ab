import type { AgentRow } from '../../shared/views.ts'
import type { StateLook } from '../ui/status.tsx'
import { shortTime } from './times.ts'

/** How an agent of this machine stands: icon, word, colour. */
export function agentLook({ state, limit }: Pick<AgentRow, 'state' | 'limit'>, now: Date): StateLook {
  if (state === 'missing') return { icon: 'cancelled', tone: 'resting', word: 'Not installed' }
  if (limit !== null && new Date(limit.until) > now)
    return { icon: 'clock', tone: 'warning', word: `Limit until ${shortTime(limit.until, now)}` }
  switch (state) {
    case 'ready':
      return { icon: 'done', tone: 'proved', word: 'Ready' }
    case 'login_needed':
      return { icon: 'lock', tone: 'warning', word: 'Log-in needed' }
    case 'login_unknown':
      return { icon: 'info', tone: 'resting', word: 'Found' }
  }
}

/** What is to be known of an agent, in sentences; the remedy last. Empty: nothing. */
export function agentNotes(agent: AgentRow, now: Date): string[] {
  const { id, state, login, remedy, limit, version, verified } = agent
  const isLimited = limit !== null && new Date(limit.until) > now
  return [
    ...(id === 'demo' ? ['Plays a script, without a model: to see how a run goes.'] : []),
    ...(isLimited ? [limit.detail] : []),
    ...(login === null ? [] : [`Logged in, as ${login} shows.`]),
    ...(state === 'login_unknown' ? ['Whether it is logged in shows when it is used.'] : []),
    ...(verified !== null && version !== null && version !== verified ? [`Tried with ${verified}.`] : []),
    ...(remedy === null ? [] : [state === 'login_unknown' ? `If it asks: ${remedy}` : remedy]),
  ]
}
