import { baselineWords } from '../../../shared/baseline.ts'
import type { TaskDraft, TaskRecord } from '../../../shared/domain.ts'
import type { BaselineMark } from '../../../shared/words.ts'
import type { GivenFile } from '../attachments.ts'
import { boundText, newest, withMark } from './bounded.ts'
import { CAPS } from './caps.ts'
import { dataBlock, item, itemBlock, lineBlock, quoted } from './fence.ts'
import { BASELINE_RULE, PROTECTED_PATHS_RULE } from './rules.ts'

/** `files`: what the person attached. */
export function goalPart(goal: string, max: number, files: readonly GivenFile[] = []): string {
  const text = `## Goal of the run\n\nAs the person wrote it:\n\n${dataBlock(goal, max)}`
  if (files.length === 0) return text
  const lines = files.map(({ path, mime, bytes }) => `${path}  (${mime}, ${bytes} bytes)`)
  return `${text}\n\n${ATTACHED}\n\n${lineBlock(lines, CAPS.paths, 'more file')}`
}

const ATTACHED =
  'The person attached these files. They lie in your working directory during each turn, are no part of the repository, and what is written to them is lost. Read what bears on your part:'

/** Title and objective. */
export function taskPart(task: TaskDraft): string {
  return `## Task\n\n${quoted(task.title)}\n\n${dataBlock(task.objective, CAPS.objective)}`
}

export function criteriaPart(task: TaskDraft): string {
  const items = task.acceptanceCriteria.map((text, index) => item(`${index + 1}. `, text))
  return `## Acceptance criteria\n\n${itemBlock(items, CAPS.criteria)}`
}

/** `baseline`: what each step did before any work, in the steps' order. */
export function stepsPart(task: TaskDraft, baseline: readonly (BaselineMark | null)[]): string {
  if (task.verificationSteps.length === 0) {
    return '## Verification steps\n\nNone. The task will be marked *not verified*; the checker still judges every criterion.'
  }
  const items = task.verificationSteps.map((text, index) => {
    const before = baselineWords(baseline[index] ?? null)
    return item(`v${index + 1}  ${before === null ? '' : `[${before}]  `}`, text)
  })
  const marks = baseline.some((mark) => mark !== null) ? ` ${BASELINE_RULE}` : ''
  return `## Verification steps\n\nThe application runs these after you stop. You may run them yourself before.${marks}\n\n${itemBlock(items, CAPS.steps)}`
}

export function allowedPathsPart(task: TaskDraft): string {
  const paths =
    task.allowedPaths.length === 0
      ? 'The whole repository.'
      : `Only what these patterns cover (a folder means everything under it):\n\n${lineBlock(task.allowedPaths, CAPS.paths, 'more pattern')}`
  return `## Paths that may be changed\n\n${paths}\n\n${PROTECTED_PATHS_RULE}`
}

/**
 * Tasks with their state and what was done. `numbered` only where these are all tasks of the run in plan order: a task's
 * number, also in evidence labels, is its place among them, from 1.
 */
export function taskListBlock(
  tasks: readonly TaskRecord[],
  caps: { listed: number; chars: number },
  marks: 'numbered' | 'plain',
): string {
  if (tasks.length === 0) return 'There are none.'
  const { kept, missing, mark } = newest(tasks, caps.listed, 'task')
  const items = kept.map((task, index) =>
    item(marks === 'numbered' ? `${missing + index + 1}. ` : '- ', taskLine(task)),
  )
  return withMark(mark, itemBlock(items, caps.chars))
}

/** What a person calls the state of a task: "completed" alone would hide that nothing was run. */
function stateWords(task: TaskRecord): string {
  if (task.status === 'completed') {
    return task.verificationSteps.length === 0 ? 'completed, not verified: it has no verification steps' : 'completed'
  }
  const state = task.status.replace('_', ' ')
  return task.blockerSignature === null ? state : `${state}, ${task.blockerSignature}`
}

function taskLine(task: TaskRecord): string {
  const summary = task.implementationSummary === null ? '' : `\n${task.implementationSummary}`
  return `[${stateWords(task)}] ${task.title}${summary}`
}

/** Tasks of a plan as it was proposed, with what each asks for and what its steps did before any work. */
export function draftListBlock(
  drafts: readonly TaskDraft[],
  max: number,
  baseline: ReadonlyMap<string, BaselineMark>,
): string {
  const texts = drafts.map((draft, index) => {
    const lines = [
      draft.title,
      draft.objective,
      ...draft.acceptanceCriteria.map((text) => `criterion: ${text}`),
      ...draft.verificationSteps.map((text) => {
        const before = baselineWords(baseline.get(text) ?? null)
        return `step${before === null ? '' : ` (${before})`}: ${text}`
      }),
      ...draft.allowedPaths.map((text) => `path: ${text}`),
    ]
    return item(`${index + 1}. `, lines.map((line) => boundText(line, CAPS.proposal / 4)).join('\n'))
  })
  return itemBlock(texts, max)
}

/** Short texts as a list, the newest where there are too many; null if there are none. */
export function textListBlock(
  texts: readonly string[],
  caps: { listed: number; chars: number },
  noun: string,
): string | null {
  if (texts.length === 0) return null
  const { kept, mark } = newest(texts, caps.listed, noun)
  const items = kept.map((text) => item('- ', text))
  return withMark(mark, itemBlock(items, caps.chars))
}
