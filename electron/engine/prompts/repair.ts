import type { AnswerTool } from '../../../shared/answers.ts'
import type { AgentRole, TurnKind } from '../../../shared/words.ts'
import { answerInstructions } from './answer.ts'
import { CAPS } from './caps.ts'
import { dataBlock } from './fence.ts'
import { promptDocument } from './heading.ts'
import { DATA_RULE } from './rules.ts'

export interface RepairPromptInput {
  role: AgentRole
  /** The turn whose answer is missing or wrong. */
  turn: TurnKind
  tool: AnswerTool
  problem: string
}

/** The one repair turn: nothing is worked on any more, only the answer is given in a form that can be used. */
export function repairPrompt(input: RepairPromptInput): string {
  return promptDocument({ role: input.role, kind: 'repair', task: null }, [
    'Your last turn ended without an answer that the application can use. Do not go on with the work and change no file: ' +
      'only give the answer, for what you have already done or found. This is the only chance to do so.',
    DATA_RULE,
    `## What is wrong with it\n\n${dataBlock(input.problem, CAPS.problem)}`,
    answerInstructions(input.tool, input.turn === 'review' ? 'review_verdict' : input.tool),
  ])
}
