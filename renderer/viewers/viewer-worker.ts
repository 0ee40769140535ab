/** The thread beside the page: what takes a while with a text is done here. Its answers name the question they belong to. */
import { paintLines } from './diff-paint.ts'
import { highlightLines } from './highlight.ts'
import type { ViewerAnswer, ViewerQuestion } from './viewer-work.ts'

function answer({ id, ask }: ViewerQuestion): ViewerAnswer {
  try {
    return ask.kind === 'paint'
      ? { id, lines: paintLines(ask.lines, ask.language, highlightLines) }
      : { id, lines: highlightLines(ask.text, ask.language) }
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) }
  }
}

addEventListener('message', ({ data }: MessageEvent<ViewerQuestion>) => postMessage(answer(data)))
