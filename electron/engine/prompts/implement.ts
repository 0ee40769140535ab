import type { TaskRecord } from '../../../shared/domain.ts'
import type { Comment } from '../../../shared/evidence.ts'
import type { BaselineMark } from '../../../shared/words.ts'
import type { GivenFile } from '../attachments.ts'
import { answerInstructions } from './answer.ts'
import { CAPS } from './caps.ts'
import { commentsPart } from './comment-parts.ts'
import { promptDocument } from './heading.ts'
import { APPLICATION_VERIFIES_RULE, COMMITS_RULE, DATA_RULE } from './rules.ts'
import { allowedPathsPart, criteriaPart, goalPart, stepsPart, taskListBlock, taskPart } from './task-parts.ts'

export interface ImplementPromptInput {
  goal: string
  /** What the person attached. */
  files?: readonly GivenFile[]
  task: TaskRecord
  attemptNumber: number
  /** In plan order; their work is in the files. */
  completedTasks: readonly TaskRecord[]
  /** What each verification step did before any work, in their order; null: it is not known. */
  baseline: readonly (BaselineMark | null)[]
  /** A person's comments on a diff that this task may answer, in the order of their ids. */
  comments: readonly Comment[]
  /** An earlier turn of this very attempt was stopped by a limit, a log-in or a budget; its files are still there. */
  continuing: boolean
}

/** The first attempt at a task. */
export function implementPrompt(input: ImplementPromptInput): string {
  return implementDocument(input, [])
}

/** What the first and every later attempt have in common; `history` goes between the task and the rules. */
export function implementDocument(input: ImplementPromptInput, history: readonly (string | null)[]): string {
  const { task, attemptNumber } = input
  return promptDocument({ role: 'implementation', kind: 'implement', task: { title: task.title, attemptNumber } }, [
    'You do one task in the git repository that is your working directory.',
    DATA_RULE,
    input.continuing
      ? 'This attempt goes on: an earlier turn of it was stopped by a limit, not by a fault. The files are as that turn left them. Look at what is done (`git status`, `git diff`) and go on from there.'
      : null,
    goalPart(input.goal, CAPS.goal.task, input.files),
    taskPart(task),
    criteriaPart(task),
    stepsPart(task, input.baseline),
    allowedPathsPart(task),
    commentsPart(input.comments),
    input.completedTasks.length === 0
      ? null
      : `## Tasks already completed\n\nTheir work is in the files; build on it.\n\n${taskListBlock(input.completedTasks, CAPS.completedTasks, 'plain')}`,
    ...history,
    HOW_TO_WORK,
    answerInstructions('report_result', input.comments.length === 0 ? 'report_result' : 'report_with_comments'),
  ])
}

const HOW_TO_WORK = [
  '## How to work',
  '',
  '- Do this task and no more. Read the code around it first and keep to its style.',
  '- Stay in your working directory and within the paths above. A change outside them fails the attempt.',
  APPLICATION_VERIFIES_RULE,
  COMMITS_RULE,
  '- Do not make a check pass by weakening it: existing tests and criteria state what is wanted.',
  '- If something stands in the way that you cannot remove within these paths (a missing credential, criteria that contradict ' +
    'each other), report `blocked` with a short stable code and what would remove it. The same code twice means that the task ' +
    'needs another plan.',
].join('\n')
