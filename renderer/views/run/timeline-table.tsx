import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { moneyText, shortNumber } from '../../words/numbers.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import { fullTime, shortTime } from '../../words/times.ts'
import { contextUse, spentText, turnAgent, turnMs, turnTitle } from './turn-words.ts'
import { useAgentNames } from './use-agent-names.ts'

/** A scrolled region must take the focus, or the keyboard could not scroll it. */
const FOCUSABLE = { tabIndex: 0 }
const COLUMNS = ['Role', 'Turn', 'What', 'Agent', 'State', 'Began', 'Took', 'Tokens', 'Cost', 'Context'] as const

const NOT_TOLD = 'not reported'

/** The turns of the plot as a table. */
export function TimelineTable({ view }: { view: RunView }): ReactElement {
  const now = new Date()
  const names = useAgentNames(view.run.config)
  return (
    <section
      aria-label="Turns"
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
          {view.turns.map((turn) => (
            <tr key={turn.id} className="border-line border-t">
              <td className="px-4 py-1">{ROLE_NAMES[turn.role]}</td>
              <td className="px-4 py-1 tabular-nums">{turn.number}</td>
              <td className="px-4 py-1">{turnTitle(turn, view)}</td>
              <td className="px-4 py-1">{turnAgent(turn, view.run.config, names.name[turn.role])}</td>
              <td className="px-4 py-1">{turn.state}</td>
              <td className="px-4 py-1 tabular-nums" title={fullTime(turn.startedAt)}>
                {shortTime(turn.startedAt, now)}
              </td>
              <td className="px-4 py-1 tabular-nums">
                {spentText({ ms: turnMs(turn), tokens: null, costMicros: null })}
              </td>
              <td className="px-4 py-1 tabular-nums">{turn.tokens === null ? NOT_TOLD : shortNumber(turn.tokens)}</td>
              <td className="px-4 py-1 tabular-nums">
                {turn.costMicros === null ? NOT_TOLD : moneyText(turn.costMicros)}
              </td>
              <td className="px-4 py-1 tabular-nums">{contextUse(turn)?.detail ?? NOT_TOLD}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
