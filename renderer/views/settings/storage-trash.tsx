import { type ReactElement, useState } from 'react'
import type { StorageView } from '../../../shared/views.ts'
import { useAction } from '../../data/app-data.tsx'
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

type Row = StorageView['trash'][number]

/** What was removed: put back one by one, or deleted for good, several at once. */
export function StorageTrash({ rows, onDone }: { rows: readonly Row[]; onDone(text: string): void }): ReactElement {
  const purge = useAction('runs.purge')
  const putBack = useAction('runs.putBack')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [isAsking, setAsking] = useState(false)
  const chosen = pickedOf(rows, picked)
  const bytes = chosen.reduce((sum, row) => sum + row.bytes, 0)
  const destroy = async (): Promise<void> => {
    setAsking(false)
    const done = await purge.run({ runIds: chosen.map(({ runId }) => runId) })
    if (!done?.ok) return
    setPicked(new Set())
    onDone(outcomeText(done.value, TEXT.deletedForGood))
  }
  const back = async (runId: string): Promise<void> => {
    const done = await putBack.run({ runId })
    if (done?.ok) onDone(TEXT.runWasPutBack)
  }
  const error = purge.error ?? putBack.error
  if (rows.length === 0) return <p className="border-line border-b py-2 text-ink-3">{COMMON.nothingIsInTrash}</p>
  return (
    <>
      <div className="flex items-center gap-3 py-2">
        <Button
          look="danger"
          icon="trash"
          disabled={chosen.length === 0 || purge.isRunning}
          onClick={() => setAsking(true)}
        >
          {TEXT.deleteForGood}
        </Button>
        <span className="text-12 text-ink-3">
          {chosen.length === 0 ? TEXT.noneIsSelected : `${counted(chosen.length, 'run')}, ${sizeText(bytes)}`}
        </span>
      </div>
      {error !== null && <Failure error={error} />}
      <ul aria-label={TEXT.trash} className="divide-y divide-line border-line border-y">
        {rows.map(({ runId, goal, repoPath, until, bytes: size }) => (
          <li key={runId} className="flex min-h-9 items-center gap-3 py-1">
            <input
              type="checkbox"
              className="size-4 flex-none accent-lapis-fill"
              aria-label={COMMON.select(showLines(goal))}
              checked={picked.has(runId)}
              onChange={() => setPicked((before) => toggled(before, runId))}
            />
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium" dir="auto" title={showLines(goal)}>
                {showLines(goal)}
              </p>
              <p className="truncate text-12 text-ink-3" title={repoPath}>
                {TEXT.repositoryAndUntil(baseName(repoPath), dayText(until))}
              </p>
            </div>
            <span className="flex-none tabular-nums">{sizeText(size)}</span>
            <Button
              label={TEXT.putItBack(showLines(goal))}
              disabled={putBack.isRunning}
              onClick={() => void back(runId)}
            >
              {COMMON.putItBack}
            </Button>
          </li>
        ))}
      </ul>
      {isAsking && (
        <Confirm
          title={TEXT.deleteForGoodWith(counted(chosen.length, 'run'))}
          text={TEXT.historyArtifactsAndWorktreesAreDeleted(sizeText(bytes))}
          action={TEXT.deleteThemForGood}
          onConfirm={() => void destroy()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
