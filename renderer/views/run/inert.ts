import { showHidden } from '../../viewers/text.ts'

/** A text of an agent or a repository over several lines: hidden signs are shown, line ends kept. */
export const inertText = (text: string): string => text.split('\n').map(showHidden).join('\n')

/** A file of the worktree as people name it: the part after the worktree's own folder. */
export const shortPath = (path: string): string => path.replace(/^.*[/\\]worktrees[/\\][^/\\]+[/\\]/, '')

/** A part of a text; `code` stood between backticks. */
export interface TextPart {
  at: number
  text: string
  code: boolean
}

/** Splits at single backticks, so that commands and names read as code. What is not closed is left as it is. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  for (const piece of text.split(/(`[^`\n]+`)/)) {
    const code = piece.length > 2 && piece.startsWith('`') && piece.endsWith('`')
    if (piece !== '') parts.push({ at, text: code ? piece.slice(1, -1) : piece, code })
    at += piece.length
  }
  return parts
}
