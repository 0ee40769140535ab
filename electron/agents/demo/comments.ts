import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** A comment of a person as a prompt of the implementation tells it. */
interface PromptComment {
  id: string
  path: string
  line: number
  side: 'old' | 'new'
  text: string
}

const COMMENT = /^- (c\d+) · ("(?:[^"\\]|\\.)*") · line (?:\d+-)?(\d+) · (old|new)\n((?: {2}.*(?:\n|$))*)/gm

export function commentsInPrompt(prompt: string): PromptComment[] {
  return [...prompt.matchAll(COMMENT)].map(([, id = '', quoted = '""', line, side, rest = '']) => {
    const said = rest.split('\n').filter((each) => !each.startsWith('  | '))
    const text = said.join(' ').replace(/\s+/g, ' ').trim()
    return { id, path: String(JSON.parse(quoted)), line: Number(line), side: side === 'old' ? 'old' : 'new', text }
  })
}

/** What goes before and after a note, by the extension of the file. */
const NOTES: Readonly<Record<string, readonly [string, string]>> = {
  '.ts': ['// ', ''],
  '.js': ['// ', ''],
  '.mjs': ['// ', ''],
  '.md': ['<!-- ', ' -->'],
}

/**
 * Writes each comment as a note above the line it is about: that much a script can do with words it does not understand. Returns the
 * ids of those that are in the files now.
 */
export async function noteComments(folder: string, prompt: string): Promise<Set<string>> {
  const noted = new Set<string>()
  // From the end of a file to its beginning, so that the lines above stay where the prompt says they are.
  const comments = commentsInPrompt(prompt).sort((one, other) => other.line - one.line)
  for (const comment of comments) if (await note(folder, comment)) noted.add(comment.id)
  return noted
}

async function note(folder: string, { path: name, line, side, text }: PromptComment): Promise<boolean> {
  const [before, after] = NOTES[path.extname(name)] ?? [null, null]
  const file = path.resolve(folder, name)
  const isInside = file.startsWith(path.resolve(folder) + path.sep)
  if (before === null || after === null || side === 'old' || !isInside) return false
  const lines = (await readFile(file, 'utf8')).split('\n')
  const commented = lines[line - 1]
  if (commented === undefined) return false
  const words = `${before}Asked in review: ${text.replaceAll('-->', '')}${after}`
  // A turn may be repeated.
  if (lines.some((each) => each.trim() === words)) return true
  await writeFile(file, lines.toSpliced(line - 1, 0, `${/^\s*/.exec(commented)?.[0] ?? ''}${words}`).join('\n'))
  return true
}

const NOTED = 'I wrote it as a note above the line. I am scripted and use no model, so I cannot do more with it.'
const UNNOTED = 'Nothing was changed for it: I am scripted and use no model, and my script has nothing for this file.'

/** An answer to every comment of the prompt, as `report_result` takes them. */
export const answersTo = (prompt: string, noted: ReadonlySet<string>) =>
  commentsInPrompt(prompt).map(({ id }) =>
    noted.has(id) ? { id, outcome: 'done', answer: NOTED } : { id, outcome: 'declined', answer: UNNOTED },
  )
