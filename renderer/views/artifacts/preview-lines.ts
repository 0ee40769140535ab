import { logLines, plainLine } from '../../viewers/ansi.ts'
import { tellsOfFailure } from '../../viewers/failure-line.ts'
import { showHidden } from '../../viewers/text.ts'

export interface PreviewLine {
  key: string
  text: string
  tone: 'plain' | 'added' | 'removed' | 'bad'
}

const LINES = 7
const CHARACTERS = 24

/** The first lines that say anything, as far as a small picture shows them; of a diff the first lines that changed. */
export function previewLines(bytes: Uint8Array, kind: string): PreviewLine[] {
  const isDiff = kind === 'diff' || kind === 'patch'
  const lines = logLines(new TextDecoder().decode(bytes))
    .map(plainLine)
    .filter((line) => line.trim() !== '' && (!isDiff || isChange(line)))
    .slice(0, LINES)
  return lines.map((line, at) => ({
    key: `line ${at + 1}`,
    text: showHidden(line.slice(0, CHARACTERS)),
    tone: isDiff ? (line.startsWith('+') ? 'added' : 'removed') : tellsOfFailure(line) ? 'bad' : 'plain',
  }))
}

const isChange = (line: string): boolean => /^[+-](?!\+\+ |-- )/.test(line)
