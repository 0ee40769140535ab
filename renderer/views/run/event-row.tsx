import { memo, type ReactElement } from 'react'
import type { EventRecord } from '../../../shared/domain.ts'
import type { AgentRole } from '../../../shared/words.ts'
import { Status } from '../../ui/status.tsx'
import { showHidden } from '../../viewers/text.ts'
import { eventKindWords, roleOfSource, sourceWords } from '../../words/event-words.ts'
import { tokensText } from '../../words/numbers.ts'
import { clockText, fullTime } from '../../words/times.ts'
import { stepLook } from '../../words/work-words.ts'
import { flagIn, numberIn } from './payload.ts'

/** Who an event is from, as one element and no picture of several: a row of a long list is made of as little as it can be. */
const MARKS: Readonly<Record<AgentRole | 'other', string>> = {
  strategy: 'source-strategy',
  implementation: 'source-implementation',
  checker: 'source-checker',
  other: 'source-other',
}

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
  const source = sourceWords(event.source)
  const aside = asideOf(event)
  const message = showHidden(event.message.replaceAll('\n', ' '))
  // As a rule one line of text, and no boxes beside each other: dozens of them are laid out while somebody waits.
  const isPlain = aside === null && !RIGHT_TO_LEFT.test(message)
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-current={isSelected ? 'true' : undefined}
      onClick={() => onSelect(event.id)}
      className={`h-(--row) w-full px-4 text-left leading-7 outline-offset-[-2px] ${isPlain ? 'block truncate' : 'flex min-w-0 items-center'} ${isSelected ? 'bg-selected shadow-[inset_2px_0_0_var(--lapis)]' : 'hover:bg-hover'}`}
    >
      <span className={`flex-none tabular-nums ${isSelected ? 'text-ink-2' : 'text-ink-3'}`} title={fullTime(event.ts)}>
        {clockText(event.ts)}
      </span>
      <span
        className={`source-mark mx-3 inline-block align-middle ${MARKS[roleOfSource(event.source) ?? 'other']}`}
        role="img"
        title={source}
      />
      <span className="mr-3 inline-block w-32 flex-none truncate align-top text-ink-2">
        {eventKindWords(event.kind)}
      </span>
      {isPlain ? (
        message
      ) : (
        <span className={`min-w-0 flex-1 truncate ${aside === null ? '' : 'mr-3'}`} dir="auto">
          {message}
        </span>
      )}
      {aside}
    </button>
  )
})

/** Letters of scripts that are written from the right: of such a message the beginning is at the right end of its box. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** What an event comes to in a word: how a step ended, what a turn used. Most come to nothing, which is no component then. */
function asideOf({ kind, payload }: EventRecord): ReactElement | null {
  const exitCode = numberIn(payload, 'exitCode')
  if (kind === 'verification_finished' && (exitCode !== null || flagIn(payload, 'timedOut')))
    return <Status look={stepLook({ exitCode, timedOut: flagIn(payload, 'timedOut') })} />
  const tokens = kind === 'turn_finished' ? numberIn(payload, 'tokens') : null
  if (tokens === null) return null
  return <span className="flex-none text-12 text-ink-2 tabular-nums">{tokensText(tokens)}</span>
}
