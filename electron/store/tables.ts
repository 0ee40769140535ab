import { z } from 'zod'
import { runConfigSchema } from '../../shared/config.ts'
import {
  AGENT_ROLES,
  APPROVAL_SOURCES,
  APPROVAL_VERDICTS,
  ATTEMPT_PHASES,
  ATTEMPT_STATUSES,
  GATE_KINDS,
  GATE_STATES,
  RUN_CONTROLS,
  RUN_STATUSES,
  TASK_STATUSES,
} from '../../shared/words.ts'
import { defineTable, flag, json } from './table.ts'

const text = z.string()
const optionalText = z.string().nullable()
const count = z.int()
const texts = json(z.array(z.string()))

export const runTable = defineTable('runs', {
  id: text,
  goal: text,
  repoPath: text,
  status: z.enum(RUN_STATUSES),
  summary: optionalText,
  cycleCount: count,
  replanCount: count,
  currentTaskId: optionalText,
  createdAt: text,
  updatedAt: text,
  control: z.enum(RUN_CONTROLS),
  config: json(runConfigSchema),
  branch: optionalText,
  baseCommit: optionalText,
  headCommit: optionalText,
  waitUntil: optionalText,
})

export const agentTable = defineTable('agents', {
  runId: text,
  role: z.enum(AGENT_ROLES),
  sessionId: optionalText,
  turns: count,
  rotationCount: count,
  lastPromptPath: optionalText,
  lastResponsePath: optionalText,
  updatedAt: text,
})

export const taskTable = defineTable('tasks', {
  id: text,
  runId: text,
  title: text,
  objective: text,
  acceptanceCriteria: texts,
  verificationSteps: texts,
  allowedPaths: texts,
  status: z.enum(TASK_STATUSES),
  attemptCount: count,
  implementationSummary: optionalText,
  blockerSignature: optionalText,
  createdAt: text,
  updatedAt: text,
})

const attemptFields = {
  id: text,
  runId: text,
  taskId: text,
  attemptNumber: count,
  status: z.enum(ATTEMPT_STATUSES),
  summary: text,
  blockerSignature: optionalText,
  resultJson: text,
  createdAt: text,
  phase: z.enum(ATTEMPT_PHASES),
  baseCommit: optionalText,
  candidateCommit: optionalText,
}
export const attemptTable = defineTable('task_attempts', attemptFields)
const { resultJson: _, ...attemptRowFields } = attemptFields
/** Without what the phases left, which can be large. */
export const attemptRowTable = defineTable('task_attempts', { ...attemptRowFields, setAside: flag })
/** With what only the engine asks for. */
export const attemptDetailTable = defineTable('task_attempts', { ...attemptFields, setAside: flag, imported: flag })

export const eventTable = defineTable(
  'events',
  { id: count, runId: text, ts: text, source: text, kind: text, message: text, payload: json(z.unknown()) },
  { id: 'seq' },
)

export const artifactTable = defineTable('artifacts', {
  id: text,
  runId: text,
  role: z.enum(AGENT_ROLES).nullable(),
  kind: text,
  path: text,
  createdAt: text,
  metadata: json(z.unknown()),
})

export const checkpointTable = defineTable('checkpoints', {
  id: text,
  runId: text,
  status: z.enum(RUN_STATUSES),
  payload: json(z.unknown()),
  createdAt: text,
})

export const approvalTable = defineTable('approvals', {
  id: text,
  runId: text,
  source: z.enum(APPROVAL_SOURCES),
  verdict: z.enum(APPROVAL_VERDICTS),
  rationale: text,
  payload: json(z.unknown()),
  createdAt: text,
})

export const gateTable = defineTable('gates', {
  id: text,
  runId: text,
  kind: z.enum(GATE_KINDS),
  taskId: optionalText,
  attemptId: optionalText,
  turnId: optionalText,
  question: text,
  subject: json(z.unknown()),
  subjectHash: text,
  state: z.enum(GATE_STATES),
  approvalId: optionalText,
  openedAt: text,
})

/** Task drafts as they were proposed: read back without the trimming and limits of the door they came in by. */
export const draftsJson = json(
  z.array(
    z.object({
      title: text,
      objective: text,
      acceptanceCriteria: z.array(text),
      verificationSteps: z.array(text),
      allowedPaths: z.array(text),
    }),
  ),
)
