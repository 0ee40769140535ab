import type { TaskRecord } from '../../../shared/domain.ts'
import type { PlanRecord } from '../../../shared/evidence.ts'
import { assertNever } from '../../../shared/result.ts'
import type { BaselineMark, PlanReason } from '../../../shared/words.ts'
import type { GivenFile } from '../attachments.ts'
import type { AttemptDetail } from '../records.ts'
import { answerInstructions } from './answer.ts'
import { attemptListBlock } from './attempt-parts.ts'
import { CAPS } from './caps.ts'
import { dataBlock, quoted } from './fence.ts'
import { promptDocument } from './heading.ts'
import { DATA_RULE, READ_ONLY_RULE, TASK_RULES } from './rules.ts'
import { draftListBlock, goalPart, taskListBlock } from './task-parts.ts'

export interface ReplanPromptInput {
  goal: string
  /** What the person attached. */
  files?: readonly GivenFile[]
  why: PlanReason
  /** A person's words or the objections of a review, or null. */
  guidance: string | null
  /** All tasks of the run in plan order. */
  tasks: readonly TaskRecord[]
  /** Recent attempts, oldest first. */
  attempts: readonly AttemptDetail[]
  /** A proposed plan that was not accepted, or null. */
  proposal: PlanRecord | null
  /** What its steps did before any work, by command. */
  proposalBaseline: ReadonlyMap<string, BaselineMark>
  /** What the run branch holds by now, such as its commits, or null if it is still where it began. */
  headSummary: string | null
  verificationMinutes: number
  /** What the person says holds comments with ids, which whoever implements is given as well. */
  hasComments: boolean
}

export function replanPrompt(input: ReplanPromptInput): string {
  const titles = new Map(
    input.tasks.map((task, index) => [task.id, `task ${index + 1} ${quoted(task.title, 80)}`] as const),
  )
  return promptDocument({ role: 'strategy', kind: 'replan', task: null }, [
    `You plan the rest of the work on one goal in the git repository that is your working directory. ${whyWords(input.why)}`,
    DATA_RULE,
    goalPart(input.goal, CAPS.goal.replan, input.files),
    input.guidance === null ? null : `## ${guidanceTitle(input.why)}\n\n${dataBlock(input.guidance, CAPS.guidance)}`,
    proposalPart(input),
    `## Tasks so far\n\n${taskListBlock(input.tasks, CAPS.tasks, 'numbered')}`,
    input.attempts.length === 0
      ? null
      : `## What the attempts taught\n\n${attemptListBlock(input.attempts, (attempt) => titles.get(attempt.taskId) ?? 'an earlier task')}`,
    headPart(input.headSummary),
    [
      '## How to plan',
      '',
      '- Your tasks replace every task that is not completed. Completed tasks stay; do not plan them again.',
      '- Do not repeat what failed for a reason that still holds: split it, take another way, correct its criteria, steps or paths, or leave it out and say so in `risks`.',
      ...(input.hasComments ? [COMMENTS_RULE] : []),
      READ_ONLY_RULE,
      TASK_RULES(input.verificationMinutes),
    ].join('\n'),
    answerInstructions('submit_plan'),
  ])
}

const COMMENTS_RULE =
  '- The person’s comments carry ids (c1, c2 …) and name lines of the diff that was reviewed. Whoever implements your tasks is given ' +
  'them word for word and answers each by its id: plan so that every one is dealt with, and need not be repeated.'

function whyWords(why: PlanReason): string {
  switch (why) {
    case 'first':
      return 'There is no accepted plan yet.'
    case 'blocked':
      return 'A task is blocked: its attempts failed too often, or twice in the same way.'
    case 'review':
      return 'All tasks were done, but the review of the whole result found that the goal is not reached.'
    case 'changes_requested':
      return 'A person asked for changes.'
    default:
      return assertNever(why)
  }
}

const guidanceTitle = (why: PlanReason): string => (why === 'review' ? 'What the review found' : 'What the person says')

function proposalPart({ proposal, proposalBaseline }: ReplanPromptInput): string | null {
  if (proposal === null) return null
  const summary = dataBlock(proposal.summary, CAPS.proposal / 4)
  const tasks = draftListBlock(proposal.tasks, (CAPS.proposal * 3) / 4, proposalBaseline)
  return `## The plan that was not accepted\n\nRevision ${proposal.revision}:\n\n${summary}\n\nIts tasks:\n\n${tasks}`
}

function headPart(headSummary: string | null): string {
  const text =
    headSummary === null
      ? 'Nothing has been accepted yet; the files are as the run found them.'
      : `The files in your working directory hold the accepted work:\n\n${dataBlock(headSummary, CAPS.headSummary)}`
  return `## Where the files stand\n\n${text}`
}
