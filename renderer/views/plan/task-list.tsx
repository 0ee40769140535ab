import type { ReactElement } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { KeyItem, KeyList } from '../../ui/key-list.tsx'
import { Tag } from '../../ui/status.tsx'
import { showLines } from '../../viewers/text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'

interface ListedTask {
  key: string
  title: string
  summary: string
  /** Changed or added by the person. */
  isTouched: boolean
  hasProblem: boolean
  /** Something to look at before approving; null: nothing. */
  warning: string | null
}

/** The tasks in their order. */
export function TaskList({
  tasks,
  selected,
  onSelect,
}: {
  tasks: readonly ListedTask[]
  /** Index. */
  selected: number
  onSelect(index: number): void
}): ReactElement {
  const idOf = (index: number): string => `plan-task-${index}`
  return (
    <KeyList current={idOf(selected)} onMove={(id) => onSelect(tasks.findIndex((_, index) => idOf(index) === id))}>
      <ol aria-label={COMMON.tasksOfPlan}>
        {tasks.map(({ key, title, summary, isTouched, hasProblem, warning }, index) => {
          const isSelected = index === selected
          return (
            <li key={key} className={`relative ${isSelected ? 'bg-selected' : ''}`}>
              {isSelected && <span className="absolute inset-y-0 left-0 w-0.5 bg-lapis-fill" />}
              <KeyItem id={idOf(index)}>
                <button
                  type="button"
                  className="flex w-full min-w-0 items-start gap-2 px-4 py-2 text-left outline-offset-[-2px] hover:bg-hover"
                  aria-current={isSelected ? 'true' : undefined}
                  onClick={() => onSelect(index)}
                >
                  <span className="w-5 flex-none pt-px text-right text-12 text-ink-2 tabular-nums">{index + 1}</span>
                  <span className="min-w-0 flex-1">
                    <span className={`block wrap-anywhere ${title === '' ? 'text-ink-2' : 'font-medium'}`} dir="auto">
                      {title === '' ? TEXT.newTask : showLines(title)}
                    </span>
                    <span className="block text-12 text-ink-2">{summary}</span>
                  </span>
                  {hasProblem && (
                    <span className="text-fail">
                      <Icon name="warning" />
                      <span className="sr-only">{TEXT.hasProblem}</span>
                    </span>
                  )}
                  {warning !== null && !hasProblem && (
                    <span className="text-gold" title={warning}>
                      <Icon name="warning" />
                      <span className="sr-only">{warning}</span>
                    </span>
                  )}
                  {isTouched && <Tag title={TEXT.changedByYou}>{TEXT.you}</Tag>}
                </button>
              </KeyItem>
            </li>
          )
        })}
      </ol>
    </KeyList>
  )
}
