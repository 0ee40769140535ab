import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { TextSource } from './commands.ts'
import type { Io } from './screen.ts'

/** Far more than any text may have; what is read may be a device without end. */
const MAX_BYTES = 4 * 1024 * 1024

/** A text that an option gives, names the file of, or leaves to standard input. `what`: "goal", "message". */
export async function readText(
  { stdin, cwd }: Pick<Io, 'stdin' | 'cwd'>,
  source: TextSource,
  what: string,
): Promise<Result<string, Refusal>> {
  if (source.from === 'text') return ok(source.text)
  const file = source.from === 'stdin' ? null : path.resolve(cwd, source.path)
  try {
    const bytes = await readUpTo(file === null ? stdin : createReadStream(file), MAX_BYTES)
    if (bytes !== null) return ok(bytes.toString('utf8').trimEnd())
    return err({
      code: `${what}_too_long`,
      message: `The ${what} in ${file ?? 'standard input'} has more than ${MAX_BYTES / 1024 / 1024} MiB.`,
      remedy: 'Put long material into the repository and point to it.',
    })
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const message = `${file === null ? `The ${what} on standard input` : `The ${what}'s file ${file}`} cannot be read (${why}).`
    return err({
      code: `${what}_unreadable`,
      message,
      remedy: `Check the path after the @, or write the ${what} itself.`,
    })
  }
}

/** All of it; null: there are more than `limit` bytes, and the rest was not read. */
async function readUpTo(stream: Readable, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > limit) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
