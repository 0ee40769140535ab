import { memo, type ReactElement } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { Status } from '../../ui/status.tsx'
import { eventKindWords, sourceWords } from '../../words/event-words.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { durationText, shortTime } from '../../words/times.ts'
import { stepLook } from '../../words/work-words.ts'
import { AgentText } from './agent-text.tsx'
import { Fold } from './fold.tsx'
import { inertText } from './inert.ts'
import type { StreamItem } from './stream-items.ts'
import { ToolRow } from './tool-row.tsx'
import { spentText } from './turn-words.ts'

/** Longer texts are cut at their beginning: the end is what is being written. */
const MAX_TEXT = 20_000

interface RowProps {
  item: StreamItem
  agent: string
  isWriting: boolean
}

/** One item of a stream. Drawn anew only when something was added to it. */
export const StreamRow = memo(
  function StreamRow(props: RowProps): ReactElement {
    return (
      <div className="[contain-intrinsic-size:auto_1.75rem] [content-visibility:auto]">
        <Row {...props} />
      </div>
    )
  },
  (a, b) =>
    a.item.key === b.item.key &&
    a.item.version === b.item.version &&
    a.agent === b.agent &&
    a.isWriting === b.isWriting,
)

function Row({ item, agent, isWriting }: RowProps): ReactElement {
  switch (item.kind) {
    case 'text':
      return <Said text={item.text} isWriting={isWriting} />
    case 'thought':
      return (
        <Fold icon="info" title={<span className="text-ink-2">{TEXT.thought}</span>} note={firstLine(item.text)}>
          <Said text={item.text} isWriting={false} />
        </Fold>
      )
    case 'tool':
      return <ToolRow item={item} />
    case 'message':
      return <Message item={item} agent={agent} />
    case 'turn':
      return <Boundary text={TEXT.beginsTurn(agent)} aside={shortTime(item.at, new Date())} />
    case 'turn_end':
      return <TurnEnd item={item} />
    case 'step':
      return <Step item={item} />
    case 'note':
      return <Note item={item} />
  }
}

const firstLine = (text: string): string => inertText(text.trim().split('\n', 1)[0] ?? '').slice(0, 200)

function Said({ text, isWriting }: { text: string; isWriting: boolean }): ReactElement {
  const cut = Math.max(0, text.length - MAX_TEXT)
  return (
    <div className="max-w-[72ch] py-1">
      {cut > 0 && (
        <p className="text-12 text-ink-3">{TEXT.charactersBeforeThisAreNotShown(cut.toLocaleString('en'))}</p>
      )}
      <AgentText text={cut > 0 ? text.slice(cut).toWellFormed() : text.trimEnd()} />
      {isWriting && (
        <span aria-hidden="true" className="ml-0.5 inline-block h-3.5 w-[7px] animate-breathe bg-lapis align-[-2px]" />
      )}
    </div>
  )
}

function Message({ item, agent }: { item: Extract<StreamItem, { kind: 'message' }>; agent: string }): ReactElement {
  return (
    <section
      aria-label={TEXT.yourMessageTo(agent)}
      className="my-1.5 max-w-[76ch] border-line-strong border-l-2 bg-sunken px-3 py-1.5"
    >
      <p className="flex min-w-0 items-center gap-2 text-12 text-ink-2">
        <Icon name="message" className="size-3.5" />
        {item.isInterruption ? TEXT.yourMessageForNow : TEXT.yourMessage}
        <span className="ml-auto flex-none tabular-nums">{shortTime(item.at, new Date())}</span>
      </p>
      <AgentText text={item.text} />
    </section>
  )
}

function Boundary({ text, aside }: { text: string; aside: string }): ReactElement {
  return (
    <div className="my-1 flex min-w-0 items-center gap-2 border-line border-t pt-1 text-12 text-ink-3">
      <span className="truncate">{text}</span>
      <span className="ml-auto flex-none tabular-nums">{aside}</span>
    </div>
  )
}

function TurnEnd({ item }: { item: Extract<StreamItem, { kind: 'turn_end' }> }): ReactElement {
  const spent = spentText({ ms: item.activeMs, tokens: item.tokens, costMicros: item.costMicros })
  if (item.state === 'finished') return <Boundary text={TEXT.turnEnded} aside={spent} />
  return (
    <div className="my-1 border-line border-t pt-1 text-12 text-ink-2 wrap-anywhere" dir="auto">
      {inertText(item.message)} {spent}
    </div>
  )
}

function Step({ item }: { item: Extract<StreamItem, { kind: 'step' }> }): ReactElement {
  const { label, command, end } = item
  return (
    <div className="flex min-h-6 min-w-0 items-center gap-2">
      <Icon name="terminal" className="size-4 text-ink-3" />
      <span className="flex-none text-ink-2">{TEXT.triptychRunsWith(label)}</span>
      <code className="min-w-0 truncate" title={inertText(command)}>
        {inertText(command)}
      </code>
      <span className="ml-auto flex flex-none items-center gap-2 text-12 text-ink-3 tabular-nums">
        {end === null ? (
          <Status look={{ icon: 'working', tone: 'working', word: TEXT.running }} />
        ) : (
          <>
            {durationText(end.durationMs)}
            <Status look={stepLook(end)} />
          </>
        )}
      </span>
    </div>
  )
}

function Note({ item }: { item: Extract<StreamItem, { kind: 'note' }> }): ReactElement {
  const { kind, source, message } = item.event
  return (
    <div className="flex min-w-0 gap-2 py-0.5 text-ink-2">
      <span className="w-4 flex-none" />
      <p className="min-w-0 wrap-anywhere" dir="auto">
        <span className="text-ink-3">
          {sourceWords(source)}: {eventKindWords(kind)}.
        </span>{' '}
        {inertText(message)}
      </p>
    </div>
  )
}
