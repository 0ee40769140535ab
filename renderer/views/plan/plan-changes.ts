import { diffWordsWithSpace } from 'diff'
import type { TaskDraft, TaskRecord } from '../../../shared/domain.ts'
import { counted } from '../../words/counted.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'

/** A part of a text that was changed. */
export interface WordPart {
  kind: 'same' | 'added' | 'removed'
  text: string
}

const FIELDS = [
  { field: 'title', noun: TEXT.titleLower },
  { field: 'objective', noun: TEXT.objectiveLower },
  { field: 'acceptanceCriteria', noun: TEXT.criterionLower },
  { field: 'verificationSteps', noun: TEXT.command },
  { field: 'allowedPaths', noun: TEXT.path },
] as const
type Field = (typeof FIELDS)[number]['field']

/** One text, or one item of a list: null where it was not there before, or is not there now. */
export interface TextChange {
  field: Field
  before: string | null
  after: string | null
}

/** One task of the new plan beside what it was before. */
export interface TaskChange {
  /** Its index in the new plan; null: it is not there any more. */
  at: number | null
  /** Its index in the plan before; null: it is new. */
  before: number | null
  title: string
  texts: TextChange[]
}

export interface PlanChanges {
  tasks: TaskChange[]
  /** The tasks that both plans have stand in another order. */
  isReordered: boolean
}

/** Tasks with less in common are two different tasks. */
const MIN_ALIKE = 0.35
/** So are texts of a list. */
const MIN_ITEM_ALIKE = 0.4

/** Pure. What a plan changes of the one before it, in the order of the new one; what was dropped goes last. */
export function planChanges(before: readonly TaskDraft[], after: readonly TaskDraft[]): PlanChanges {
  const pairs = pairUp(before, after, taskLikeness, MIN_ALIKE)
  const tasks = after.map((task, at): TaskChange => {
    const index = pairs.get(at) ?? null
    const old = index === null ? null : (before[index] ?? null)
    return { at, before: index, title: task.title, texts: old === null ? [] : textChanges(old, task) }
  })
  const kept = new Set(pairs.values())
  const dropped = before.flatMap(({ title }, index): TaskChange[] =>
    kept.has(index) ? [] : [{ at: null, before: index, title, texts: [] }],
  )
  const order = tasks.flatMap((change) => change.before ?? [])
  return {
    tasks: [...tasks, ...dropped],
    isReordered: order.some((index, at) => at > 0 && index < (order[at - 1] ?? 0)),
  }
}

/** Of the tasks of the plan before, those that the new one could plan otherwise, and the titles of those that are done and stay. */
export function stillPlanned(
  before: readonly TaskDraft[],
  after: readonly TaskDraft[],
  tasks: readonly Pick<TaskRecord, 'title' | 'status'>[],
): { open: TaskDraft[]; done: string[] } {
  const completed = new Set(tasks.flatMap(({ title, status }) => (status === 'completed' ? [title] : [])))
  const isDone = ({ title }: TaskDraft): boolean => completed.has(title) && !after.some((task) => task.title === title)
  return { open: before.filter((task) => !isDone(task)), done: before.filter(isDone).map(({ title }) => title) }
}

function textChanges(before: TaskDraft, after: TaskDraft): TextChange[] {
  return FIELDS.flatMap(({ field }): TextChange[] => {
    const [old, now] = [before[field], after[field]]
    if (typeof old === 'string' || typeof now === 'string') {
      return old === now ? [] : [{ field, before: String(old), after: String(now) }]
    }
    return listChanges(field, old, now)
  })
}

function listChanges(field: Field, before: readonly string[], after: readonly string[]): TextChange[] {
  const pairs = pairUp(before, after, likeness, MIN_ITEM_ALIKE)
  const kept = new Set(pairs.values())
  return [
    ...after.flatMap((text, at): TextChange[] => {
      const index = pairs.get(at)
      const old = index === undefined ? null : (before[index] ?? null)
      return old === text ? [] : [{ field, before: old, after: text }]
    }),
    ...before.flatMap((text, index): TextChange[] => (kept.has(index) ? [] : [{ field, before: text, after: null }])),
  ]
}

