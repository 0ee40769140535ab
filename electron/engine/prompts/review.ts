import type { TaskRecord } from '../../../shared/domain.ts'
import type { StepEvidence } from '../../../shared/evidence.ts'
import type { AskedComment } from '../../../shared/views.ts'
import { answerInstructions } from './answer.ts'
import { CAPS } from './caps.ts'
import { answeredPart } from './comment-parts.ts'
import { diffPart, withDiff } from './diff-part.ts'
import { evidenceBlock } from './evidence-parts.ts'
import { promptDocument } from './heading.ts'
import { DATA_RULE, READ_ONLY_RULE } from './rules.ts'
import { goalPart, taskListBlock, textListBlock } from './task-parts.ts'

export interface ReviewPromptInput {
  role: 'strategy' | 'checker'
  goal: string
  /** All tasks of the run in plan order; a task's number is its place, from 1. */
  tasks: readonly TaskRecord[]
  /** Every completed task's steps, run on the head; labels `t<task number>.v<n>`. */
  evidence: readonly StepEvidence[]
  /** Unified diff of the whole run, from its base to its head. */
  diff: string
  /** Of earlier reviews of this run and of the person, oldest first. */
  earlierObjections: readonly string[]
  /** What the person asked for in comments before, in the order of their ids. */
  comments: readonly Pick<AskedComment, 'comment' | 'answer'>[]
}

export function reviewPrompt(input: ReviewPromptInput): string {
  const objections = textListBlock(input.earlierObjections, CAPS.objections, 'objection')
  return withDiff(input.diff, (diff) =>
    promptDocument({ role: input.role, kind: 'review', task: null }, [
      `${input.role === 'strategy' ? 'You planned this run. Now judge' : 'You judged the tasks of this run one by one. Now judge'} the whole result against its goal. The files are your working directory.`,
      DATA_RULE,
      goalPart(input.goal, CAPS.goal.review),
      `## Tasks\n\n${taskListBlock(input.tasks, CAPS.tasks, 'numbered')}`,
      evidencePart(input),
      objections === null
        ? null
        : `## Objections so far\n\nOf earlier reviews and of the person. Say of each whether it still holds.\n\n${objections}`,
      answeredPart(input.comments),
      diffPart(diff),
      HOW_TO_REVIEW,
      answerInstructions('submit_verdict', 'review_verdict'),
    ]),
  )
}

function evidencePart(input: ReviewPromptInput): string {
  const title = '## What the application observed\n\n'
  if (input.evidence.length === 0) return `${title}No completed task has verification steps, so nothing was run.`
  const block = evidenceBlock(input.evidence, CAPS.evidence.review)
  return `${title}It ran the steps of every completed task again, on the final files. Label, outcome, command, and the end of the log:\n\n${block}`
}

const HOW_TO_REVIEW = [
  '## How to judge',
  '',
  '- There is one criterion, number 1: the goal of the run is reached by these files. Give it exactly once: `met`, `not_met` or `unclear`.',
  '- Look at what no single task sees: parts that do not fit together, something of the goal that no task covers, work that was left behind. Weigh blocked and abandoned tasks by what the goal loses without them.',
  '- A step that `passed already before any work` proves nothing new by passing.',
  '- A task that is not verified was never run. Say so in your reason if the goal rests on it.',
  '- Cite what you rest on: `t2.v1` for step 1 of task 2, `t2.v1:40` for line 40 of its log, `diff`, `diff:src/a.ts:52` for line 52 of the new file. Places that do not exist are refused. `met` without evidence counts as not met.',
  '- If it is not met, write in `summary` what is missing, so that it can be planned. A person decides in the end.',
  READ_ONLY_RULE,
].join('\n')
