import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import { writeWhole } from '../write-whole.ts'

/** One variable of one agent. `value`: encrypted by the system's key store, in base64; or the plain text. */
const entrySchema = z.strictObject({
  agentId: z.string().min(1),
  name: z.string().min(1),
  store: z.enum(['keystore', 'file']),
  value: z.string().min(1),
})
export type SecretEntry = z.infer<typeof entrySchema>
const fileSchema = z.strictObject({ v: z.literal(1), secrets: z.array(entrySchema) })

export const secretFile = (home: string): string => path.join(home, 'secrets.json')

/** The text of the file; null where there is none. */
export function readSecretText(home: string): Result<string | null, Refusal> {
  try {
    return ok(readFileSync(secretFile(home), 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(null)
    return err(damaged(home, error instanceof Error ? error.message : String(error)))
  }
}

/** What is wrong is told without anything of what the file holds. */
export function parseSecretText(home: string, text: string | null): Result<SecretEntry[], Refusal> {
  if (text === null) return ok([])
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err(damaged(home, 'not JSON'))
  }
  const parsed = fileSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data.secrets)
  const faults = parsed.error.issues.map((issue) => issue.path.join('.') || 'the file')
  return err(damaged(home, `not as Triptych writes it: ${[...new Set(faults)].join(', ')}`))
}

const damaged = (home: string, what: string): Refusal => ({
  code: 'secrets_invalid',
  message: `The secrets cannot be read. ${secretFile(home)}: ${what}.`,
  remedy: 'Correct the file, or move it away and set the secrets again.',
})

/** Never readable by anybody else, not for a moment. */
export const writeSecretFile = (home: string, secrets: readonly SecretEntry[]): void =>
  writeWhole(secretFile(home), `${JSON.stringify({ v: 1, secrets }, null, 2)}\n`)
