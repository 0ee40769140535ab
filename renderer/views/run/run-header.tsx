import type { ReactElement, ReactNode } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { RunMark } from '../../ui/mark.tsx'
import { Status } from '../../ui/status.tsx'
import { shortCommit } from '../../words/numbers.ts'
import { archesOf, runLook, waitText } from '../../words/run-words.ts'
import * as TEXT from '../../words/texts/run.ts'
import { BudgetMeters } from './budget-meters.tsx'
import { ExportMenu } from './export-menu.tsx'
import { inertText } from './inert.ts'
import { RunControlButtons } from './run-control-buttons.tsx'
import { WorktreeMenu } from './worktree-menu.tsx'

/** Goal, state, what the run waits for, what it has used, and what can be done to it. `children`: its tabs. */
export function RunHeader({ view, children }: { view: RunView; children: ReactNode }): ReactElement {
  const { row, run } = view
  const now = new Date()
  const look = runLook(row, now)
  const waits = waitText(row, now)
  return (
    <header className="flex-none border-line border-b px-4 pt-3">
      <div className="flex min-w-0 items-center gap-3">
        <RunMark arches={archesOf(row)} className="h-[22px] w-[33px]" />
        <div className="min-w-0 flex-1">
          <div className="flex min-w-0 items-center gap-2">
            <h1 className="truncate text-18 font-strong max-[73.75rem]:text-15" dir="auto" title={inertText(row.goal)}>
              {inertText(row.goal)}
            </h1>
            <Status look={look} pill />
          </div>
          <p className="flex min-w-0 gap-4 text-12">
            <span className="truncate" title={`${waits.strong} ${inertText(waits.rest)}`} dir="auto">
              <span className="font-strong">{waits.strong}</span>{' '}
              <span className="text-ink-2">{inertText(waits.rest)}</span>
            </span>
            {view.sandbox !== null && (
              <span className="flex-none text-ink-3 max-[73.75rem]:hidden" title={view.sandbox}>
                {view.sandbox.startsWith('Sandboxed') ? TEXT.sandboxed : TEXT.notSandboxed}
              </span>
            )}
            {row.branch !== null && (
              <span className="flex-none text-ink-3 max-[73.75rem]:hidden">
                {row.branch}
                {run.baseCommit !== null && TEXT.from(shortCommit(run.baseCommit))}
              </span>
            )}
          </p>
        </div>
        {!row.imported && <WorktreeMenu runId={row.id} />}
        <ExportMenu runId={row.id} />
        <RunControlButtons row={row} />
      </div>
      <div className="mt-1.5 flex items-end justify-between gap-4">
        {children}
        {!row.imported && <BudgetMeters limits={run.config.limits} usage={row.usage} />}
      </div>
      <p className="sr-only" role="status">
        {`${look.word}. ${waits.strong}`}
      </p>
    </header>
  )
}
