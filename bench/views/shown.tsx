import { type ReactElement, useMemo, useRef, useState } from 'react'
import { type AppData, AppDataProvider } from '../../renderer/data/app-data.tsx'
import { CommandKeys } from '../../renderer/keys/commands.tsx'
import { parseDiff } from '../../renderer/viewers/diff.ts'
import { DiffViewer } from '../../renderer/viewers/diff-viewer.tsx'
import { MarkdownViewer } from '../../renderer/viewers/markdown-viewer.tsx'
import { LogPane } from '../../renderer/views/artifacts/log-pane.tsx'
import { eventFilter } from '../../renderer/views/run/event-filter.ts'
import { EventList } from '../../renderer/views/run/event-list.tsx'
import { useEventIndex } from '../../renderer/views/run/use-event-index.ts'
import type { RunView } from '../../shared/views.ts'

const ALL = { group: 'all', source: '', text: '' } as const
const NO_COMMENTS: readonly never[] = []
function nothing(): void {}

/** The timeline's list of a run that is open. */
export const ManyEvents = ({ data, view }: { data: AppData; view: RunView }): ReactElement => (
  <AppDataProvider value={data}>
    <Events view={view} />
  </AppDataProvider>
)

function Events({ view }: { view: RunView }): ReactElement {
  const filter = useMemo(() => eventFilter(ALL), [])
  const shown = useEventIndex(view, filter)
  const field = useRef<HTMLInputElement>(null)
  return (
    <div className="flex h-full flex-col">
      <EventList
        shown={shown}
        filter={ALL}
        onFilter={nothing}
        selectedId={null}
        onSelect={nothing}
        onStep={nothing}
        filterRef={field}
      />
    </div>
  )
}

/** A diff as the review has it: its lines can be commented. */
export function Diff({ text }: { text: string }): ReactElement {
  const files = useMemo(() => parseDiff(text), [text])
  const [path, setPath] = useState<string | null>(files[0]?.path ?? null)
  return (
    <CommandKeys>
      <DiffViewer
        files={files}
        selectedPath={path}
        onSelectPath={setPath}
        comments={NO_COMMENTS}
        onComment={nothing}
        onMore={nothing}
      />
    </CommandKeys>
  )
}

/** The log of a command that ended well, with what finds a place in it. */
export const Log = ({ text }: { text: string }): ReactElement => (
  <CommandKeys>
    <LogPane text={text} line={null} onLine={nothing} hasFailed={false} find="" onFind={nothing} label="Log" />
  </CommandKeys>
)

export const Markdown = ({ text }: { text: string }): ReactElement => <MarkdownViewer text={text} />
