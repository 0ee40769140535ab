import { type ReactElement, useEffect } from 'react'
import { KeyItem, KeyList } from '../../ui/key-list.tsx'
import { Signature, type StateLook, Status } from '../../ui/status.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { taskLook } from '../../words/work-words.ts'
import { inertText } from './inert.ts'
import type { Pip, TaskFacts } from './task-facts.ts'

/** The tasks in plan order; arrows move as J and K do from anywhere. */
export function TaskList({
  facts,
  selectedId,
  onSelect,
}: {
  facts: readonly TaskFacts[]
  selectedId: string | null
  onSelect: (taskId: string) => void
}): ReactElement {
  const selected = facts.find(({ task }) => task.id === selectedId) ?? facts[0]
  const current = selected === undefined ? null : rowId(selected.task.id)
  useEffect(() => {
    const row = current === null ? null : document.getElementById(current)
    row?.scrollIntoView({ block: 'nearest' })
    // Only where the list has the focus already.
    if (row?.closest('ol')?.contains(document.activeElement)) row.focus()
  }, [current])
  const move = (id: string): void => {
    const to = facts.find(({ task }) => rowId(task.id) === id)
    if (to !== undefined) onSelect(to.task.id)
  }
  return (
    <KeyList current={current} onMove={move}>
      <ol aria-label={COMMON.tasks} className="py-1">
        {facts.map((entry) => (
          <li key={entry.task.id}>
            <TaskRow facts={entry} isSelected={entry === selected} onSelect={() => onSelect(entry.task.id)} />
          </li>
        ))}
      </ol>
    </KeyList>
  )
}

const rowId = (taskId: string): string => `run-task-${taskId}`

function TaskRow({
  facts,
  isSelected,
  onSelect,
}: {
  facts: TaskFacts
  isSelected: boolean
  onSelect: () => void
}): ReactElement {
  const { task, number, pips, note, spent, signatureCount } = facts
  const isGone = task.status === 'abandoned' || facts.isReplaced
  const noteColour = task.status === 'in_progress' ? 'text-lapis' : note.startsWith('not ') ? 'text-gold' : 'text-ink-3'
  return (
    <KeyItem id={rowId(task.id)}>
      <button
        type="button"
        data-task={task.id}
        aria-current={isSelected ? 'true' : undefined}
        onClick={onSelect}
        className={`flex w-full min-w-0 items-start gap-2 px-4 py-1.5 text-left outline-offset-[-2px] ${isSelected ? 'bg-selected shadow-[inset_2px_0_0_var(--lapis)]' : 'hover:bg-hover'}`}
      >
        <span className="w-4 flex-none text-right text-ink-3 tabular-nums">{number}</span>
        <span className="pt-px">
          <Status look={facts.isReplaced ? REPLACED : taskLook(task.status)} iconOnly />
        </span>
        <span className="min-w-0 flex-1">
          <span
            className={`block font-medium wrap-anywhere ${isGone ? `line-through ${isSelected ? 'text-ink-2' : 'text-ink-3'}` : ''}`}
            dir="auto"
          >
            {inertText(task.title)}
          </span>
          <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 text-12">
            <Pips pips={pips} />
            <span className={isSelected && noteColour === 'text-ink-3' ? 'text-ink-2' : noteColour}>{note}</span>
            {spent !== '' && (
              <span className={`tabular-nums ${isSelected ? 'text-ink-2' : 'text-ink-3'}`}>{spent}</span>
            )}
            {task.blockerSignature !== null && task.status !== 'completed' && (
              <Signature text={task.blockerSignature} count={signatureCount} />
            )}
          </span>
        </span>
      </button>
    </KeyItem>
  )
}

const REPLACED: StateLook = { ...taskLook('abandoned'), word: TEXT.blockedThenReplaced }

const PIPS: Readonly<Record<Pip, string>> = {
  completed: 'bg-pass-fill',
  working: 'bg-[linear-gradient(90deg,var(--lapis-fill)_50%,transparent_50%)] inset-ring inset-ring-lapis-fill',
  failed: 'pip-failed inset-ring inset-ring-fail-fill',
  pending: 'inset-ring inset-ring-line-control',
  line: 'bg-[linear-gradient(var(--line-control),var(--line-control))] bg-size-[100%_1px] bg-center bg-no-repeat',
}

/** One sign per attempt; the note beside them says it in words. */
function Pips({ pips }: { pips: readonly Pip[] }): ReactElement | null {
  if (pips.length === 0) return null
  const keyed = pips.map((pip, index) => ({ pip, key: `${index}${pip}` }))
  return (
    <span className="inline-flex items-center gap-0.5" aria-hidden="true">
      {keyed.map(({ pip, key }) => (
        <span key={key} className={`h-1.5 w-3 rounded-[1px] ${PIPS[pip]}`} />
      ))}
    </span>
  )
}
