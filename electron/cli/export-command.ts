import path from 'node:path'
import type { ExportCommand } from './commands.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { onInterruption } from './interruption.ts'
import { plainResultJson } from './json-lines.ts'
import { counted, dim, good, warn } from './line.ts'
import { onRun } from './on-run.ts'
import { sizeWords } from './size-words.ts'
import { refuse, type Session } from './work-session.ts'

/** `export`: a run as a folder, as a page, or as both, written whole or not at all. */
export async function exportCommand(session: Session, { run: prefix, to, html }: ExportCommand): Promise<ExitCode> {
  const { screen, program, io } = session
  return onRun(session, prefix, async ({ exports }, { id }) => {
    const at = (place: string): string => path.resolve(io.cwd, place)
    const folder = to === null && html === null ? at(exports.nameOf(id)) : to && at(to)
    const targets = { ...(folder && { folder }), ...(html !== null && { report: at(html) }) }
    const interruption = onInterruption(
      () => screen.complain([warn('Ending: what was written so far is taken away.')]),
      () => undefined,
    )
    const written = await exports.write(id, targets, interruption.signal).finally(interruption.release)
    if (!written.ok) {
      const { error } = written
      return refuse(session, error, error.code === 'interrupted' ? EXIT.interrupted : EXIT.refused)
    }
    const { contents, files, bytes, absent } = written.value
    if (folder) screen.say([good('✓ '), `${folder}: ${counted(files, 'file')}, ${sizeWords(bytes)}`])
    if (html !== null) screen.say([good('✓ '), at(html)])
    if (absent > 0) screen.say([warn(`  ${counted(absent, 'artifact')} could not be read; the report says which.`)])
    screen.say([dim('  contents '), contents])
    if (folder) screen.say([dim('  verify   '), `${program} verify ${quotedPath(folder)} --hash ${contents}`])
    screen.json({
      type: 'export',
      runId: id,
      folder: folder ?? null,
      report: html && at(html),
      contents,
      files,
      bytes,
      absent,
    })
    screen.json(plainResultJson(EXIT.done, null))
    return EXIT.done
  })
}

const quotedPath = (place: string): string => (/^[\w./~:\\-]+$/.test(place) ? place : `"${place}"`)
