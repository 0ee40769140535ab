import { z } from 'zod'
import { ANSWER_SCHEMAS, type AnswerTool } from '../../shared/answers.ts'

export type CheckedAnswer = { kind: 'valid'; answer: unknown } | { kind: 'wrong'; problem: string }

/** What an answer must be: the tool's schema, and then what the turn demands of it. */
export interface AnswerRules {
  tool: AnswerTool
  problem(answer: unknown): string | null
}

export function checkAnswer(value: unknown, rules: AnswerRules): CheckedAnswer {
  const parsed = ANSWER_SCHEMAS[rules.tool].safeParse(value)
  if (!parsed.success) return { kind: 'wrong', problem: z.prettifyError(parsed.error) }
  const problem = rules.problem(parsed.data)
  return problem === null ? { kind: 'valid', answer: parsed.data } : { kind: 'wrong', problem }
}

/**
 * A fence marked `json`, up to the next fence that begins a line or the end of the text. It may stand at the end of a line of words:
 * some agents put nothing between two messages.
 */
const JSON_FENCE = /(?:^[ \t]*```json[^\n]*|```json[ \t\r]*)\n([\s\S]*?)(?:^[ \t]*```|(?![\s\S]))/gim

/** The answer in the last fenced JSON block of a text; null if there is no such block. */
export function readFencedAnswer(text: string, rules: AnswerRules): CheckedAnswer | null {
  const block = [...text.matchAll(JSON_FENCE)].at(-1)?.[1]
  if (block === undefined) return null
  try {
    return checkAnswer(JSON.parse(block), rules)
  } catch (error) {
    return { kind: 'wrong', problem: `The fenced block is not JSON: ${error instanceof Error ? error.message : error}` }
  }
}
