/** The thread beside the page: what takes a while with a text is done here. Its answers name the question they belong to. */
import { paintLines } from './diff-paint.ts'
import { highlightLines } from './highlight.ts'
import { logSearch } from './log-search.ts'
import type { ViewerAnswer, ViewerAnswers, ViewerAsk, ViewerQuestion } from './viewer-work.ts'

const logs = logSearch()

function done(ask: ViewerAsk): ViewerAnswers[ViewerAsk['kind']] {
  switch (ask.kind) {
    case 'paint':
      return paintLines(ask.lines, ask.language, highlightLines)
    case 'highlight':
      return highlightLines(ask.text, ask.language)
    case 'failures':
      return logs.failures(ask.text)
    case 'hits':
      return logs.hits(ask.text, ask.wanted)
  }
}

function answer({ id, ask }: ViewerQuestion): ViewerAnswer {
  try {
    return { id, value: done(ask) }
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) }
  }
}

addEventListener('message', ({ data }: MessageEvent<ViewerQuestion>) => postMessage(answer(data)))
