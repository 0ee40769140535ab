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

/** A fence marked `json` on a line of its own, up to the next fence or the end of the text. */
const JSON_FENCE = /^[ \t]*```json[^\n]*\n([\s\S]*?)(?:^[ \t]*```|(?![\s\S]))/gim

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
