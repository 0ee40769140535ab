import { type ReactElement, useState } from 'react'
import type { RunRow } from '../../../shared/views.ts'
import { useAction, useAppData } from '../../data/app-data.tsx'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/notice.tsx'
import { counted } from '../../words/numbers.ts'
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
    { keys: 'mod+backspace', label: 'remove those selected', group: 'List of runs', hint: true, run: ask },
    { keys: 'escape', label: 'select none', group: 'List of runs', run: onClear },
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
    <section aria-label="Selected runs" className="flex-none border-line border-b bg-selected px-4 py-2">
      <div className="flex items-center gap-3">
        <span className="font-medium">{counted(rows.length, 'run')} selected</span>
        <Button icon="trash" keys="mod+backspace" disabled={remove.isRunning} onClick={ask}>
          Move to the trash…
        </Button>
        <Button look="quiet" keys="escape" onClick={onClear}>
          Select none
        </Button>
      </div>
      {left !== null && <p role="alert">{left}</p>}
      {remove.error && <Failure error={remove.error} />}
      {isAsking && (
        <Confirm
          title={`Move ${counted(rows.length, 'run')} to the trash?`}
          text={`Their histories and worktrees can be put back until ${dayText(trashUntil())}; then they are deleted. Their branches are yours and stay.`}
          action="Move them to the trash"
          onConfirm={() => void confirm()}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}
