import { type ReactElement, useState } from 'react'
import { useAction } from '../../data/app-data.tsx'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { showHidden } from '../../viewers/text.ts'
import * as TEXT from '../../words/texts/artifact-details.ts'
import * as COMMON from '../../words/texts/common.ts'
import { FileActions } from './file-actions.tsx'
import type { Notes } from './use-opened.ts'

/** What can be done with the file, and what came of it. */
export function DetailsDock({
  artifactId,
  runId,
  path,
  content,
  problem,
  notes,
  isComparing,
  onCompare,
}: {
  artifactId: string
  runId: string
  path: string
  /** Null where `problem` says why it cannot be copied. */
  content: string | null
  problem: string | null
  notes: Notes
  isComparing: boolean
  /** Begins or ends; null: there is nothing to compare it with. */
  onCompare: (() => void) | null
}): ReactElement {
  /** Where the file is, if no file manager could be opened. */
  const [place, setPlace] = useState<string | null>(null)
  const action = useAction('artifacts.reveal')
  const reveal = (): void => {
    void action.run({ id: artifactId }).then((reply) => {
      if (reply?.ok !== true) return
      setPlace(reply.value.revealed ? null : reply.value.path)
      notes.setNote(reply.value.revealed ? TEXT.shownInFileManager : '')
    })
  }
  const copy = (): void => (content === null ? notes.copy(COMMON.path, path) : notes.copy(COMMON.content, content))
  useCommands([
    { keys: 'o', label: TEXT.revealLower, group: COMMON.artifacts, hint: true, run: reveal },
    {
      keys: 'y',
      label: content === null ? TEXT.copyPathLower : TEXT.copyContentLower,
      group: COMMON.artifacts,
      hint: true,
      run: copy,
    },
    ...(onCompare === null
      ? []
      : [
          {
            keys: 'x',
            label: isComparing ? TEXT.endComparingLower : TEXT.compareLower,
            group: COMMON.artifacts,
            hint: true,
            run: onCompare,
          },
        ]),
    { keys: 'shift+o', label: TEXT.copyPathLower, group: COMMON.artifacts, run: () => notes.copy(COMMON.path, path) },
  ])
  return (
    <div className="flex flex-wrap items-center gap-2">
      {onCompare !== null && (
        <Button icon="split" keys="x" pressed={isComparing} onClick={onCompare}>
          {TEXT.compare}
        </Button>
      )}
      <Button icon="folder" keys="o" onClick={reveal} disabled={action.isRunning}>
        {TEXT.reveal}
      </Button>
      <Button keys="y" onClick={copy}>
        {content === null ? TEXT.copyPath : TEXT.copyContent}
      </Button>
      <FileActions artifactId={artifactId} runId={runId} path={path} onNote={notes.setNote} />
      {place !== null && content !== null && (
        <Button onClick={() => notes.copy(COMMON.path, path)}>{TEXT.copyPath}</Button>
      )}
      <p role="status" className="min-h-[1.125rem] min-w-40 flex-1 text-12 text-ink-2 wrap-anywhere">
        {place !== null && (
          <>
            {TEXT.fileManagerCannotBeOpenedFromHere} <code>{showHidden(place)}</code>.{' '}
          </>
        )}
        {action.error ? `${action.error.message} ${action.error.remedy ?? ''}` : notes.note || problem}
      </p>
    </div>
  )
}
