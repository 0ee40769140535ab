import type { GivenFile } from '../attachments.ts'
import { answerInstructions } from './answer.ts'
import { CAPS } from './caps.ts'
import { dataBlock } from './fence.ts'
import { promptDocument } from './heading.ts'
import { DATA_RULE, READ_ONLY_RULE, TASK_RULES } from './rules.ts'
import { goalPart, textListBlock } from './task-parts.ts'

export interface PlanPromptInput {
  goal: string
  /** What the person attached. */
  files?: readonly GivenFile[]
  /** What a person added since, or null. */
  guidance: string | null
  /** What the working directory lacks: uncommitted files, submodules, setup that was skipped. */
  notices: readonly string[]
  /** What the application knows of the repository (top-level names, for example), or null. */
  repositoryOverview: string | null
  verificationMinutes: number
}

export function planPrompt(input: PlanPromptInput): string {
  return promptDocument({ role: 'strategy', kind: 'plan', task: null }, [
    'You plan the work on one goal in the git repository that is your working directory. An implementation agent will ' +
      'then do your tasks, the application will verify each, and a checker will judge the result.',
    DATA_RULE,
    goalPart(input.goal, CAPS.goal.plan, input.files),
    input.guidance === null
      ? null
      : `## What the person added\n\nThis goes before the goal where they differ.\n\n${dataBlock(input.guidance, CAPS.guidance)}`,
    noticesPart(input.notices),
    input.repositoryOverview === null
      ? null
      : `## The repository\n\n${dataBlock(input.repositoryOverview, CAPS.overview)}`,
    [
      '## How to plan',
      '',
      '- Read the code that the goal is about before you plan: name files and commands that exist.',
      READ_ONLY_RULE,
      TASK_RULES(input.verificationMinutes),
    ].join('\n'),
    answerInstructions('submit_plan'),
  ])
}

function noticesPart(notices: readonly string[]): string | null {
  const block = textListBlock(notices, { listed: 20, chars: CAPS.notices }, 'notice')
  return block === null ? null : `## What the working directory does not hold\n\n${block}`
}
