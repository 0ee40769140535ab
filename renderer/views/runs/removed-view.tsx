import type { ReactElement } from 'react'
import type { TrashRow } from '../../../shared/views.ts'
import { useAction, useAppData, useCall } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { hrefOf } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { showLines } from '../../viewers/text.ts'
import { baseName } from '../../words/numbers.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/first-visit.ts'
import { dayText } from '../../words/times.ts'

/** Runs in the trash: until when each can be put back. */
export function RemovedView(): ReactElement {
  const { runs } = useAppData()
  // Whatever is removed or comes back changes the list of runs.
  const version = useStore(runs).unfiltered.length
  const removed = useCall('runs.removed', {}, version)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <header className="border-line border-b px-4 py-3">
        <h1 className="text-18 font-strong">{COMMON.removedRuns}</h1>
        <p className="mt-1 text-ink-2">
          {COMMON.eachCanBePutBack}{' '}
          <a href={hrefOf({ name: 'runs' })} className="text-lapis underline">
            {TEXT.allRuns}
          </a>
        </p>
      </header>
      {removed.error && <Failure error={removed.error} retry={removed.reload} />}
      {removed.value === null && removed.error === null && <Loading what={TEXT.theTrash} />}
      {removed.value?.length === 0 && <Empty title={COMMON.nothingIsInTrash} />}
      {removed.value !== null && removed.value.length > 0 && (
        <ul aria-label={COMMON.removedRuns}>
          {removed.value.map((row) => (
            <RemovedRow key={row.runId} row={row} onBack={removed.reload} />
          ))}
        </ul>
      )}
    </div>
  )
}

function RemovedRow({ row, onBack }: { row: TrashRow; onBack: () => void }): ReactElement {
  const { runs } = useAppData()
  const putBack = useAction('runs.putBack')
  const back = async (): Promise<void> => {
    const done = await putBack.run({ runId: row.runId })
    if (!done?.ok) return
    runs.reload()
    onBack()
  }
  return (
    <li className="flex min-h-13 items-center gap-4 border-line border-b px-4 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" dir="auto" title={showLines(row.goal)}>
          {showLines(row.goal)}
        </p>
        <p className="truncate text-12 text-ink-3" title={row.repoPath}>
          {baseName(row.repoPath)}
          {row.branch === null ? '' : TEXT.branchStays(row.branch)}
        </p>
        {putBack.error && <Failure error={putBack.error} />}
      </div>
      <p className="flex-none text-12 text-ink-2">{TEXT.until(dayText(row.until))}</p>
      <Button onClick={() => void back()} disabled={putBack.isRunning}>
        {COMMON.putItBack}
      </Button>
    </li>
  )
}
