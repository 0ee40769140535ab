import { common, createLowlight } from 'lowlight'
import type { Piece } from './pieces.ts'
import { linesOfTree } from './tones.ts'

const lowlight = createLowlight(common)

/** The lines of a text with their tones; as many as `text.split('\n')`. An unknown language throws. */
export function highlightLines(text: string, language: string): Piece[][] {
  return linesOfTree(lowlight.highlight(language, text))
}
