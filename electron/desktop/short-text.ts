import path from 'node:path'
import type { RunRow } from '../../shared/views.ts'
import { inertLine } from '../cli/inert-text.ts'

const TITLE_LENGTH = 100

/** One line of printable text, cut to as many characters. */
export function shortText(text: string, length: number): string {
  const characters = Array.from(inertLine(text.replaceAll(/\s+/g, ' ').trim()))
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`
}

/** What the desktop calls a run: its repository and its goal. */
export const runTitle = ({ repoPath, goal }: Pick<RunRow, 'repoPath' | 'goal'>): string =>
  shortText(`${path.basename(repoPath)}: ${goal}`, TITLE_LENGTH)

const LABEL_LENGTH = 60

/** A text of others as the label of a menu's item, where `&` would mark a key. */
export const menuLabel = (text: string): string => shortText(text, LABEL_LENGTH).replaceAll('&', '&&')
