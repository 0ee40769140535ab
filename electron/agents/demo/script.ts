import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AGENT_ROLES, TURN_KINDS } from '../../../shared/words.ts'

const SAMPLE_SCRIPT = path.join(import.meta.dirname, 'sample.json')

/** A file's text, as one string or, easier to read in JSON, as its lines. */
const fileTextSchema = z
  .union([z.string(), z.array(z.string())], { error: 'expected a text or a list of lines' })
  .transform((text) => (typeof text === 'string' ? text : text.map((line) => `${line}\n`).join('')))

/** ACP's tool kinds. */
const toolKindSchema = z.enum(['read', 'edit', 'delete', 'move', 'search', 'execute', 'think', 'fetch', 'other'])

/** One thing the agent does: exactly one member. Paths are relative to the session's folder. */
const stepSchema = z
  .strictObject({
    say: z.string(),
    think: z.string(),
    write: z.strictObject({ path: z.string().min(1), content: fileTextSchema }),
    /** Replaces the first `find`. A file that already has `replace` instead is left alone, so that a turn can be repeated. */
    edit: z.strictObject({ path: z.string().min(1), find: z.string().min(1), replace: z.string().min(1) }),
    delete: z.strictObject({ path: z.string().min(1) }),
    /** An answer tool of the session's MCP server; without a server, a fenced JSON block. */
    tool: z.strictObject({ name: z.string().min(1), arguments: z.record(z.string(), z.unknown()) }),
    /** One shell command line. What it exits with is shown and changes nothing. */
    run: z.string().min(1),
    /** Asks for a permission; the turn ends there if it is not given. */
    ask: z.strictObject({
      title: z.string().min(1),
      kind: toolKindSchema,
      paths: z.array(z.string().min(1)).optional(),
      rawInput: z.unknown().optional(),
    }),
    sleepMs: z.int().nonnegative().max(3_600_000),
    /** Writes the comments of the prompt into the files, each above its line. */
    noteComments: z.literal(true),
  })
  .partial()
  .refine((step) => Object.keys(step).length === 1, {
    error: 'a step is exactly one of say, think, write, edit, delete, tool, run, ask, sleepMs, noteComments',
  })
export type Step = z.infer<typeof stepSchema>
export type PermissionStep = NonNullable<Step['ask']>

/** Every member that is there must hold. */
const conditionSchema = z.strictObject({
  kind: z.enum(TURN_KINDS).optional(),
  task: z.string().min(1).optional().describe('A part of the task title'),
  attempt: z.int().positive().optional(),
  turn: z.int().positive().optional(),
  prompt: z.string().min(1).optional().describe('A text the prompt contains'),
})
type Condition = z.infer<typeof conditionSchema>

const scriptTurnSchema = z.strictObject({ when: conditionSchema.optional(), steps: z.array(stepSchema) })
export type ScriptTurn = z.infer<typeof scriptTurnSchema>

export const scriptSchema = z.partialRecord(z.enum(AGENT_ROLES), z.array(scriptTurnSchema).min(1))
export type Script = z.infer<typeof scriptSchema>

/** What the client says about a turn, in the prompt request's `_meta.triptych`. `turn` counts the role's turns in the run, from 1. */
export const turnInfoSchema = z.object({
  role: z.enum(AGENT_ROLES),
  kind: z.enum(TURN_KINDS),
  turn: z.int().positive(),
  task: z.string().nullable(),
  attempt: z.int().positive().nullable(),
})
export type TurnInfo = z.infer<typeof turnInfoSchema>

/** `sample` or a file. Throws with the file's name and each place that is wrong. */
export function readScript(name: string): Script {
  const file = name === 'sample' ? SAMPLE_SCRIPT : name
  const parsed = scriptSchema.safeParse(parseJson(readFileSync(file, 'utf8'), file))
  if (!parsed.success) throw new Error(`The demo script ${file} is not valid:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`The demo script ${file} is not JSON: ${error instanceof Error ? error.message : error}`)
  }
}

/**
 * The first turn whose condition holds; else, among the turns without a condition, the one with this turn's number, or the last.
 * null: the script has nothing for this turn.
 */
export function selectTurn(script: Script, info: TurnInfo, prompt: string): ScriptTurn | null {
  const turns = script[info.role] ?? []
  const conditional = turns.find((turn) => turn.when !== undefined && holds(turn.when, info, prompt))
  const inOrder = turns.filter((turn) => turn.when === undefined)
  return conditional ?? inOrder[info.turn - 1] ?? inOrder.at(-1) ?? null
}

function holds(when: Condition, info: TurnInfo, prompt: string): boolean {
  return (
    (when.kind === undefined || when.kind === info.kind) &&
    (when.task === undefined || (info.task?.includes(when.task) ?? false)) &&
    (when.attempt === undefined || when.attempt === info.attempt) &&
    (when.turn === undefined || when.turn === info.turn) &&
    (when.prompt === undefined || prompt.includes(when.prompt))
  )
}
