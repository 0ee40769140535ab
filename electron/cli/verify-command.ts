import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { reportProblems, type Verified, verifyFolder } from '../export/verify/verify-folder.ts'
import type { VerifyCommand } from './commands.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { plainResultJson } from './json-lines.ts'
import { bad, counted, dim, good } from './line.ts'
import { sizeWords } from './size-words.ts'
import { refuse, type Session } from './work-session.ts'

/** `verify`: says exactly what differs in an exported folder; needs no data folder. */
export async function verifyCommand(session: Session, { folder, html, hash }: VerifyCommand): Promise<ExitCode> {
  const { screen, io } = session
  const place = path.resolve(io.cwd, folder)
  const verified = await verifyFolder(place, hash)
  if (!verified.ok) return refuse(session, verified.error)
  const { manifest, notes } = verified.value
  const elsewhere = html === null ? [] : await elsewhereProblems(path.resolve(io.cwd, html), manifest)
  const problems = [...verified.value.problems, ...elsewhere]
  for (const problem of problems) screen.say([bad('✗ '), problem])
  for (const note of notes) screen.say([dim(`  ${note}`)])
  const exitCode = problems.length === 0 ? EXIT.done : EXIT.notCompleted
  screen.say(
    problems.length === 0
      ? [good('✓ '), `${place} is what was exported: ${wholeText(verified.value)}.`]
      : [
          bad(`${counted(problems.length, 'difference')}. `),
          `${place} is not what was exported, or was not as it should be when it was.`,
        ],
  )
  if (manifest !== null)
    screen.say([dim(`  run ${manifest.runId}, exported ${manifest.exportedAt}, contents ${manifest.contents}`)])
  if (problems.length === 0 && hash === null)
    screen.say([
      dim(
        '  Whoever rewrote the whole folder would not be noticed: compare with the hash that `export` printed (--hash).',
      ),
    ])
  screen.json({
    type: 'verification',
    ...verified.value,
    manifest: manifest && manifestFacts(manifest),
    problems,
    folder: place,
  })
  screen.json(plainResultJson(exitCode, null))
  return exitCode
}

const manifestFacts = ({ runId, contents, exportedAt, triptych }: NonNullable<Verified['manifest']>) => ({
  ...{ runId, contents, exportedAt, triptych },
})

const wholeText = ({ files, bytes, bound }: Verified): string =>
  `${counted(files, 'file')}, ${sizeWords(bytes)}, ${counted(bound, 'answer')} bound to what is here`

async function elsewhereProblems(file: string, manifest: Verified['manifest']): Promise<string[]> {
  const page = await textAt(file)
  if (page === null) return [`${file}: there is no such file.`]
  return manifest === null ? [] : reportProblems(page, manifest.contents, file)
}

async function textAt(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) return null
    throw error
  }
}
