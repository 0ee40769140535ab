import { readFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { TextSource } from './commands.ts'
import type { Io } from './screen.ts'

/** A text that an option gives, names the file of, or leaves to standard input. `what`: "goal", "message". */
export async function readText(
  { stdin, cwd }: Pick<Io, 'stdin' | 'cwd'>,
  source: TextSource,
  what: string,
): Promise<Result<string, Refusal>> {
  if (source.from === 'text') return ok(source.text)
  if (source.from === 'stdin') return ok((await text(stdin)).trimEnd())
  const file = path.resolve(cwd, source.path)
  try {
    return ok(readFileSync(file, 'utf8').trimEnd())
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const message = `The ${what}'s file ${file} cannot be read (${why}).`
    return err({
      code: `${what}_unreadable`,
      message,
      remedy: `Check the path after the @, or write the ${what} itself.`,
    })
  }
}
