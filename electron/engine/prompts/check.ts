import type { ReportAnswer } from '../../../shared/answers.ts'
import type { TaskRecord } from '../../../shared/domain.ts'
import type { StepEvidence } from '../../../shared/evidence.ts'
import { answerInstructions } from './answer.ts'
import { CAPS } from './caps.ts'
import { diffPart, withDiff } from './diff-part.ts'
import { evidenceBlock } from './evidence-parts.ts'
import { dataBlock, lineBlock } from './fence.ts'
import { promptDocument } from './heading.ts'
import { DATA_RULE, READ_ONLY_RULE } from './rules.ts'
import { allowedPathsPart, criteriaPart, goalPart, taskPart } from './task-parts.ts'

export interface CheckPromptInput {
  goal: string
  task: TaskRecord
  attemptNumber: number
  report: ReportAnswer | null
  changedPaths: readonly string[]
  /** Unified diff of the attempt. */
  diff: string
  evidence: readonly StepEvidence[]
}

export function checkPrompt(input: CheckPromptInput): string {
  const { task, attemptNumber } = input
  return withDiff(input.diff, (diff) =>
    promptDocument({ role: 'checker', kind: 'check', task: { title: task.title, attemptNumber } }, [
      'You judge one attempt at one task, criterion by criterion. Another agent did it; its files are your working directory.',
      DATA_RULE,
      goalPart(input.goal, CAPS.goal.task),
      taskPart(task),
      criteriaPart(task),
      allowedPathsPart(task),
      evidencePart(input),
      reportPart(input.report),
      changedPathsPart(input.changedPaths),
      diffPart(diff),
      HOW_TO_JUDGE,
      answerInstructions('submit_verdict'),
    ]),
  )
}

function evidencePart(input: CheckPromptInput): string {
  const title = '## What the application observed\n\n'
  if (input.evidence.length === 0) return `${title}The task has no verification steps, so nothing was run.`
  const block = evidenceBlock(input.evidence, CAPS.evidence.check)
  return `${title}It ran the verification steps itself on these files. Label, outcome, command, and the end of the log:\n\n${block}`
}

function reportPart(report: ReportAnswer | null): string {
  const title = '## What the implementation agent says (`report`)\n\n'
  if (report === null) return `${title}Nothing.`
  return `${title}A claim, not an observation.\n\n${dataBlock(`${report.outcome}: ${report.summary}`, CAPS.report)}`
}

function changedPathsPart(paths: readonly string[]): string {
  if (paths.length === 0) return '## Changed paths\n\nNone: the attempt changed no file.'
  return `## Changed paths\n\n${lineBlock(paths, CAPS.changedPaths, 'more path')}`
}

const HOW_TO_JUDGE = [
  '## How to judge',
  '',
  '- Give every criterion exactly once, by its number: `met`, `not_met` or `unclear`, with a reason that someone who did not see this can follow.',
  '- Cite what each judgement rests on: `v1`, `v2` … for a step, `v2:40` for line 40 of its log, `diff`, `diff:src/a.ts:52` for line 52 of the new file, `report`. Places that do not exist are refused. A criterion that is `met` without evidence counts as not met.',
  '- A step that `passed already before any work` shows only that what worked still works. Rest a criterion that asks for something new on other evidence.',
  '- Rest on what was observed and on the code. `report` alone shows only what was claimed. Where the evidence does not decide, say `unclear`.',
  '- Judge the criteria as they stand, no other wishes. You give no overall verdict: the application concludes from the criteria and the steps.',
  READ_ONLY_RULE,
  '- You may run read-only commands. If a file differs after your turn, your verdict is void and the attempt fails.',
].join('\n')
