import type { ReactElement, ReactNode } from 'react'
import type { TaskDraft } from '../../../shared/domain.ts'
import { TextArea, TextField } from '../../ui/field.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { ItemRows } from './item-rows.tsx'
import { PathChips } from './path-chips.tsx'
import { addItem, changeItems, changeTask, type DraftTask, type ItemList } from './plan-draft.ts'
import { problemAt } from './plan-problems.ts'
import { Part } from './task-reader.tsx'
import { TriedMark } from './tried-mark.tsx'
import type { TriedSteps } from './tried-steps.ts'
import type { PlanEditing } from './use-plan-draft.ts'

const FIELDS_ID = 'plan-task-fields'

/** Puts the focus into the first field of the task that is shown. */
export const focusTaskFields = (): void =>
  document.getElementById(FIELDS_ID)?.querySelector<HTMLElement>('input, textarea')?.focus()

/** A task of a proposed plan, edited in place. */
export function TaskEditor({
  task,
  proposed,
  tried,
  editing,
}: {
  task: DraftTask
  /** The task as it was proposed; null: it was not. */
  proposed: TaskDraft | null
  tried: TriedSteps | null
  editing: PlanEditing
}): ReactElement {
  const { draft, problems, change } = editing
  const problem = (field: string): string | null => problemAt(problems, task.key, field)
  const patch = (next: Partial<DraftTask>): void =>
    change(changeTask(draft, task.key, (known) => ({ ...known, ...next })))
  return (
    <div id={FIELDS_ID} className="flex w-full max-w-[72rem] flex-col gap-4 px-5 py-4">
      <TextField
        label={TEXT.title}
        value={task.title}
        onChange={(title) => patch({ title })}
        problem={problem('title')}
        placeholder={TEXT.shortNameOfTask}
      />
      <TextArea
        label={TEXT.objective}
        rows={2}
        value={task.objective}
        onChange={(objective) => patch({ objective })}
        problem={problem('objective')}
        placeholder={TEXT.whatMustBeTrueAfterwardsAndWhy}
      />
      <ItemsField list="criteria" proposed={proposed?.acceptanceCriteria ?? []} task={task} editing={editing} />
      <ItemsField
        list="steps"
        proposed={proposed?.verificationSteps ?? []}
        asideOf={(command) => <TriedMark tried={tried} command={command.trim()} />}
        task={task}
        editing={editing}
      />
      <Part title={TEXT.allowedPaths} hint={TEXT.anythingWrittenElsewhereIsRefused}>
        <PathChips key={task.key} paths={task.paths} onChange={(paths) => patch({ paths })} />
        <FieldProblem text={problem('paths')} />
      </Part>
    </div>
  )
}

const LISTS = {
  criteria: {
    title: TEXT.acceptanceCriteria,
    hint: TEXT.checkerAnswersEachWithEvidence,
    noun: TEXT.criterion,
    addLabel: TEXT.addCriterion,
    mono: false,
    /** What an empty list means; null: that is a problem of its own. */
    none: null,
  },
  steps: {
    title: COMMON.verificationSteps,
    hint: TEXT.triptychRunsTheseAndExit0Passes,
    noun: COMMON.command,
    addLabel: TEXT.addStep,
    mono: true,
    none: TEXT.withoutStepTaskCountsAsNotVerified,
  },
} as const satisfies Record<ItemList, unknown>

function ItemsField({
  list,
  proposed,
  asideOf,
  task,
  editing: { draft, problems, change },
}: {
  list: ItemList
  /** As they were proposed. */
  proposed: readonly string[]
  asideOf?: (text: string) => ReactNode
  task: DraftTask
  editing: PlanEditing
}): ReactElement {
  const { title, hint, noun, addLabel, mono, none } = LISTS[list]
  const items = task[list]
  const problemOf = (field: string): string | null => problemAt(problems, task.key, field)
  const add = (): string => {
    const added = addItem(draft, task.key, list)
    change(added.draft)
    return added.key
  }
  return (
    <Part title={title} hint={hint}>
      <ItemRows
        noun={noun}
        addLabel={addLabel}
        mono={mono}
        items={items}
        isOwn={(text) => !proposed.includes(text)}
        problemOf={problemOf}
        {...(asideOf ? { asideOf } : {})}
        onChange={(next) => change(changeItems(draft, task.key, list, () => next))}
        onAdd={add}
      />
      <FieldProblem text={problemOf(list)} />
      {items.length === 0 && none !== null && <p className="text-12 text-ink-2">{none}</p>}
    </Part>
  )
}

function FieldProblem({ text }: { text: string | null }): ReactElement | null {
  return text === null ? null : <p className="text-12 text-fail">{text}</p>
}
