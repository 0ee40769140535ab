import { isDeepStrictEqual } from 'node:util'
import { type AnswerRules, type CheckedAnswer, checkAnswer, readFencedAnswer } from './answer-check.ts'

/**
 * The answer in what a command printed; null if there is none, not even a wrong one. Some print their prompt as well: the example in it
 * is no answer.
 */
export function readPrintedAnswer(
  output: 'text' | 'json',
  { prompt, text }: { prompt: string; text: string },
  rules: AnswerRules,
): CheckedAnswer | null {
  const printed = readAnswer(output, text, rules)
  return isDeepStrictEqual(printed, readAnswer(output, prompt, rules)) ? null : printed
}

function readAnswer(output: 'text' | 'json', text: string, rules: AnswerRules): CheckedAnswer | null {
  if (output === 'text') return readFencedAnswer(text, rules)
  const value = lastJsonObject(text)
  return value === null ? null : checkAnswer(value, rules)
}

/** So many lines may begin the last object; one that is laid out over many lines has few that begin with its brace. */
const MAX_BEGINNINGS = 200
const BEGINNING = /^[ \t]*\{/gm

/** The object at the end of a text, begun on a line of its own: all of the text, or what follows its remarks. */
function lastJsonObject(text: string): unknown {
  const end = text.lastIndexOf('}') + 1
  const beginnings = [...text.slice(0, end).matchAll(BEGINNING)].slice(-MAX_BEGINNINGS)
  for (const { index } of beginnings.reverse()) {
    try {
      return JSON.parse(text.slice(index, end))
    } catch {
      // Not a whole object: it began further up.
    }
  }
  return null
}
