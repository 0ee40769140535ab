import type { ReactElement } from 'react'
import type { TaskStatus } from '../../shared/words.ts'
import { counted } from '../words/counted.ts'
import * as TEXT from '../words/texts/ui.ts'

const ORDER: readonly TaskStatus[] = ['completed', 'blocked', 'in_progress', 'pending', 'abandoned']
const SHAPES: Readonly<Record<TaskStatus, string>> = {
  completed: 'bg-pass-fill',
  blocked: 'pip-failed inset-ring inset-ring-fail-fill',
  in_progress: 'bg-linear-to-r from-lapis-fill from-50% to-transparent to-50% inset-ring inset-ring-lapis-fill',
  pending: 'inset-ring inset-ring-line-control',
  abandoned: 'h-px! self-center bg-line-control',
}
const WORDS: Readonly<Record<TaskStatus, string>> = {
  completed: 'completed',
  blocked: 'blocked',
  in_progress: TEXT.inProgress,
  pending: 'pending',
  abandoned: 'abandoned',
}
/** More would be wider than what they are for: one look. */
const MAX_PIPS = 12

/** The tasks of a run by state: the shape tells it, not only the colour. */
export function TaskPips({ tasks }: { tasks: Readonly<Record<TaskStatus, number>> }): ReactElement | null {
  const pips = ORDER.flatMap((status) => Array.from({ length: tasks[status] }, (_, index) => ({ status, index })))
  if (pips.length === 0) return null
  const words = ORDER.filter((status) => tasks[status] > 0).map((status) => `${tasks[status]} ${WORDS[status]}`)
  const name = `${counted(pips.length, 'task')}: ${words.join(', ')}`
  return (
    <span role="img" aria-label={name} title={name} className="inline-flex items-center gap-0.5">
      {pips.slice(0, MAX_PIPS).map(({ status, index }) => (
        <span key={`${status}${index}`} className={`h-1.5 w-3 rounded-[1px] ${SHAPES[status]}`} />
      ))}
      {pips.length > MAX_PIPS && <span className="text-11 text-ink-3">+{pips.length - MAX_PIPS}</span>}
    </span>
  )
}
