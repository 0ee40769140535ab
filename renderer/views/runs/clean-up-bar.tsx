import { type ReactElement, useState } from 'react'
import type { RunRow } from '../../../shared/views.ts'
import { useAction, useAppData } from '../../data/app-data.tsx'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/notice.tsx'
import { counted } from '../../words/counted.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/runs.ts'
import { dayText } from '../../words/times.ts'
import { type Removed, trashUntil } from './remove-run.tsx'

/** What can be done with the runs that are selected. */
export function CleanUpBar({
  rows,
  onClear,
  onRemoved,
}: {
  rows: readonly RunRow[]
  onClear: () => void
  onRemoved: (removed: Removed) => void
}): ReactElement {
  const { runs } = useAppData()
  const remove = useAction('runs.removeEnded')
  const [isAsking, setAsking] = useState(false)
  const [left, setLeft] = useState<string | null>(null)
  const ask = (): void => setAsking(true)
  useCommands([
    { keys: 'mod+backspace', label: TEXT.removeThoseSelected, group: TEXT.listOfRuns, hint: true, run: ask },
    { keys: 'escape', label: TEXT.selectNone, group: TEXT.listOfRuns, run: onClear },
  ])
  const confirm = async (): Promise<void> => {
    setAsking(false)
    const reply = await remove.run({ runIds: rows.map(({ id }) => id) })
    if (!reply?.ok) return
    const { done, refused } = reply.value
    setLeft(refused.length === 0 ? null : refused.map(({ why }) => why).join(' '))
    runs.reload()
    if (done.length > 0) onRemoved({ runIds: done, title: counted(done.length, 'run'), until: trashUntil() })
    if (refused.length === 0) onClear()
  }
  return (
    <section aria-label={TEXT.selectedRuns} className="flex-none border-line border-b bg-selected px-4 py-2">
      <div className="flex items-center gap-3">
        <span className="font-medium">{TEXT.selected(counted(rows.length, 'run'))}</span>
        <Button icon="trash" keys="mod+backspace" disabled={remove.isRunning} onClick={ask}>
          {COMMON.moveToTrash}
        </Button>
        <Button look="quiet" keys="escape" onClick={onClear}>
          {COMMON.selectNone}
        </Button>
      </div>
      {left !== null && <p role="alert">{left}</p>}
      {remove.error && <Failure error={remove.error} />}
      {isAsking && (
        <Confirm
          title={COMMON.moveToTrashWith(counted(rows.length, 'run'))}
          text={TEXT.theirHistoriesAndWorktreesCanBePut(dayText(trashUntil()))}
          action={COMMON.moveThemToTrash}
          onConfirm={() => void confirm()}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}
