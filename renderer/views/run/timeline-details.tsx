import type { ReactElement, ReactNode } from 'react'
import type { RpcError } from '../../../shared/contract.ts'
import type { ApprovalRecord, CheckpointRecord, EventRecord } from '../../../shared/domain.ts'
import type { RunView } from '../../../shared/views.ts'
import { Failure } from '../../ui/notice.tsx'
import { Section } from '../../ui/panel.tsx'
import { Status } from '../../ui/status.tsx'
import { JsonViewer } from '../../viewers/json-viewer.tsx'
import { eventKindWords, sourceWords } from '../../words/event-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/timeline.ts'
import { fullTime } from '../../words/times.ts'
import { verdictLook } from '../../words/work-words.ts'
import { AgentText } from './agent-text.tsx'
import { approver } from './approval-words.ts'
import { CheckpointActions } from './checkpoint-actions.tsx'
import { numberIn, textIn } from './payload.ts'
import { RunThenSection } from './run-then-section.tsx'
import { recordOf, type Selected } from './use-selected.ts'

export interface TimelineDetailsProps {
  view: RunView
  selected: Selected | null
  /** The moment that is looked at; null: none. */
  at: number | null
  /** Why what happened then could not be looked up. */
  error: RpcError | null
}

/** What was selected in the timeline with how the run stood then, and everything that was kept of it. */
export function TimelineDetails({ view, selected, at, error }: TimelineDetailsProps): ReactElement {
  return (
    <>
      {error !== null && <Failure error={error} />}
      {selected === null && at === null && (
        <p className="px-4 py-3 text-12 text-ink-3">{TEXT.moveThroughPlotOrSelect}</p>
      )}
      {selected !== null && <Summary selected={selected} />}
      {at !== null && <RunThenSection view={view} at={at} />}
      {selected !== null && <Payload payload={recordOf(selected).payload} />}
    </>
  )
}

function Summary({ selected }: { selected: Selected }): ReactElement {
  switch (selected.kind) {
    case 'event':
      return <EventDetails event={selected.event} />
    case 'checkpoint':
      return <CheckpointDetails checkpoint={selected.checkpoint} />
    case 'approval':
      return <ApprovalDetails approval={selected.approval} />
  }
}

function EventDetails({ event }: { event: EventRecord }): ReactElement {
  return (
    <Section title={eventKindWords(event.kind)} aside={TEXT.event(event.id)}>
      <p>
        <AgentText text={event.message} />
      </p>
      <Facts
        facts={[
          [COMMON.when, fullTime(event.ts)],
          [TEXT.from, sourceWords(event.source)],
          [COMMON.kind, <code key="kind">{event.kind}</code>],
        ]}
      />
    </Section>
  )
}

function CheckpointDetails({ checkpoint }: { checkpoint: CheckpointRecord }): ReactElement {
  const { payload, createdAt, status } = checkpoint
  const [commit, ref] = [textIn(payload, 'commit'), textIn(payload, 'ref')]
  return (
    <Section title={checkpointTitle(checkpoint)}>
      <p>
        <AgentText text={textIn(payload, 'label') ?? TEXT.keptWithoutNote} />
      </p>
      <Facts
        facts={[
          [COMMON.when, fullTime(createdAt)],
          [TEXT.runWas, status.replaceAll('_', ' ')],
          ...(commit === null ? [] : [[TEXT.commit, <code key="commit">{commit}</code>] as const]),
          ...(ref === null ? [] : [[TEXT.keptAs, <code key="ref">{ref}</code>] as const]),
        ]}
      />
      <CheckpointActions key={checkpoint.id} checkpoint={checkpoint} />
    </Section>
  )
}

/** "Checkpoint 3". */
export function checkpointTitle({ payload }: CheckpointRecord): string {
  const number = numberIn(payload, 'n')
  return number === null ? TEXT.checkpoint : TEXT.checkpointNumber(number)
}

function ApprovalDetails({ approval }: { approval: ApprovalRecord }): ReactElement {
  const { payload, rationale, verdict, createdAt, source } = approval
  const hash = textIn(payload, 'subjectHash') ?? textIn(payload, 'hash')
  return (
    <Section title={TEXT.answerOf(approver(source))} aside={<Status look={verdictLook(verdict)} pill />}>
      <p>{rationale === '' ? TEXT.noReasonWasGiven : <AgentText text={rationale} quoted />}</p>
      <Facts
        facts={[
          [COMMON.when, fullTime(createdAt)],
          ...(hash === null ? [] : [[TEXT.boundTo, <code key="hash">{hash}</code>] as const]),
        ]}
      />
    </Section>
  )
}

function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }): ReactElement {
  return (
    <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-12">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Payload({ payload }: { payload: unknown }): ReactElement {
  return (
    <section aria-label={TEXT.whatWasKept} className="flex min-h-64 flex-1 flex-col border-line border-t">
      <JsonViewer text={JSON.stringify(payload, null, 2) ?? 'null'} label={TEXT.allThatWasKeptOfIt} />
    </section>
  )
}
