import { type ReactElement, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox, TextField } from '../../ui/field.tsx'
import { showHidden, showLines } from '../../viewers/text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { type DraftTask, type Item, type Split, splitProblem } from './plan-draft.ts'

/** Which criteria and steps of a task go to a new one after it. */
export function SplitDialog({
  task,
  onSplit,
  onClose,
}: {
  task: DraftTask
  onSplit: (how: Split) => void
  onClose: () => void
}): ReactElement {
  const [title, setTitle] = useState('')
  const [items, setItems] = useState<ReadonlySet<string>>(() => secondHalf(task.criteria))
  const how = { title, items }
  const problem = splitProblem(task, how)
  const toggle = (key: string): void => {
    const next = new Set(items)
    if (!next.delete(key)) next.add(key)
    setItems(next)
  }
  const split = (): void => {
    if (problem === null) onSplit(how)
  }
  return (
    <Dialog title={TEXT.splitTask} onClose={onClose} wide>
      <div className="flex flex-col gap-4 px-4 py-3">
        <p className="text-12 text-ink-2">{TEXT.whatIsChosenGoesToNew}</p>
        <TextField
          label={TEXT.titleOfNewTask}
          value={title}
          onChange={setTitle}
          onEnter={split}
          placeholder={TEXT.shortNameOfTask}
        />
        <Chosen legend={TEXT.acceptanceCriteriaOfNewTask} list={task.criteria} items={items} onToggle={toggle} />
        {task.steps.length > 0 && (
          <Chosen legend={TEXT.verificationStepsOfNewTask} list={task.steps} items={items} onToggle={toggle} mono />
        )}
      </div>
      <footer className="flex items-center justify-end gap-2 border-line border-t px-4 py-3">
        {problem !== null && <span className="mr-auto text-12 text-ink-2">{problem}</span>}
        <Button onClick={onClose}>{COMMON.keepItAsItIs}</Button>
        <Button look="primary" disabled={problem !== null} onClick={split}>
          {TEXT.splitTask}
        </Button>
      </footer>
    </Dialog>
  )
}

const secondHalf = (criteria: readonly Item[]): ReadonlySet<string> =>
  new Set(criteria.slice(Math.ceil(criteria.length / 2)).map(({ key }) => key))

function Chosen({
  legend,
  list,
  items,
  onToggle,
  mono = false,
}: {
  legend: string
  list: readonly Item[]
  items: ReadonlySet<string>
  onToggle: (key: string) => void
  mono?: boolean
}): ReactElement {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-12 font-medium text-ink-2">{legend}</legend>
      <div className="divide-y divide-line rounded-control border border-line px-2">
        {list.map(({ key, text }) => (
          <Checkbox
            key={key}
            label={
              mono ? (
                <code className="min-w-0 wrap-anywhere">{showHidden(text)}</code>
              ) : (
                <span className="min-w-0 wrap-anywhere">{showLines(text) || TEXT.empty}</span>
              )
            }
            checked={items.has(key)}
            onChange={() => onToggle(key)}
          />
        ))}
      </div>
    </fieldset>
  )
}
