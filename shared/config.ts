import { z } from 'zod'
import { POLICIES } from './words.ts'

/** Which agent plays a role. `model`, `mode` and `effort` are the agent's own words, passed on as they are. */
export const agentChoiceSchema = z.strictObject({
  id: z.string().min(1).max(100),
  model: z.string().min(1).max(200).optional(),
  mode: z.string().min(1).max(100).optional(),
  effort: z.string().min(1).max(100).optional(),
})
export type AgentChoice = z.infer<typeof agentChoiceSchema>

export const MAX_LIMIT = 1_000_000_000_000
const limit = z.int().positive().max(MAX_LIMIT).nullable()

/**
 * Budgets of a run; `null` is none. `costMicros` is millionths of a US dollar, `wallMinutes` counts only time the run worked.
 * A role's session is replaced by a fresh one after `sessionTurns` turns, or once `contextPercent` of its context is in use.
 * Defaulted members came later than the first runs.
 */
export const limitsSchema = z.strictObject({
  attemptsPerTask: z.int().positive().max(100),
  replans: z.int().nonnegative().max(100),
  parallelTasks: z.int().positive().max(1),
  turns: limit,
  turnIdleMinutes: z.number().positive().max(1_440),
  /** However busy the agent is. */
  turnMinutes: z.number().positive().max(1_440).default(120),
  /** An unanswered permission request is rejected after this long. */
  permissionMinutes: z.number().positive().max(10_080).default(240),
  verificationMinutes: z.number().positive().max(1_440),
  sessionTurns: z.int().positive().max(1_000).default(20),
  contextPercent: z.int().min(10).max(100).default(75),
  tokens: limit,
  costMicros: limit,
  wallMinutes: limit,
})
export type Limits = z.infer<typeof limitsSchema>

/** Where the result goes. `fast_forward` names a branch that is checked out nowhere and the commit it must still be at. */
export const deliverySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('branch') }),
  z.strictObject({
    kind: z.literal('fast_forward'),
    branch: z.string().min(1).max(250),
    expectedCommit: z.string().regex(/^[0-9a-f]{40,64}$/),
  }),
  z.strictObject({ kind: z.literal('patch') }),
  z.strictObject({
    kind: z.literal('pull_request'),
    remote: z.string().min(1).max(250),
    base: z.string().min(1).max(250),
  }),
])
export type Delivery = z.infer<typeof deliverySchema>

export const setupSchema = z.strictObject({
  commands: z.array(z.string().min(1).max(2_000)).max(20),
  copy: z.array(z.string().min(1).max(1_000)).max(100),
})
export type Setup = z.infer<typeof setupSchema>

export const SANDBOX_MODES = ['auto', 'require', 'off'] as const

export const runConfigSchema = z.strictObject({
  agents: z.strictObject({
    strategy: agentChoiceSchema,
    implementation: agentChoiceSchema,
    checker: agentChoiceSchema,
  }),
  policy: z.enum(POLICIES),
  setup: setupSchema,
  /** `auto`: where there is one. `require`: nothing is started without. */
  sandbox: z.enum(SANDBOX_MODES),
  limits: limitsSchema,
  /** What the final gate offers first; the person's decision goes before it. */
  delivery: deliverySchema,
})
export type RunConfig = z.infer<typeof runConfigSchema>

export const DEFAULT_LIMITS: Limits = {
  attemptsPerTask: 3,
  replans: 2,
  parallelTasks: 1,
  turns: 60,
  turnIdleMinutes: 10,
  turnMinutes: 120,
  permissionMinutes: 240,
  verificationMinutes: 10,
  sessionTurns: 20,
  contextPercent: 75,
  tokens: null,
  costMicros: null,
  wallMinutes: null,
}

export const DEFAULT_RUN_CONFIG: RunConfig = {
  agents: { strategy: { id: 'demo' }, implementation: { id: 'demo' }, checker: { id: 'demo' } },
  policy: 'supervised',
  setup: { commands: [], copy: [] },
  sandbox: 'auto',
  limits: DEFAULT_LIMITS,
  delivery: { kind: 'branch' },
}
