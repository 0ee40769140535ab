import type { TaskDraft } from '../../../shared/domain.ts'
import { integerOf, jsonOf, listOf, recordOf, textOf, textsOf } from '../../../shared/unknown-value.ts'
import * as TEXT from '../../words/texts/plan.ts'

/** A criterion or a command while it is edited: it keeps its key when it moves. */
export interface Item {
  key: string
  text: string
}

export interface DraftTask {
  key: string
  /** Its place in the proposed plan, from 0; null: the person added it. */
  origin: number | null
  /** It was split off from the task with this origin. */
  splitFrom?: number | null
  title: string
  objective: string
  criteria: Item[]
  steps: Item[]
  paths: string[]
}

/** A person's version of a proposed plan. */
export interface PlanDraft {
  tasks: DraftTask[]
  /** The last one first. */
  dropped: { at: number; task: DraftTask }[]
  /** Number of the next key. */
  nextKey: number
}

export type ItemList = 'criteria' | 'steps'

export function startDraft(tasks: readonly TaskDraft[]): PlanDraft {
  let nextKey = 0
  const item = (text: string): Item => ({ key: `k${nextKey++}`, text })
  const drafts = tasks.map(
    (task, index): DraftTask => ({
      key: `k${nextKey++}`,
      origin: index,
      title: task.title,
      objective: task.objective,
      criteria: task.acceptanceCriteria.map(item),
      steps: task.verificationSteps.map(item),
      paths: [...task.allowedPaths],
    }),
  )
  return { tasks: drafts, dropped: [], nextKey }
}

/** What is sent: texts without space around them. */
export const tasksOf = (draft: PlanDraft): TaskDraft[] =>
  draft.tasks.map(({ title, objective, criteria, steps, paths }) => ({
    title: title.trim(),
    objective: objective.trim(),
    acceptanceCriteria: criteria.map(({ text }) => text.trim()),
    verificationSteps: steps.map(({ text }) => text.trim()),
    allowedPaths: paths,
  }))

export function changeTask(draft: PlanDraft, key: string, change: (task: DraftTask) => DraftTask): PlanDraft {
  return { ...draft, tasks: draft.tasks.map((task) => (task.key === key ? change(task) : task)) }
}

/** An empty task after the one with this key, or at the end. Its key is the second value. */
export function addTask(draft: PlanDraft, after: string | null): { draft: PlanDraft; key: string } {
  const key = `k${draft.nextKey}`
  const criteria = [{ key: `k${draft.nextKey + 1}`, text: '' }]
  const task: DraftTask = { key, origin: null, title: '', objective: '', criteria, steps: [], paths: [] }
  const at = draft.tasks.findIndex((known) => known.key === after)
  const tasks = draft.tasks.toSpliced(at < 0 ? draft.tasks.length : at + 1, 0, task)
  return { draft: { ...draft, tasks, nextKey: draft.nextKey + 2 }, key }
}

/** What goes to the new task when one is split. */
export interface Split {
  title: string
  /** Keys of criteria and steps. */
  items: ReadonlySet<string>
}

/** Why a task cannot be split so; null: it can. */
export function splitProblem(task: DraftTask, { title, items }: Split): string | null {
  const taken = task.criteria.filter(({ key }) => items.has(key)).length
  if (taken === 0) return TEXT.chooseAtLeastOneCriterion
  if (taken === task.criteria.length) return TEXT.leaveAtLeastOneCriterion
  return title.trim() === '' ? TEXT.giveNewTaskTitle : null
}

/**
 * A new task right after the one with this key, with the chosen criteria and steps of it, the same objective and paths. Its key is the
 * second value; the same draft where it cannot be split so.
 */
export function splitTask(draft: PlanDraft, key: string, split: Split): { draft: PlanDraft; key: string } {
  const at = draft.tasks.findIndex((task) => task.key === key)
  const task = draft.tasks[at]
  if (!task || splitProblem(task, split) !== null) return { draft, key }
  const [kept, taken] = [false, true].map((isTaken) => ({
    criteria: task.criteria.filter((item) => split.items.has(item.key) === isTaken),
    steps: task.steps.filter((item) => split.items.has(item.key) === isTaken),
  }))
  const added: DraftTask = {
    ...task,
    ...taken,
    key: `k${draft.nextKey}`,
    origin: null,
    splitFrom: task.origin ?? task.splitFrom ?? null,
    title: split.title.trim(),
    paths: [...task.paths],
  }
  const tasks = draft.tasks.with(at, { ...task, ...kept }).toSpliced(at + 1, 0, added)
  return { draft: { ...draft, tasks, nextKey: draft.nextKey + 1 }, key: added.key }
}

