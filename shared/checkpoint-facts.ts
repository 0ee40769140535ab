import { z } from 'zod'
import type { CheckpointRecord } from './domain.ts'

const payloadSchema = z.object({
  n: z.int().nullable().catch(null),
  commit: z.string().nullable().catch(null),
  label: z.string().nullable().catch(null),
})

export interface CheckpointFacts {
  /** Its number in the run, from 0; null: a predecessor's. */
  n: number | null
  /** Null: nothing was kept that could be returned to or forked from. */
  commit: string | null
  label: string | null
}

/** What a checkpoint's payload says, which a predecessor wrote in a form of its own. */
export function checkpointFacts({ payload }: Pick<CheckpointRecord, 'payload'>): CheckpointFacts {
  return payloadSchema.safeParse(payload).data ?? { n: null, commit: null, label: null }
}
