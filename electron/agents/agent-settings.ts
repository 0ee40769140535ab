import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'

/** A person's own agent, or changes to a built-in one, in `settings.json`: `{ "agents": { "<id>": { … } } }`. */
const agentEntrySchema = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  /** A bare name, looked up on PATH, or an absolute path. */
  command: z
    .string()
    .min(1)
    .refine((command) => path.isAbsolute(command) || !/[\\/]/.test(command), 'a bare name or an absolute path')
    .optional(),
  args: z.array(z.string()).optional(),
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable name'), z.string()).optional(),
})
const settingsSchema = z.looseObject({
  agents: z
    .record(z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, 'lower case letters, digits, . _ -'), agentEntrySchema)
    .optional(),
})

export type AgentEntry = z.infer<typeof agentEntrySchema>
/** By agent id. */
export type AgentSettings = Readonly<Record<string, AgentEntry>>

/** Reads the agents of `<home>/settings.json`; a file that is not there has none. */
export function readAgentSettings(home: string): Result<AgentSettings, Refusal> {
  const file = path.join(home, 'settings.json')
  const refuse = (what: string): Result<AgentSettings, Refusal> =>
    err({
      code: 'settings_invalid',
      message: `${file}: ${what}`,
      remedy: 'Correct the file, or remove it, and try again.',
    })
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok({})
    return refuse(error instanceof Error ? error.message : String(error))
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return refuse(`not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = settingsSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data.agents ?? {})
  return refuse(
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`).join('; '),
  )
}
