import { z } from 'zod'
import { AGENT_ROLES, type AgentRole } from '../../../shared/words.ts'
import type { TurnInfo } from './script.ts'

export const FAULT_NAMES = [
  'hang',
  'slow',
  'flood',
  'crash',
  'garbage',
  'half_line',
  'no_answer',
  'wrong_answer',
  'lie',
  'stray_write',
  'commit',
  'ask_permission',
  'rate_limit',
  'ignore_sigterm',
  'orphan',
  'steerable',
  'session_lost',
  'refusal',
  'max_tokens',
  'empty',
  'chat_error',
  'transport',
  'login',
  'usage_grows',
] as const
export type FaultName = (typeof FAULT_NAMES)[number]

export interface Fault {
  name: FaultName
  role: AgentRole
  /** The how-many-th turn of the role in the run; null: every turn. */
  turn: number | null
}

const faultSchema = z.object({
  name: z.enum(FAULT_NAMES, { error: `the fault is one of ${FAULT_NAMES.join(', ')}` }),
  role: z.enum(AGENT_ROLES, { error: `the role is one of ${AGENT_ROLES.join(', ')}` }),
  turn: z.coerce.number().int().positive().nullable(),
})

/** Reads `<fault>[@<role>[:<turn>]]`; the role is `implementation` if it is not named. Throws and says what would be right. */
export function parseFault(text: string): Fault {
  const parts = /^(?<name>[^@:]+)(?:@(?<role>[^@:]+)(?::(?<turn>\d+))?)?$/.exec(text)?.groups
  if (parts === undefined) throw new Error(`TRIPTYCH_DEMO_FAULT is <fault>[@<role>[:<turn>]], not "${text}"`)
  const parsed = faultSchema.safeParse({
    name: parts['name'],
    role: parts['role'] ?? 'implementation',
    turn: parts['turn'] ?? null,
  })
  if (!parsed.success) throw new Error(`TRIPTYCH_DEMO_FAULT "${text}": ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

export function faultApplies(fault: Fault, info: TurnInfo): boolean {
  return fault.role === info.role && (fault.turn === null || fault.turn === info.turn)
}
