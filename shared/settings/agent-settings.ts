import { z } from 'zod'
import { isWholePath, programSchema, programText, variablesSchema } from './program-settings.ts'

const isPlace = (place: string): boolean => isWholePath(place) || place.startsWith('~/')

/** Stands in the arguments of a `command` for the path of its prompt. */
export const PROMPT_FILE = '{promptFile}'

/** A person's own agent, or changes to a built-in one. */
const agentEntrySchema = z
  .strictObject({
    name: z.string().min(1).max(100).optional(),
    /** Who made the model behind it; the checker is taken from another family than the implementation where it can be. */
    family: z.string().min(1).max(100).optional(),
    command: programSchema.optional(),
    args: z.array(programText).optional(),
    env: variablesSchema.optional(),
    /** `acp`: speaks the Agent Client Protocol. `command`: any program that takes a prompt and prints an answer. */
    driver: z.enum(['acp', 'command']).optional(),
    /** Of a `command`: where its prompt is; a file's path stands where the arguments say `{promptFile}`. */
    prompt: z.enum(['stdin', 'file']).optional(),
    /** Of a `command`: its whole output is the answer as JSON, or text with the answer in its last fenced JSON block. */
    output: z.enum(['text', 'json']).optional(),
    /** The agent's own word for a mode that changes no files. */
    readOnlyMode: z.string().min(1).max(100).optional(),
    /** What it may write besides the worktree while it is sandboxed: whole paths, or below the home as `~/…`. */
    writable: z.array(z.string().refine(isPlace, 'must be a whole path, or one that begins with ~/')).optional(),
    /** `false`: it runs without the sandbox, and each of its runs says so. `true`: inside, also where its own does not work there. */
    sandbox: z.boolean().optional(),
  })
  .refine((entry) => entry.prompt !== 'file' || entry.args?.some((arg) => arg.includes(PROMPT_FILE)), {
    path: ['args'],
    message: `must say ${PROMPT_FILE}, for the prompt is a file`,
  })
  .refine(({ driver, prompt, output }) => driver === 'command' || (prompt === undefined && output === undefined), {
    path: ['driver'],
    message: 'must be "command", for "prompt" and "output" are of that driver',
  })
export const agentSettingsSchema = z.record(
  z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, 'the id of an agent takes lower case letters, digits, . _ -'),
  agentEntrySchema,
)

export type AgentEntry = z.infer<typeof agentEntrySchema>
/** By agent id. */
export type AgentSettings = Readonly<Record<string, AgentEntry>>
