import type { TaskDraft } from '../../../shared/domain.ts'
import { type Counted, counted } from '../../words/counted.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { type PlanDraft, tasksOf } from './plan-draft.ts'

/** What a person changed of a proposed plan. */
export interface PlanEdits {
  /** How many; 0: the draft is the plan as proposed. */
  count: number
  /** "1 criterion added", "1 task dropped". */
  words: string[]
  /** Keys of the tasks that are new or changed. */
  touched: ReadonlySet<string>
}

type Verb = 'added' | 'removed' | 'dropped' | 'split' | 'changed'
/** How often something was done, by its words. */
type Tally = Map<string, { count: number; noun: Counted; verb: Verb }>

function note(tally: Tally, noun: Counted, verb: Verb, count: number): void {
  if (count === 0) return
  const key = `${noun} ${verb}`
  tally.set(key, { noun, verb, count: count + (tally.get(key)?.count ?? 0) })
}

export function planEdits(proposed: readonly TaskDraft[], draft: PlanDraft): PlanEdits {
  const sent = tasksOf(draft)
  const touched = new Set<string>()
  const tally: Tally = new Map()
  for (const [index, task] of draft.tasks.entries()) {
    const before = task.origin === null ? undefined : proposed[task.origin]
    const after = sent[index]
    if (!after) continue
    const parts = task.origin === null ? [] : sent.filter((_, at) => draft.tasks[at]?.splitFrom === task.origin)
    if (!before) note(tally, 'task', task.splitFrom == null ? 'added' : 'split', 1)
    else if (!noteDifferences(tally, before, withParts(before, after, parts)) && parts.length === 0) continue
    touched.add(task.key)
  }
  const kept = draft.tasks.flatMap(({ origin }) => (origin === null ? [] : [origin]))
  note(tally, 'task', 'dropped', proposed.length - kept.length)
  const isReordered = kept.some((origin, index) => index > 0 && origin < (kept[index - 1] ?? 0))
  const words = [...tally.values()].map(({ count, noun, verb }) => `${counted(count, noun)} ${verb}`)
  return {
    count: [...tally.values()].reduce((sum, { count }) => sum + count, isReordered ? 1 : 0),
    words: isReordered ? [...words, TEXT.tasksInAnotherOrder] : words,
    touched,
  }
}

/** What was only moved to a task that was split off is no change of its own. */
function withParts(before: TaskDraft, after: TaskDraft, parts: readonly TaskDraft[]): TaskDraft {
  if (parts.length === 0) return after
  const joined = (list: 'acceptanceCriteria' | 'verificationSteps'): string[] => {
    const place = (text: string): number =>
      before[list].includes(text) ? before[list].indexOf(text) : before[list].length
    return [after, ...parts].flatMap((task) => task[list]).sort((one, other) => place(one) - place(other))
  }
  return { ...after, acceptanceCriteria: joined('acceptanceCriteria'), verificationSteps: joined('verificationSteps') }
}

/** True: something differs. */
function noteDifferences(tally: Tally, before: TaskDraft, after: TaskDraft): boolean {
  const texts = Number(before.title !== after.title) + Number(before.objective !== after.objective)
  note(tally, 'text', 'changed', texts)
  const lists = [
    noteList(tally, 'criterion', before.acceptanceCriteria, after.acceptanceCriteria),
    noteList(tally, 'command', before.verificationSteps, after.verificationSteps),
    noteList(tally, 'path', before.allowedPaths, after.allowedPaths),
  ]
  return texts > 0 || lists.includes(true)
}

/** One that went and one that came are one that changed; another order alone is one change. */
function noteList(tally: Tally, noun: Counted, before: readonly string[], after: readonly string[]): boolean {
  const gone = without(before, after)
  const come = without(after, before)
  const changed = Math.min(gone, come)
  const isReordered = gone + come === 0 && before.some((text, index) => text !== after[index])
  note(tally, noun, 'changed', changed + Number(isReordered))
  note(tally, noun, 'added', come - changed)
  note(tally, noun, 'removed', gone - changed)
  return gone + come > 0 || isReordered
}

/** How many of `texts` are not in `others`; each of those accounts for one. */
function without(texts: readonly string[], others: readonly string[]): number {
  const rest = [...others]
  return texts.filter((text) => {
    const at = rest.indexOf(text)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  }).length
}
