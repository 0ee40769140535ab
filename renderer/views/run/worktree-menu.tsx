import { type ReactElement, useState } from 'react'
import { useAction, useCall } from '../../data/app-data.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import * as TEXT from '../../words/texts/run.ts'
import { copyText } from '../artifacts/copy-text.ts'

/** The run's worktree in another program of this machine, or its path. */
export function WorktreeMenu({ runId }: { runId: string }): ReactElement {
  const [told, setTold] = useState('')
  const opening = useAction('worktree.open')
  const open = (program: string): void => {
    setTold('')
    void opening.run({ runId, program })
  }
  const copy = (path: string): void => {
    void copyText(path).then((isCopied) => setTold(isCopied ? TEXT.pathCopied : TEXT.notCopied(path)))
  }
  const { error } = opening
  return (
    <div className="flex flex-none items-center gap-2">
      {error !== null && (
        <p role="alert" className="max-w-80 text-12 text-fail wrap-anywhere">
          {error.message} {error.remedy}
        </p>
      )}
      <p role="status" className="text-12 text-ink-3">
        {told}
      </p>
      <Menu label={TEXT.worktreeOfThisRun} button={{ look: 'quiet', icon: 'folder', children: TEXT.openIn }}>
        <Places runId={runId} onOpen={open} onCopy={copy} />
      </Menu>
    </div>
  )
}

function Places({
  runId,
  onOpen,
  onCopy,
}: {
  runId: string
  onOpen: (program: string) => void
  onCopy: (path: string) => void
}): ReactElement {
  const { value, error } = useCall('worktree.get', { runId })
  return (
    <>
      {error !== null && <p className="px-3 py-1 text-fail">{error.message}</p>}
      {value !== null && !value.isThere && <p className="px-3 py-1 text-ink-3">{TEXT.runHasNoWorktreeNow}</p>}
      {value?.isThere === true &&
        value.programs.map(({ id, name }) => (
          <MenuItem key={id} onClick={() => onOpen(id)}>
            {name}
          </MenuItem>
        ))}
      {value !== null && <MenuItem onClick={() => onCopy(value.path)}>{TEXT.copyItsPath}</MenuItem>}
    </>
  )
}
