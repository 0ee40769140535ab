import { type ReactElement, useState } from 'react'
import { TRASH_DAYS } from '../../../shared/trash-days.ts'
import type { StorageView } from '../../../shared/views.ts'
import { useAction } from '../../data/app-data.tsx'
import { hrefOf, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/notice.tsx'
import { sizeText } from '../../viewers/size-text.ts'
import { showLines } from '../../viewers/text.ts'
import { counted } from '../../words/counted.ts'
import { baseName } from '../../words/numbers.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/settings-storage.ts'
import { dayText } from '../../words/times.ts'
import { toggled } from '../runs/picked.ts'
import { outcomeText, pickedOf } from './picked-runs.ts'

type Row = StorageView['runs'][number]

/** Every run with what it takes; those that have ended can be picked, several at once. */
export function StorageRuns({ runs, onDone }: { runs: readonly Row[]; onDone(text: string): void }): ReactElement {
  const remove = useAction('runs.removeEnded')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [isAsking, setAsking] = useState(false)
  const ended = runs.filter(({ hasEnded }) => hasEnded)
  const chosen = pickedOf(ended, picked)
  const bytes = chosen.reduce((sum, row) => sum + row.bytes, 0)
  const clean = async (): Promise<void> => {
    setAsking(false)
    const done = await remove.run({ runIds: chosen.map(({ runId }) => runId) })
    if (!done?.ok) return
    setPicked(new Set())
    onDone(outcomeText(done.value, TEXT.movedToTrash))
  }
  if (runs.length === 0) return <p className="border-line border-b py-2 text-ink-3">{TEXT.thereAreNoRuns}</p>
  return (
    <>
      <div className="flex items-center gap-3 py-2">
        <Button
          disabled={ended.length === 0}
          onClick={() => setPicked(new Set(chosen.length === ended.length ? [] : ended.map(({ runId }) => runId)))}
        >
          {chosen.length === ended.length && ended.length > 0
            ? COMMON.selectNone
            : TEXT.selectAllThatHaveEnded(ended.length)}
        </Button>
        <Button icon="trash" disabled={chosen.length === 0 || remove.isRunning} onClick={() => setAsking(true)}>
          {COMMON.moveToTrash}
        </Button>
        <span className="text-12 text-ink-3">
          {chosen.length === 0 ? TEXT.noneIsSelected : `${counted(chosen.length, 'run')}, ${sizeText(bytes)}`}
        </span>
      </div>
      {remove.error !== null && <Failure error={remove.error} />}
      <ul aria-label={TEXT.diskUseByRun} className="divide-y divide-line border-line border-y">
        {runs.map((row) => (
          <StorageRow
            key={row.runId}
            row={row}
            isPicked={picked.has(row.runId)}
            onPick={() => setPicked((before) => toggled(before, row.runId))}
          />
        ))}
      </ul>
      {isAsking && (
        <Confirm
          title={COMMON.moveToTrashWith(counted(chosen.length, 'run'))}
          text={TEXT.theyTakeAndCanBePut(sizeText(bytes), TRASH_DAYS)}
          action={COMMON.moveThemToTrash}
          onConfirm={() => void clean()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function StorageRow({ row, isPicked, onPick }: { row: Row; isPicked: boolean; onPick(): void }): ReactElement {
  const { runId, goal, repoPath, updatedAt, bytes, hasEnded, goesNext } = row
  return (
    <li className="flex min-h-9 items-center gap-3 py-1">
      <input
        type="checkbox"
        className="size-4 flex-none accent-lapis-fill"
        aria-label={COMMON.select(showLines(goal))}
        checked={isPicked && hasEnded}
        disabled={!hasEnded}
        title={hasEnded ? undefined : TEXT.itHasNotEnded}
        onChange={onPick}
      />
      <div className="min-w-0 flex-1">
        <a
          href={hrefOf(runRoute(runId))}
          className="block truncate font-medium hover:underline"
          dir="auto"
          title={showLines(goal)}
        >
          {showLines(goal)}
        </a>
        <p className="truncate text-12 text-ink-3" title={repoPath}>
          {baseName(repoPath)} · {hasEnded ? TEXT.ended(dayText(updatedAt)) : TEXT.hasNotEndedSoItStays}
          {goesNext && TEXT.goesToTrashWithNextSweep}
        </p>
      </div>
      <span className="flex-none tabular-nums">{sizeText(bytes)}</span>
    </li>
  )
}
