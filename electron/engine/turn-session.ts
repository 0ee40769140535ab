import type { Limits } from '../../shared/config.ts'
import type { StepContext } from './context.ts'
import type { TurnSpec } from './turn.ts'

/** What a session has been used for: its turns, and its context at the end of the last one. */
export interface SessionUse {
  turns: number
  contextUsed: number | null
  contextSize: number | null
}

/** Which session a turn goes on in. */
export interface TurnSession {
  /** Null: a fresh one. */
  previousSessionId: string | null
  /** Its attempt has work in that session. */
  mustContinue: boolean
  /** What the previous session has cost so far; null: nobody told. */
  costMicros: number | null
  /** Why the role's session is not continued, in words; null: it is, or there is none. */
  rotated: string | null
}

type RotationLimits = Pick<Limits, 'sessionTurns' | 'contextPercent'>

/** Why a session is to be replaced by a fresh one before its next turn, in words; null: it may go on. */
export function rotationCause(limits: RotationLimits, use: SessionUse): string | null {
  const { turns, contextUsed, contextSize } = use
  if (turns >= limits.sessionTurns) return `the last one had ${turns} ${turns === 1 ? 'turn' : 'turns'}`
  if (contextUsed === null || contextSize === null || contextSize <= 0) return null
  const percent = Math.floor((contextUsed * 100) / contextSize)
  return percent >= limits.contextPercent ? `${percent} % of the last one's context was in use` : null
}

const FRESH = { previousSessionId: null, mustContinue: false, costMicros: null }

/** A judge begins afresh each time. Everybody else goes on in the role's session, until it is worn out. */
export function chooseSession({ store, run }: StepContext, { role, kind, attempt, brief }: TurnSpec): TurnSession {
  const { sessionId } = store.getRoleSession(run.id, role)
  if (brief === null || sessionId === null) return { ...FRESH, rotated: null }
  const use = store.sessionUse(run.id, role, sessionId)
  const rotated = rotationCause(run.config.limits, use)
  if (rotated !== null) return { ...FRESH, rotated }
  const isOfAttempt = kind === 'implement' && attempt !== null
  const mustContinue =
    isOfAttempt && store.listTurns(run.id).some((turn) => turn.attemptId === attempt.id && turn.sessionId === sessionId)
  return { previousSessionId: sessionId, mustContinue, costMicros: use.costMicros, rotated: null }
}
