import { type ReactElement, useMemo, useState } from 'react'
import type { EventRecord } from '../../../shared/domain.ts'
import type { TurnRecord } from '../../../shared/evidence.ts'
import type { RunView } from '../../../shared/views.ts'
import type { AgentRole } from '../../../shared/words.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Icon } from '../../ui/icon.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { textIn } from './payload.ts'
import { Stream } from './stream.tsx'
import { eventsByTurn } from './stream-events.ts'
import { streamReader } from './stream-items.ts'
import { spentText, turnAgent, turnFacts, turnMs, turnTitle } from './turn-words.ts'
import { type LiveLog, useEventLog } from './use-event-log.ts'

/** A role's turns, the newest first, each with its stream folded inside; the one that runs is open. */
export function TurnList({
  view,
  of: role,
  agent,
}: {
  view: RunView
  of: AgentRole
  agent: string
}): ReactElement | null {
  const log = useEventLog(view, role)
  const turns = view.turns.filter((turn) => turn.role === role).reverse()
  const byTurn = useMemo(() => eventsByTurn(log.events), [log.events])
  if (turns.length === 0) return null
  return (
    <ol aria-label={COMMON.turns} className="border-line border-t py-1.5">
      {turns.map((turn) => (
        <li key={turn.id}>
          <Turn view={view} turn={turn} agent={agent} log={log} events={byTurn.get(turn.id) ?? []} />
        </li>
      ))}
    </ol>
  )
}

/** What was unfolded at the end of the panel would be out of sight. */
const showWhole = (element: HTMLDivElement | null): void => element?.scrollIntoView({ block: 'nearest' })

function Turn({
  view,
  turn,
  agent,
  log,
  events,
}: {
  view: RunView
  turn: TurnRecord
  agent: string
  log: LiveLog
  events: readonly EventRecord[]
}): ReactElement {
  const isRunning = turn.state === 'running'
  const [chosen, setChosen] = useState<boolean | null>(null)
  const isOpen = chosen ?? isRunning
  const read = useMemo(streamReader, [])
  const items = useMemo(
    () => (isOpen ? read(events, view.messages).filter(({ kind }) => kind !== 'turn') : []),
    [read, events, view.messages, isOpen],
  )
  const transcript = view.artifacts.find(
    ({ kind, metadata }) => kind === 'transcript' && textIn(metadata, 'turnId') === turn.id,
  )
  const took = spentText({ ms: turnMs(turn), tokens: null, costMicros: null })
  const facts = turnFacts(turn, turnAgent(turn, view.run.config, agent))
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setChosen(!isOpen)}
        className="flex min-h-7 w-full min-w-0 items-start gap-2 px-4 py-1 text-left outline-offset-[-2px] hover:bg-hover"
      >
        <Icon name={isOpen ? 'chevron_down' : 'chevron_right'} className="mt-[3px] size-3.5 text-ink-3" />
        <span className="min-w-0">
          <span className="block truncate">
            <span className="text-ink-2">{TEXT.turn(turn.number)}</span> {turnTitle(turn, view)}
          </span>
          {facts !== '' && (
            <span className="block truncate text-12 text-ink-2 tabular-nums" title={facts}>
              {facts}
            </span>
          )}
        </span>
        <span
          className={`ml-auto flex-none text-12 tabular-nums ${turn.state === 'failed' ? 'text-fail' : 'text-ink-3'}`}
        >
          {isRunning ? TEXT.runningLower : turn.state === 'finished' ? took : `${turn.state} · ${took}`}
        </span>
      </button>
      {isOpen && (
        <div
          ref={chosen === true ? showWhole : undefined}
          className="flex max-h-[50vh] min-h-0 flex-col border-line border-y bg-lit"
        >
          <Stream
            label={TEXT.turnOf(turn.number, agent)}
            items={items}
            agent={agent}
            log={log}
            isLive={isRunning}
            follows={isRunning}
            empty={isRunning ? TEXT.nothingWasSaidYet : TEXT.itsOutputIsNotInList}
          />
          {turn.detail !== null && <p className="px-4 py-2 text-12 text-ink-2 wrap-anywhere">{turn.detail}</p>}
          {transcript !== undefined && (
            <a
              href={hrefOf(runRoute(view.runId, 'artifacts', transcript.id))}
              className="flex min-h-7 items-center px-4 text-12 text-lapis hover:underline"
            >
              {TEXT.wholeTranscript}
            </a>
          )}
        </div>
      )}
    </>
  )
}
