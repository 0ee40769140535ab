import { memo, type ReactElement } from 'react'
import type { EventRecord } from '../../../shared/domain.ts'
import { Icon } from '../../ui/icon.tsx'
import { RoleMark } from '../../ui/mark.tsx'
import { Status } from '../../ui/status.tsx'
import { eventKindWords, roleOfSource, sourceWords } from '../../words/event-words.ts'
import { tokensText } from '../../words/numbers.ts'
import { clockText, fullTime } from '../../words/times.ts'
import { stepLook } from '../../words/work-words.ts'
import { inertText } from './inert.ts'
import { flagIn, numberIn } from './payload.ts'

/** An event on one line of the list; drawn anew only when it is another one. */
export const EventRow = memo(function EventRow({
  event,
  isSelected,
  onSelect,
}: {
  event: EventRecord
  isSelected: boolean
  onSelect: (id: number) => void
}): ReactElement {
  const role = roleOfSource(event.source)
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-current={isSelected ? 'true' : undefined}
      onClick={() => onSelect(event.id)}
      className={`flex h-full w-full min-w-0 items-center gap-3 px-4 text-left outline-offset-[-2px] ${isSelected ? 'bg-selected shadow-[inset_2px_0_0_var(--lapis)]' : 'hover:bg-hover'}`}
    >
      <span className={`flex-none tabular-nums ${isSelected ? 'text-ink-2' : 'text-ink-3'}`} title={fullTime(event.ts)}>
        {clockText(event.ts)}
      </span>
      <span className="grid w-5 flex-none place-items-center" title={sourceWords(event.source)}>
        {role === null ? <Icon name="terminal" className="size-4 text-ink-3" /> : <RoleMark role={role} />}
        <span className="sr-only">{sourceWords(event.source)}</span>
      </span>
      <span className="w-32 flex-none truncate text-ink-2">{eventKindWords(event.kind)}</span>
      <span className="min-w-0 flex-1 truncate" dir="auto">
        {inertText(event.message.replaceAll('\n', ' '))}
      </span>
      <EventAside event={event} />
    </button>
  )
})

/** What an event comes to in a word: how a step ended, what a turn used. */
function EventAside({ event: { kind, payload } }: { event: EventRecord }): ReactElement | null {
  const exitCode = numberIn(payload, 'exitCode')
  if (kind === 'verification_finished' && (exitCode !== null || flagIn(payload, 'timedOut')))
    return <Status look={stepLook({ exitCode, timedOut: flagIn(payload, 'timedOut') })} />
  const tokens = kind === 'turn_finished' ? numberIn(payload, 'tokens') : null
  if (tokens === null) return null
  return <span className="flex-none text-12 text-ink-2 tabular-nums">{tokensText(tokens)}</span>
}
