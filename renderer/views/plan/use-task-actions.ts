import { useEffect, useRef, useState } from 'react'
import { useCommands } from '../../keys/commands.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { addTask, dropTask, moveTask, type PlanDraft, type Split, splitTask, undoDrop } from './plan-draft.ts'
import { focusTaskFields } from './task-editor.tsx'
import type { PlanEditing } from './use-plan-draft.ts'

/** What can be done to the tasks of a plan as a whole; the selection follows the task. */
export interface TaskActions {
  add(): void
  drop(): void
  /** Puts a dropped task back. */
  undo(taskKey: string): void
  move(step: 1 | -1): void
  /** Whether the person is asked how to split the selected task. */
  isSplitting: boolean
  askToSplit(isAsked: boolean): void
  split(how: Split): void
}

/** A task with one criterion has nothing to share. */
export const canSplit = (task: PlanDraft['tasks'][number] | undefined): boolean => (task?.criteria.length ?? 0) > 1

/** With their keys while `isOpen`. `selected`: index of the task they act on. */
export function useTaskActions(
  { draft, change, undo }: PlanEditing,
  selected: number,
  select: (index: number) => void,
  isOpen: boolean,
): TaskActions {
  const task = draft.tasks[selected]
  const [isSplitting, askToSplit] = useState(false)
  /** The task whose first field gets the focus once it is shown: the address changes a moment later. */
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    if (wanted.current === null || wanted.current !== task?.key) return
    focusTaskFields()
    wanted.current = null
  })
  const changeAndFollow = (next: PlanDraft, key: string, isLarge = false): void => {
    change(next, isLarge)
    select(next.tasks.findIndex((each) => each.key === key))
  }
  const actions: TaskActions = {
    add: () => {
      const added = addTask(draft, task?.key ?? null)
      changeAndFollow(added.draft, added.key)
      wanted.current = added.key
    },
    drop: () => {
      if (!task || draft.tasks.length === 1) return
      change(dropTask(draft, task.key), true)
      select(Math.max(0, Math.min(selected, draft.tasks.length - 2)))
    },
    undo: (key) => changeAndFollow(undoDrop(draft, key), key),
    move: (step) => {
      if (task) changeAndFollow(moveTask(draft, task.key, step), task.key)
    },
    isSplitting: isSplitting && isOpen && canSplit(task),
    askToSplit,
    split: (how) => {
      askToSplit(false)
      if (!task) return
      const parted = splitTask(draft, task.key, how)
      changeAndFollow(parted.draft, parted.key, true)
      wanted.current = parted.key
    },
  }
  useTaskKeys(actions, isOpen, canSplit(task), undo)
  return actions
}

function useTaskKeys(
  { add, drop, move, askToSplit }: TaskActions,
  isOpen: boolean,
  isSplittable: boolean,
  undo: (() => void) | null,
): void {
  const group = COMMON.plan
  useCommands(
    isOpen
      ? [
          { keys: 'e', label: TEXT.edit, group, hint: true, run: focusTaskFields },
          { keys: 'a', label: TEXT.addTaskLower, group, run: add },
          ...(isSplittable
            ? [{ keys: 's', label: COMMON.splitLower, group, hint: true, run: () => askToSplit(true) }]
            : []),
          { keys: 'mod+d', label: TEXT.dropLower, group, hint: true, run: drop },
          { keys: 'alt+up', label: TEXT.moveTaskUp, group, run: () => move(-1) },
          { keys: 'alt+down', label: TEXT.moveTaskDown, group, run: () => move(1) },
          ...(undo === null ? [] : [{ keys: 'mod+z', label: TEXT.undoLower, group, hint: true, run: undo }]),
        ]
      : [],
  )
}
