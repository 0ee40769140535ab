import { type ReactElement, useState } from 'react'
import { useAction, useCall } from '../../data/app-data.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import * as TEXT from '../../words/texts/run.ts'
import { copyText } from '../artifacts/copy-text.ts'

/** The run's worktree in another program of this machine, or its path. */
export function WorktreeMenu({ runId }: { runId: string }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const [told, setTold] = useState('')
  const opening = useAction('worktree.open')
  const open = (program: string): void => {
    setOpen(false)
    setTold('')
    void opening.run({ runId, program })
  }
  const copy = (path: string): void => {
    setOpen(false)
    void copyText(path).then((isCopied) => setTold(isCopied ? TEXT.pathCopied : TEXT.notCopied(path)))
  }
  const { error } = opening
  return (
    <div className="relative flex flex-none items-center gap-2">
      {error !== null && (
        <p role="alert" className="max-w-80 text-12 text-fail wrap-anywhere">
          {error.message} {error.remedy}
        </p>
      )}
      <p role="status" className="text-12 text-ink-3">
        {told}
      </p>
      <Button look="quiet" icon="folder" hasMenu expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {TEXT.openIn}
      </Button>
      {isOpen && <Places runId={runId} onOpen={open} onCopy={copy} onClose={() => setOpen(false)} />}
    </div>
  )
}

interface PlacesProps {
  runId: string
  onOpen: (program: string) => void
  onCopy: (path: string) => void
  onClose: () => void
}

function Places({ runId, onOpen, onCopy, onClose }: PlacesProps): ReactElement | null {
  const { value, error } = useCall('worktree.get', { runId })
  if (value === null && error === null) return null
  return (
    <Menu label={TEXT.worktreeOfThisRun} onClose={onClose}>
      {error !== null && <p className="px-3 py-1 text-fail">{error.message}</p>}
      {value !== null && !value.isThere && <p className="px-3 py-1 text-ink-3">{TEXT.runHasNoWorktreeNow}</p>}
      {value?.isThere === true &&
        value.programs.map(({ id, name }) => (
          <MenuItem key={id} onClick={() => onOpen(id)}>
            {name}
          </MenuItem>
        ))}
      {value !== null && <MenuItem onClick={() => onCopy(value.path)}>{TEXT.copyItsPath}</MenuItem>}
    </Menu>
  )
}