/** The last task stays: a plan has at least one. */
export function dropTask(draft: PlanDraft, key: string): PlanDraft {
  const at = draft.tasks.findIndex((task) => task.key === key)
  const task = draft.tasks[at]
  if (!task || draft.tasks.length === 1) return draft
  return { ...draft, tasks: draft.tasks.toSpliced(at, 1), dropped: [{ at, task }, ...draft.dropped] }
}

/** Puts a dropped task back where it was, or as near as there is room. */
export function undoDrop(draft: PlanDraft, key: string): PlanDraft {
  const found = draft.dropped.find(({ task }) => task.key === key)
  if (!found) return draft
  return {
    ...draft,
    tasks: draft.tasks.toSpliced(Math.min(found.at, draft.tasks.length), 0, found.task),
    dropped: draft.dropped.filter((entry) => entry !== found),
  }
}

export const moveTask = (draft: PlanDraft, key: string, step: 1 | -1): PlanDraft => ({
  ...draft,
  tasks: moved(draft.tasks, key, step),
})

export function addItem(draft: PlanDraft, taskKey: string, list: ItemList): { draft: PlanDraft; key: string } {
  const key = `k${draft.nextKey}`
  const added = changeTask(draft, taskKey, (task) => ({ ...task, [list]: [...task[list], { key, text: '' }] }))
  return { draft: { ...added, nextKey: draft.nextKey + 1 }, key }
}

export const changeItems = (
  draft: PlanDraft,
  taskKey: string,
  list: ItemList,
  change: (items: Item[]) => Item[],
): PlanDraft => changeTask(draft, taskKey, (task) => ({ ...task, [list]: change(task[list]) }))

/** One place up or down; at the end of the list it stays. */
export function moved<T extends { key: string }>(items: readonly T[], key: string, step: 1 | -1): T[] {
  const at = items.findIndex((item) => item.key === key)
  const item = items[at]
  if (!item || at + step < 0 || at + step >= items.length) return [...items]
  return items.toSpliced(at, 1).toSpliced(at + step, 0, item)
}

/** A draft that was kept as text; null: none, or one of another form. */
export function parseDraft(text: string): PlanDraft | null {
  const record = recordOf(jsonOf(text))
  const tasks = listOf(record?.['tasks'], draftTaskOf)
  const dropped = listOf(record?.['dropped'], droppedOf)
  const nextKey = integerOf(record?.['nextKey'])
  return tasks === null || tasks.length === 0 || dropped === null || nextKey === null
    ? null
    : { tasks, dropped, nextKey }
}

function draftTaskOf(value: unknown): DraftTask | null {
  const record = recordOf(value)
  const key = textOf(record?.['key'])
  const title = textOf(record?.['title'])
  const objective = textOf(record?.['objective'])
  const criteria = listOf(record?.['criteria'], itemOf)
  const steps = listOf(record?.['steps'], itemOf)
  const paths = textsOf(record?.['paths'])
  if (key === null || title === null || objective === null) return null
  if (criteria === null || steps === null || paths === null) return null
  const splitFrom = integerOf(record?.['splitFrom'])
  const known = { key, origin: integerOf(record?.['origin']), title, objective, criteria, steps, paths }
  return splitFrom === null ? known : { ...known, splitFrom }
}

function itemOf(value: unknown): Item | null {
  const record = recordOf(value)
  const key = textOf(record?.['key'])
  const text = textOf(record?.['text'])
  return key === null || text === null ? null : { key, text }
}

function droppedOf(value: unknown): PlanDraft['dropped'][number] | null {
  const record = recordOf(value)
  const at = integerOf(record?.['at'])
  const task = draftTaskOf(record?.['task'])
  return at === null || task === null ? null : { at, task }
}