/** By index in `after`: the one of `before` most like it. The pairs most alike are made first, and equal ones in their order. */
function pairUp<T>(
  before: readonly T[],
  after: readonly T[],
  alike: (one: T, other: T) => number,
  least: number,
): Map<number, number> {
  const candidates = after
    .flatMap((now, at) => before.map((old, index) => ({ at, index, score: alike(old, now) })))
    .filter(({ score }) => score >= least)
    .sort((one, other) => other.score - one.score || Math.abs(one.at - one.index) - Math.abs(other.at - other.index))
  const pairs = new Map<number, number>()
  const taken = new Set<number>()
  for (const { at, index } of candidates) {
    if (pairs.has(at) || taken.has(index)) continue
    pairs.set(at, index)
    taken.add(index)
  }
  return pairs
}

/** The title tells more than all else. */
function taskLikeness(one: TaskDraft, other: TaskDraft): number {
  if (one.title === other.title) return 1
  const rest = (task: TaskDraft): string =>
    [task.objective, ...task.acceptanceCriteria, ...task.verificationSteps, ...task.allowedPaths].join('\n')
  return Math.max(likeness(one.title, other.title), likeness(rest(one), rest(other))) * 0.99
}

/** From 0 to 1: how many of the words of both are common to both. */
function likeness(one: string, other: string): number {
  if (one === other) return 1
  const [first, second] = [wordsOf(one), wordsOf(other)]
  if (first.length + second.length === 0) return 0
  const left = new Map<string, number>()
  for (const word of first) left.set(word, (left.get(word) ?? 0) + 1)
  const common = second.filter((word) => {
    const count = left.get(word) ?? 0
    left.set(word, count - 1)
    return count > 0
  }).length
  return (2 * common) / (first.length + second.length)
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** Word by word, in reading order; of one that came or went, as a whole. */
export function wordParts({ before, after }: Pick<TextChange, 'before' | 'after'>): WordPart[] {
  if (before === null || after === null) {
    const [kind, text] = before === null ? (['added', after ?? ''] as const) : (['removed', before] as const)
    return [{ kind, text }]
  }
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}

/** "objective, 2 criteria, 1 command". */
export function changedFields(texts: readonly TextChange[]): string {
  return FIELDS.flatMap(({ field, noun }) => {
    const count = texts.filter((text) => text.field === field).length
    if (count === 0) return []
    return field === 'title' || field === 'objective' ? [noun] : [counted(count, noun)]
  }).join(', ')
}

export const FIELD_NAMES: Readonly<Record<Field, string>> = {
  title: TEXT.title,
  objective: TEXT.objective,
  acceptanceCriteria: TEXT.criterion,
  verificationSteps: COMMON.command,
  allowedPaths: COMMON.path,
}

/** "1 task changed, 2 new, 1 dropped, in another order"; null: nothing differs. */
export function changesSummary({ tasks, isReordered }: PlanChanges): string | null {
  const count = (holds: (task: TaskChange) => boolean): number => tasks.filter(holds).length
  const changed = count(({ at, before, texts }) => at !== null && before !== null && texts.length > 0)
  const fresh = count(({ before }) => before === null)
  const dropped = count(({ at }) => at === null)
  const parts = [
    ...(changed > 0 ? [TEXT.changed(counted(changed, 'task'))] : []),
    ...(fresh > 0 ? [TEXT.newTasks(fresh)] : []),
    ...(dropped > 0 ? [TEXT.noLongerPlanned(dropped)] : []),
    ...(isReordered ? [TEXT.inAnotherOrder] : []),
  ]
  return parts.length === 0 ? null : parts.join(', ')
}
