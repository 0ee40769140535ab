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
import { baseName, counted } from '../../words/numbers.ts'
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
    onDone(outcomeText(done.value, 'moved to the trash'))
  }
  if (runs.length === 0) return <p className="border-line border-b py-2 text-ink-3">There are no runs.</p>
  return (
    <>
      <div className="flex items-center gap-3 py-2">
        <Button
          disabled={ended.length === 0}
          onClick={() => setPicked(new Set(chosen.length === ended.length ? [] : ended.map(({ runId }) => runId)))}
        >
          {chosen.length === ended.length && ended.length > 0
            ? 'Select none'
            : `Select all that have ended (${ended.length})`}
        </Button>
        <Button icon="trash" disabled={chosen.length === 0 || remove.isRunning} onClick={() => setAsking(true)}>
          Move to the trash…
        </Button>
        <span className="text-12 text-ink-3">
          {chosen.length === 0 ? 'None is selected.' : `${counted(chosen.length, 'run')}, ${sizeText(bytes)}`}
        </span>
      </div>
      {remove.error !== null && <Failure error={remove.error} />}
      <ul aria-label="Disk use by run" className="divide-y divide-line border-line border-y">
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
          title={`Move ${counted(chosen.length, 'run')} to the trash?`}
          text={`They take ${sizeText(bytes)}, and can be put back with history and worktree for ${TRASH_DAYS} days; then both are deleted. Their branches are yours and stay.`}
          action="Move them to the trash"
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
        aria-label={`Select ${showLines(goal)}`}
        checked={isPicked && hasEnded}
        disabled={!hasEnded}
        title={hasEnded ? undefined : 'It has not ended.'}
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
          {baseName(repoPath)} · {hasEnded ? `ended ${dayText(updatedAt)}` : 'has not ended, so it stays'}
          {goesNext && ' · goes to the trash with the next sweep'}
        </p>
      </div>
      <span className="flex-none tabular-nums">{sizeText(bytes)}</span>
    </li>
  )
}
