import type { ReactElement } from 'react'
import type { Limits } from '../../../shared/config.ts'
import type { RunUsage } from '../../../shared/views.ts'
import { Icon } from '../../ui/icon.tsx'
import * as TEXT from '../../words/texts/run.ts'
import { type BudgetFigure, budgetFigures } from './budget.ts'

/** What the run has used: with a meter where there is a limit. */
export function BudgetMeters({ limits, usage }: { limits: Limits; usage: RunUsage }): ReactElement {
  return (
    <ul aria-label={TEXT.usedSoFar} className="flex min-w-0 items-end gap-5 pb-1.5 text-12 tabular-nums">
      {budgetFigures(limits, usage).map((figure) => (
        <li key={figure.name} className={figure.of === null ? 'text-ink-3 max-[73.75rem]:hidden' : 'min-w-24'}>
          {figure.of === null ? figure.used : <Meter figure={figure} of={figure.of} />}
        </li>
      ))}
    </ul>
  )
}

const LEVELS = {
  calm: { text: '', bar: 'bg-ink-2' },
  warned: { text: 'text-gold', bar: 'bg-gold-edge' },
  stopped: { text: 'text-fail', bar: 'bg-fail-fill' },
} as const

function Meter({ figure, of }: { figure: BudgetFigure; of: string }): ReactElement {
  const { used, share, level } = figure
  const percent = Math.min(100, Math.round((share ?? 0) * 100))
  return (
    <>
      <span className={`flex items-center gap-1 whitespace-nowrap ${LEVELS[level].text}`}>
        {level !== 'calm' && <Icon name={level === 'warned' ? 'warning' : 'cancelled'} className="size-3" />}
        {level === 'stopped' && TEXT.stoppedAt}
        <span className="font-medium">{used}</span>
        <span className={level === 'calm' ? 'text-ink-3' : ''}>{of}</span>
      </span>
      {/* What it shows is said in the words above. */}
      <div aria-hidden="true" className="mt-0.5 h-1 overflow-hidden rounded-full bg-pressed">
        <div className={`h-full rounded-full ${LEVELS[level].bar}`} style={{ width: `${percent}%` }} />
      </div>
    </>
  )
}
