import type { AgentOutput, TurnResult } from '../engine/agents-port.ts'
import type { OpenSession } from './session.ts'

/** What an agent tells of a session: the context in use now, its size, and what the session has cost from its beginning. */
export interface ToldUsage {
  used: number
  size: number
  /** Millionths of a US dollar; null if it does not say. */
  costMicros: number | null
}

/** What a turn uses. Nothing that was not told becomes a number. */
export interface TurnUsage {
  /** A usage update of a session; before `begin`, of whichever. */
  told(sessionId: string, usage: ToldUsage): void
  /** The turn works in this session from here on. */
  begin(session: Pick<OpenSession, 'sessionId' | 'continued'>): void
  /** A prompt was answered; its tokens, if the agent told them. */
  prompted(tokens: number | null): void
  result(): Pick<TurnResult, 'tokens' | 'costMicros' | 'contextUsed' | 'contextSize'>
}

/** `costBeforeMicros`: what a session that is continued has cost so far, as far as that was counted; null: it was not. */
export function createTurnUsage(costBeforeMicros: number | null, onOutput: (output: AgentOutput) => void): TurnUsage {
  let session: { sessionId: string; costBeforeMicros: number | null } | null = null
  let last: (ToldUsage & { sessionId: string }) | null = null
  /** The largest context of this turn: each of its prompts sent at least that once. */
  let peak: number | null = null
  let reported: number | null = null

  const costMicros = (): number | null => {
    const after = last?.costMicros ?? null
    if (session === null || session.costBeforeMicros === null || after === null) return null
    // An agent may also count anew in each process.
    return after >= session.costBeforeMicros ? after - session.costBeforeMicros : after
  }
  const put = (): void => {
    if (session === null || last === null) return
    const tokens = reported === null ? peak : Math.max(reported, peak ?? 0)
    onOutput({ kind: 'usage', used: last.used, size: last.size, tokens, costMicros: costMicros() })
  }
  return {
    told(sessionId, usage) {
      if (session !== null && sessionId !== session.sessionId) return
      const earlierCost = last?.sessionId === sessionId ? last.costMicros : null
      last = { ...usage, sessionId, costMicros: usage.costMicros ?? earlierCost }
      if (session === null) return
      peak = Math.max(peak ?? 0, usage.used)
      put()
    },
    begin({ sessionId, continued }) {
      if (last?.sessionId !== sessionId) last = null
      // What was counted goes before what is told now: the difference was spent by a turn that was cut before it could tell.
      session = { sessionId, costBeforeMicros: continued ? (costBeforeMicros ?? last?.costMicros ?? null) : 0 }
      peak = null
    },
    prompted(tokens) {
      if (tokens === null) return
      reported = (reported ?? 0) + tokens
      put()
    },
    result: () => ({
      tokens: reported ?? peak,
      costMicros: costMicros(),
      contextUsed: last?.used ?? null,
      contextSize: last?.size ?? null,
    }),
  }
}
