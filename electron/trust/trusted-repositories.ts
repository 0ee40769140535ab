import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import { writeWhole } from '../write-whole.ts'

const trustSchema = z.strictObject({
  /** Top folder of the checkout, links resolved. */
  path: z.string().refine(path.isAbsolute, 'an absolute path'),
  /** The first commits of its history. */
  roots: z.array(z.string().regex(/^[0-9a-f]{40,64}$/)).min(1),
  /** Path of what agents may honour → hash of its content. */
  files: z.record(z.string(), z.string()),
  trustedAt: z.string(),
})
export type Trust = z.infer<typeof trustSchema>

const fileSchema = z.strictObject({ v: z.literal(1), repositories: z.array(trustSchema) })

const fileOf = (home: string): string => path.join(home, 'trusted-repositories.json')

/** What the person trusts of a checkout; null: nothing. Refused if the file is damaged: then nothing is trusted, and it is told. */
export function readTrust(home: string, root: string): Result<Trust | null, Refusal> {
  const read = readAll(home)
  return read.ok ? ok(read.value.find((trust) => trust.path === root) ?? null) : read
}

/** The person's word for exactly these contents, in place of an earlier one; null takes it back. */
export function writeTrust(home: string, root: string, trust: Trust | null): Result<null, Refusal> {
  const read = readAll(home)
  if (!read.ok) return read
  const others = read.value.filter((known) => known.path !== root)
  write(fileOf(home), { v: 1, repositories: trust === null ? others : [...others, trust] })
  return ok(null)
}

/** The same repository, and this very content. */
export function trusts(
  trust: Trust | null,
  roots: readonly string[],
  file: { path: string; hash: string | null },
): boolean {
  if (trust === null || file.hash === null || trust.roots.join() !== roots.join()) return false
  return Object.hasOwn(trust.files, file.path) && trust.files[file.path] === file.hash
}

function readAll(home: string): Result<Trust[], Refusal> {
  const file = fileOf(home)
  try {
    return ok(fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).repositories)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok([])
    const what = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    return err({
      code: 'trust_invalid',
      message: `What you trusted cannot be read, so nothing is. ${file}: ${what}`,
      remedy: 'Correct the file, or move it away and trust again what you know.',
    })
  }
}

const write = (file: string, content: z.infer<typeof fileSchema>): void =>
  writeWhole(file, `${JSON.stringify(content, null, 2)}\n`)
