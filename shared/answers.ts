import { z } from 'zod'
import { CRITERION_STATUSES } from './words.ts'

/** The structured answers of docs/contracts.md, section 5. Unknown keys are an error, told back to the model. */
export const taskDraftSchema = z.strictObject({
  title: z.string().trim().min(1).max(120).describe('Short name of the task'),
  objective: z.string().trim().min(1).max(8_000).describe('What must be true afterwards, and why'),
  acceptanceCriteria: z
    .array(z.string().trim().min(1).max(2_000))
    .min(1)
    .max(20)
    .describe('Each can be judged on its own'),
  verificationSteps: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(2_000)
        .refine((line) => !/[\r\n]/.test(line), 'one shell command line each'),
    )
    .max(10)
    .describe('Shell command lines the application runs in the repository root; exit code 0 means pass'),
  allowedPaths: z
    .array(z.string().min(1).max(500))
    .max(50)
    .describe('Globs the task may change, relative to the repository root; empty means the whole repository'),
})

export const submitPlanSchema = z.strictObject({
  summary: z.string().trim().min(1).max(8_000),
  tasks: z.array(taskDraftSchema).min(1).max(30).describe('In the order they are to be done'),
  risks: z.array(z.string().max(2_000)).max(20),
  questions: z.array(z.string().max(2_000)).max(20),
})
export type PlanAnswer = z.infer<typeof submitPlanSchema>

export const COMMENT_OUTCOMES = ['done', 'declined'] as const
const commentAnswerSchema = z.strictObject({
  id: z.string().trim().min(1).max(20).describe('Id of the comment, such as c1'),
  outcome: z.enum(COMMENT_OUTCOMES).describe('"declined": nothing was changed for it, and the answer says why'),
  answer: z.string().trim().min(1).max(4_000).describe('What you did for it, for the person who wrote it'),
})

export const reportResultSchema = z
  .strictObject({
    outcome: z.enum(['done', 'blocked']),
    summary: z.string().trim().min(1).max(8_000),
    blocker: z
      .strictObject({ code: z.string().trim().min(1).max(200), detail: z.string().max(8_000) })
      .optional()
      .describe('Required if the outcome is "blocked": a short stable code and what stands in the way'),
    comments: z
      .array(commentAnswerSchema)
      .max(200)
      .optional()
      .describe('An answer to each comment of the person that this task dealt with, by its id'),
  })
  .refine((report) => report.outcome !== 'blocked' || report.blocker !== undefined, {
    path: ['blocker'],
    message: 'required when outcome is "blocked"',
  })
export type ReportAnswer = z.infer<typeof reportResultSchema>

export const submitVerdictSchema = z.strictObject({
  summary: z.string().trim().min(1).max(8_000),
  criteria: z
    .array(
      z.strictObject({
        criterion: z.int().positive().describe('Number of the criterion, from 1'),
        status: z.enum(CRITERION_STATUSES),
        reason: z.string().max(4_000),
        evidence: z
          .array(z.string().max(500))
          .max(20)
          .describe('Evidence labels such as v1, v2:40, diff:src/a.ts:52, report'),
      }),
    )
    .min(1)
    .max(20),
})
export type VerdictAnswer = z.infer<typeof submitVerdictSchema>

export const ANSWER_SCHEMAS = {
  submit_plan: submitPlanSchema,
  report_result: reportResultSchema,
  submit_verdict: submitVerdictSchema,
} as const
export type AnswerTool = keyof typeof ANSWER_SCHEMAS

export const ANSWER_TOOL_DESCRIPTIONS: Record<AnswerTool, string> = {
  submit_plan: 'Submit the plan. Call it once, when the plan is complete; a later call replaces an earlier one.',
  report_result: 'Report how the task ended. Call it once, when you stop working on it.',
  submit_verdict: 'Submit your judgement of every criterion, each with the evidence it rests on.',
}
