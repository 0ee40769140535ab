import type { ReactElement } from 'react'
import type { TurnRecord } from '../../../shared/evidence.ts'
import type { RunView, VerificationSpan } from '../../../shared/views.ts'
import { sourceWords } from '../../words/event-words.ts'
import { moneyText, shortNumber } from '../../words/numbers.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/timeline.ts'
import { fullTime, shortTime } from '../../words/times.ts'
import { stepLook } from '../../words/work-words.ts'
import { verificationTitle } from './timeline-verifications.ts'
import { contextUse, spentText, turnAgent, turnMs, turnTitle } from './turn-words.ts'
import { type AgentNames, useAgentNames } from './use-agent-names.ts'

/** A scrolled region must take the focus, or the keyboard could not scroll it. */
const FOCUSABLE = { tabIndex: 0 }
const COLUMNS = [
  TEXT.role,
  TEXT.turn,
  TEXT.what,
  COMMON.agent,
  COMMON.state,
  TEXT.began,
  TEXT.took,
  COMMON.tokens,
  COMMON.cost,
  TEXT.context,
] as const

const NOT_TOLD = COMMON.notReported

interface TableRow {
  key: string
  /** When it began. */
  at: string
  /** In the order of the columns. */
  cells: readonly string[]
}

/** Turns and verification steps, in the order in which they began. */
function rowsOf(view: RunView, names: AgentNames): TableRow[] {
  const now = new Date()
  const rows = [
    ...view.turns.map((turn) => turnRow(view, turn, { names, now })),
    ...view.verifications.map((span) => stepRow(view, span, now)),
  ]
  return rows.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

function turnRow(view: RunView, turn: TurnRecord, { names, now }: { names: AgentNames; now: Date }): TableRow {
  const { id: key, startedAt: at, tokens, costMicros } = turn
  const cells = [
    ...[ROLE_NAMES[turn.role], String(turn.number), turnTitle(turn, view)],
    ...[turnAgent(turn, view.run.config, names.name[turn.role]), turn.state, shortTime(at, now)],
    spentText({ ms: turnMs(turn), tokens: null, costMicros: null }),
    ...[tokens === null ? NOT_TOLD : shortNumber(tokens), costMicros === null ? NOT_TOLD : moneyText(costMicros)],
    contextUse(turn)?.detail ?? NOT_TOLD,
  ]
  return { key, at, cells }
}

function stepRow(view: RunView, span: VerificationSpan, now: Date): TableRow {
  const at = new Date(Date.parse(span.endedAt) - span.durationMs).toISOString()
  const what = `${verificationTitle(span, view)}: ${span.command}`
  const took = spentText({ ms: span.durationMs, tokens: null, costMicros: null })
  const cells = [
    COMMON.verification,
    '',
    what,
    sourceWords('system'),
    stepLook(span).word,
    shortTime(at, now),
    took,
    '',
    '',
    '',
  ]
  return { key: span.id, at, cells }
}

/** What the plot shows, as a table. */
export function TimelineTable({ view }: { view: RunView }): ReactElement {
  const names = useAgentNames(view.run.config)
  return (
    <section
      aria-label={TEXT.turnsAndVerification}
      className="max-h-56 overflow-auto border-line border-b bg-lit outline-offset-[-2px]"
      {...FOCUSABLE}
    >
      <table className="w-full text-12">
        <thead className="sticky top-0 bg-lit text-left text-ink-3">
          <tr>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" className="px-4 py-1 font-regular">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(view, names).map(({ key, cells, at }) => (
            <tr key={key} className="border-line border-t">
              {cells.map((cell, index) => (
                <td
                  key={COLUMNS[index]}
                  className="px-4 py-1 tabular-nums"
                  title={COLUMNS[index] === 'Began' ? fullTime(at) : undefined}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
