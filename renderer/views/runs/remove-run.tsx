import { type ReactElement, useState } from 'react'
import { TRASH_DAYS } from '../../../shared/trash-days.ts'
import type { RunRow } from '../../../shared/views.ts'
import { FINAL_RUN_STATUSES } from '../../../shared/words.ts'
import { useAction, useAppData } from '../../data/app-data.tsx'
import { useCommands } from '../../keys/commands.tsx'
import { hrefOf } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/notice.tsx'
import { showLines } from '../../viewers/text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/runs.ts'
import { dayText } from '../../words/times.ts'

export interface Removed {
  runIds: readonly string[]
  /** The goal of one, or how many. */
  title: string
  until: string
}

/** Until when what is removed now can be put back (ISO). */
export const trashUntil = (): string => new Date(Date.now() + TRASH_DAYS * 86_400_000).toISOString()

/** Removes the selected run, after a question. `onRemoved`: so that it can be taken back. */
export function RemoveRun({ row, onRemoved }: { row: RunRow; onRemoved: (removed: Removed) => void }): ReactElement {
  const remove = useAction('runs.remove')
  const [isAsking, setAsking] = useState(false)
  const ask = (): void => setAsking(true)
  useCommands([{ keys: 'mod+backspace', label: TEXT.remove, group: TEXT.listOfRuns, hint: true, run: ask }])
  const confirm = async (): Promise<void> => {
    setAsking(false)
    const done = await remove.run({ runId: row.id })
    if (done?.ok) onRemoved({ runIds: [row.id], title: row.goal, until: done.value.until })
  }
  const until = dayText(trashUntil())
  const branch = row.branch === null ? '' : TEXT.itsBranchIsYoursAndStays(row.branch)
  return (
    <>
      {remove.error && <Failure error={remove.error} />}
      <Button look="quiet" icon="trash" onClick={ask}>
        {TEXT.removeEllipsis}
      </Button>
      {isAsking && (
        <Confirm
          title={TEXT.removeThisRun}
          text={TEXT.whatRemovingDoes(
            FINAL_RUN_STATUSES.some((final) => final === row.status) ? '' : TEXT.itIsPausedFirst,
            until,
            branch,
          )}
          action={TEXT.removeRun}
          onConfirm={() => void confirm()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

/** What was just removed, with the way back. */
export function RemovedNotice({ removed, onClose }: { removed: Removed; onClose: () => void }): ReactElement {
  const { runs } = useAppData()
  const putBack = useAction('runs.putBack')
  const undo = async (): Promise<void> => {
    for (const runId of removed.runIds) {
      const done = await putBack.run({ runId })
      if (!done?.ok) return
    }
    runs.reload()
    onClose()
  }
  useCommands([{ keys: 'mod+z', label: TEXT.putBack, group: TEXT.listOfRuns, hint: true, run: () => void undo() }])
  return (
    <div className="flex flex-none items-center gap-3 border-line border-b bg-sunken px-4 py-2">
      <p role="status" className="min-w-0 flex-1 truncate" dir="auto" title={showLines(removed.title)}>
        {putBack.error
          ? putBack.error.message
          : TEXT.removedAndInTrashUntil(dayText(removed.until), showLines(removed.title))}
      </p>
      <a href={hrefOf({ name: 'removed' })} className="flex-none text-lapis hover:underline">
        {COMMON.removedRuns}
      </a>
      <Button keys="mod+z" onClick={() => void undo()} disabled={putBack.isRunning}>
        {removed.runIds.length === 1 ? COMMON.putItBack : TEXT.putThemBack}
      </Button>
      <Button look="quiet" icon="close" label={TEXT.closeNotice} onClick={onClose} />
    </div>
  )
}
