import { z } from 'zod'
import { deliverySchema } from '../../shared/config.ts'
import { AGENT_ROLES, DELIVERY_STATES, PLAN_REASONS, PLAN_STATES, TASK_STATUSES } from '../../shared/words.ts'
import type { CheckpointState, RestoreRequest } from '../engine/records.ts'

const text = z.string()
const count = z.int()

export const restoreRequestSchema: z.ZodType<RestoreRequest> = z.object({
  checkpointId: text,
  hash: text,
  from: text.exactOptional(),
})

export const checkpointStateSchema: z.ZodType<CheckpointState> = z.object({
  v: z.literal(1),
  headCommit: text.nullable(),
  needsPlan: z.enum(PLAN_REASONS).nullable(),
  planGuidance: text.nullable(),
  planByPerson: z.boolean(),
  delivery: z.enum(DELIVERY_STATES),
  deliveryChoice: deliverySchema.nullable(),
  turnFailures: count,
  replanCount: count,
  plan: z.object({ revision: count, state: z.enum(PLAN_STATES) }).nullable(),
  untriedPlan: count.nullable(),
  tasks: z.array(
    z.object({
      id: text,
      status: z.enum(TASK_STATUSES),
      countAfter: count,
      allowedPaths: z.array(text).nullable().default(null),
    }),
  ),
  attempts: z.array(z.tuple([count, count])),
  sessions: z.partialRecord(z.enum(AGENT_ROLES), z.object({ id: text, turns: count })),
  gates: z.array(text),
  lastTurn: count,
})
