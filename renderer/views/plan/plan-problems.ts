import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import type { DraftTask, Item, PlanDraft } from './plan-draft.ts'

/** What the boundary takes; the application checks it again. */
const LIMITS = {
  tasks: 30,
  title: 120,
  objective: 8_000,
  criteria: 20,
  steps: 10,
  item: 2_000,
  paths: 50,
  path: 500,
} as const

/** `field`: `title`, `objective`, `criteria`, `steps`, `paths`, or the key of an item. */
export interface Problem {
  taskKey: string
  field: string
  text: string
}

export function planProblems({ tasks }: PlanDraft): Problem[] {
  const [first] = tasks
  const tooMany: Problem[] =
    first && tasks.length > LIMITS.tasks
      ? [{ taskKey: first.key, field: 'title', text: TEXT.tooManyTasks(tasks.length, LIMITS.tasks) }]
      : []
  return [...tooMany, ...tasks.flatMap(taskProblems)]
}

export const problemAt = (problems: readonly Problem[], taskKey: string, field: string): string | null =>
  problems.find((problem) => problem.taskKey === taskKey && problem.field === field)?.text ?? null

function taskProblems(task: DraftTask): Problem[] {
  const at = (field: string, text: string | null): Problem[] =>
    text === null ? [] : [{ taskKey: task.key, field, text }]
  const items = (list: readonly Item[], empty: string): Problem[] =>
    list.flatMap(({ key, text }) => at(key, textProblem(text, LIMITS.item, empty)))
  return [
    ...at('title', textProblem(task.title, LIMITS.title, TEXT.giveTaskTitle)),
    ...at('objective', textProblem(task.objective, LIMITS.objective, TEXT.sayWhatMustBeTrueAfterwards)),
    ...at('criteria', countProblem(task.criteria.length, LIMITS.criteria, 'criteria')),
    ...at('criteria', task.criteria.length === 0 ? TEXT.atLeastOneCriterion : null),
    ...items(task.criteria, TEXT.writeCriterionOrRemoveIt),
    ...at('steps', countProblem(task.steps.length, LIMITS.steps, 'steps')),
    ...items(task.steps, TEXT.writeCommandOrRemoveIt),
    ...task.steps.flatMap(({ key, text }) => at(key, /[\r\n]/.test(text.trim()) ? TEXT.oneCommandLineEach : null)),
    ...at('paths', countProblem(task.paths.length, LIMITS.paths, 'patterns')),
  ]
}

function textProblem(text: string, max: number, empty: string): string | null {
  const { length } = text.trim()
  if (length === 0) return empty
  return length > max ? TEXT.charactersTooLong(length - max, max.toLocaleString('en')) : null
}

const countProblem = (count: number, max: number, what: string): string | null =>
  count > max ? TEXT.atMost(count, what, max) : null

/** What is wrong with a pattern that is to be added. */
export function pathProblem(pattern: string, known: readonly string[]): string | null {
  if (pattern.length > LIMITS.path) return COMMON.atMostCharacters(LIMITS.path)
  if (known.includes(pattern)) return TEXT.itIsInListAlready
  if (known.length >= LIMITS.paths) return TEXT.atMostPatterns(LIMITS.paths)
  return /^([/~]|[A-Za-z]:)|(^|\/)\.\.(\/|$)/.test(pattern) ? TEXT.patternsAreRelativeToRepositorysRoot : null
}
