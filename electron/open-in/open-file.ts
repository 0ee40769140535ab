import path from 'node:path'
import type { Launch, Program } from './program.ts'

/**
 * How an editor is started with one file, where it is one that is given the folder by name; null: it is no editor, or is told its
 * folder otherwise. No other kind of program is handed a file of an agent: a file manager's or a system's own choice might run it.
 */
export function openingFile(program: Program, file: string): Launch | null {
  const folder = path.dirname(file)
  const launch = program.open(folder)
  if (program.kind !== 'editor' || launch.args.at(-1) !== folder) return null
  return { ...launch, args: [...launch.args.slice(0, -1), file] }
}
