import type { PaintWork } from './diff-paint.ts'
import type { Piece } from './pieces.ts'
import { startViewerWorker } from './start-viewer-worker.ts'
import { viewerWork } from './viewer-work.ts'

/** The one thread beside this page. */
const ask = viewerWork(startViewerWorker)

export const paintBeside: PaintWork = (lines, language) => ask({ kind: 'paint', lines, language })

/** The lines of a text with their tones; as many as `text.split('\n')`. An unknown language is refused. */
export const highlightBeside = (text: string, language: string): Promise<Piece[][]> =>
  ask({ kind: 'highlight', text, language })

/** Numbers, from 1, of a log's lines that tell of a failure; of several in a row the first. */
export const failuresBeside = (text: string): Promise<number[]> => ask({ kind: 'failures', text })

/** Numbers, from 1, of a log's lines that have a text, in any case. */
export const hitsBeside = (text: string, wanted: string): Promise<number[]> => ask({ kind: 'hits', text, wanted })
