import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react'
import { useCommands } from '../../keys/commands.tsx'
import { type DiffFile, parseDiff } from '../../viewers/diff.ts'
import { DiffViewer } from '../../viewers/diff-viewer.tsx'
import { FileList } from '../../viewers/file-list.tsx'
import type { DiffHandle } from '../../viewers/use-diff-handle.ts'
import { countedLong } from '../../words/counted.ts'
import * as TEXT from '../../words/texts/artifacts.ts'
import * as COMMON from '../../words/texts/common.ts'

/** Asked for once per object. `line` of the new file; null: the whole file. */
export interface DiffPlace {
  path: string
  line: number | null
}

const NO_COMMENTS: readonly never[] = []

export function DiffPane({
  text,
  label,
  place,
}: {
  text: string
  label: string
  place: DiffPlace | null
}): ReactElement {
  const files = useMemo(() => parseDiff(text), [text])
  const [path, setPath] = useState<string | null>(files[0]?.path ?? null)
  const diff = useRef<DiffHandle>(null)
  useEffect(() => {
    if (place) diff.current?.show(place.path, place.line)
  }, [place])
  useCommands([
    { keys: 'n', label: COMMON.nextChange, group: TEXT.diff, hint: true, run: () => diff.current?.moveChange(1) },
    { keys: 'p', label: COMMON.previousChange, group: TEXT.diff, run: () => diff.current?.moveChange(-1) },
    { keys: 'shift+j', label: COMMON.nextFile, group: TEXT.diff, hint: true, run: () => diff.current?.moveFile(1) },
    { keys: 'shift+k', label: COMMON.previousFile, group: TEXT.diff, run: () => diff.current?.moveFile(-1) },
  ])
  if (files.length === 0) return <p className="p-4 text-ink-3">{COMMON.nothingWasChanged}</p>
  return (
    <div className="@container flex h-full min-h-0 flex-col">
      {files.length > 1 && <Counts files={files} />}
      <div className="flex min-h-0 flex-1">
        {files.length > 1 && (
          <div className="hidden w-56 flex-none border-line border-r bg-panel py-1 @2xl:block">
            <FileList files={files} selectedPath={path} onSelect={setPath} />
          </div>
        )}
        <div className="min-w-0 flex-1">
          <DiffViewer
            files={files}
            selectedPath={path}
            onSelectPath={setPath}
            comments={NO_COMMENTS}
            handle={diff}
            label={label}
          />
        </div>
      </div>
    </div>
  )
}

function Counts({ files }: { files: readonly DiffFile[] }): ReactElement {
  const sum = (of: 'additions' | 'deletions'): string =>
    files.reduce((total, file) => total + file[of], 0).toLocaleString('en')
  return (
    <p className="flex-none border-line border-b px-4 py-1 text-12 text-ink-2 tabular-nums">
      {countedLong(files.length, 'file')}, <span className="text-pass">+{sum('additions')}</span>{' '}
      <span className="text-fail">−{sum('deletions')}</span>
    </p>
  )
}
