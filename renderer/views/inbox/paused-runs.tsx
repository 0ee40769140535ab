import type { ReactElement } from 'react'
import type { RunRow } from '../../../shared/views.ts'
import { useAction, useAppData, useCall } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Failure } from '../../ui/notice.tsx'
import { showLines } from '../../viewers/text.ts'
import { baseName } from '../../words/numbers.ts'
import { waitText } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/inbox.ts'

const MOST = 100

/** Runs that nobody works on and that ask nothing: they wait for the person, or for a time, and would be waited for in vain. */
export function PausedRuns(): ReactElement | null {
  const rows = useStore(useAppData().runs).unfiltered
  const version = rows.map(({ id, status, waitUntil }) => `${id} ${status} ${waitUntil}`).join('\n')
  const paused = useCall('runs.list', { limit: MOST, group: 'paused' }, version)
  if (paused.error) return <Failure error={paused.error} retry={paused.reload} />
  const waiting = (paused.value?.rows ?? []).filter(({ imported }) => !imported)
  if (waiting.length === 0) return null
  return (
    <section className="mt-6">
      <h2 className="font-strong">
        {COMMON.paused} <span className="font-regular text-ink-3 tabular-nums">{waiting.length}</span>
      </h2>
      <ul className="mt-2 divide-y divide-line border-line border-y" aria-label={TEXT.pausedRuns}>
        {waiting.map((row) => (
          <Paused key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}

function Paused({ row }: { row: RunRow }): ReactElement {
  const control = useAction('runs.control')
  const wait = waitText(row, new Date())
  return (
    <li className="px-3 py-2">
      <div className="flex items-center gap-3">
        <Icon name={row.waitUntil === null ? 'paused' : 'clock'} className="size-3.5 text-ink-3" />
        <a
          href={hrefOf(runRoute(row.id))}
          className="min-w-0 flex-1 truncate font-medium hover:underline"
          dir="auto"
          title={showLines(row.goal)}
        >
          {showLines(row.goal)} <span className="font-regular text-12 text-ink-3">{baseName(row.repoPath)}</span>
        </a>
        <Button
          icon="play"
          disabled={control.isRunning}
          onClick={() => void control.run({ runId: row.id, action: TEXT.resume })}
        >
          {row.waitUntil === null ? COMMON.resume : TEXT.tryNow}
        </Button>
      </div>
      <p className="text-12 text-ink-2 wrap-anywhere" dir="auto">
        {wait.strong} {showLines(wait.rest)}
      </p>
      {control.error && <Failure error={control.error} />}
    </li>
  )
}
