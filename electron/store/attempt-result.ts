import { z } from 'zod'
import { reportResultSchema, submitVerdictSchema } from '../../shared/answers.ts'
import type { AttemptResult } from '../../shared/evidence.ts'

const texts = z.array(z.string())
const failureSchema = z.object({
  cause: z.enum(['verify', 'check', 'scope', 'agent', 'failed']),
  signature: z.string(),
  reasons: texts,
  counted: z.boolean(),
})
const commentSchema = z.object({
  path: z.string(),
  side: z.enum(['old', 'new']),
  line: z.int(),
  fromLine: z.int().exactOptional(),
  excerpt: z.string().exactOptional(),
  text: z.string(),
  id: z.string().exactOptional(),
})
const objectionSchema = z.object({
  verdict: z.enum(['changes_requested', 'rejected']),
  rationale: z.string(),
  comments: z.array(commentSchema),
})

/** What the phases of an attempt left; members that the engine does not know are not read. */
export const attemptResultSchema: z.ZodType<AttemptResult> = z.object({
  report: reportResultSchema.exactOptional(),
  changedPaths: texts.exactOptional(),
  outsidePaths: texts.exactOptional(),
  candidateTree: z.string().exactOptional(),
  verdict: submitVerdictSchema.exactOptional(),
  verdictArtifactHash: z.string().exactOptional(),
  diffArtifactHash: z.string().exactOptional(),
  checkerChanged: texts.exactOptional(),
  failure: failureSchema.exactOptional(),
  objection: objectionSchema.exactOptional(),
})
