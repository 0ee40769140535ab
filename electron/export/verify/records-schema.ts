import { z } from 'zod'

/** What is compared of an exported folder's records; whatever else is in them is left as it is. */
const text = z.string()
const step = z.looseObject({ ownerId: text, label: text, log: text, logArtifactId: text })
const draft = z.strictObject({
  title: text,
  objective: text,
  acceptanceCriteria: z.array(text),
  verificationSteps: z.array(text),
  allowedPaths: z.array(text),
})

const recordFields = {
  run: z.looseObject({ id: text }),
  plans: z.array(
    z.looseObject({
      ...{ revision: z.int(), summary: text, tasks: z.array(draft), risks: z.array(text), questions: z.array(text) },
      hash: text,
    }),
  ),
  steps: z.array(step),
  gates: z.array(
    z.looseObject({
      ...{ id: text, kind: text, question: text, state: text, subject: z.unknown(), subjectHash: text },
      ...{ approvalId: text.nullable(), attemptId: text.nullable() },
    }),
  ),
  approvals: z.array(z.looseObject({ id: text, source: text, verdict: text, payload: z.unknown() })),
  artifacts: z.array(z.looseObject({ id: text, kind: text, metadata: z.unknown() })),
}

const evidenceSchema = z.array(
  z.strictObject({
    gateId: text,
    evidenceHash: text,
    evidence: z
      .strictObject({
        diff: text.nullable(),
        steps: z.array(
          z.strictObject({
            ...{ label: text, command: text, exitCode: z.int().nullable(), timedOut: z.boolean(), log: text },
          }),
        ),
        verdict: z.union([text, z.null(), z.array(text)]),
      })
      .nullable(),
  }),
)

/** Names of the files `records/<name>.json` that are looked at. */
export const RECORD_NAMES = Object.keys(recordFields)

export const recordsSchema = z.object({ ...recordFields, evidence: evidenceSchema })
export type Records = z.infer<typeof recordsSchema>
