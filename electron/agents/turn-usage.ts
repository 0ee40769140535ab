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

/** `sessionCosts` remembers from turn to turn what each session has cost. */
export function createTurnUsage(sessionCosts: Map<string, number>, onOutput: (output: AgentOutput) => void): TurnUsage {
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
      if (last.costMicros !== null) sessionCosts.set(sessionId, last.costMicros)
      peak = Math.max(peak ?? 0, usage.used)
      put()
    },
    begin({ sessionId, continued }) {
      if (last?.sessionId !== sessionId) last = null
      const before = last?.costMicros ?? sessionCosts.get(sessionId) ?? null
      if (before !== null) sessionCosts.set(sessionId, before)
      session = { sessionId, costBeforeMicros: continued ? before : 0 }
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
