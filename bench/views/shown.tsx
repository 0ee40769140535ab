import { type ReactElement, useMemo, useRef, useState } from 'react'
import { type AppData, AppDataProvider, useOpenRun } from '../../renderer/data/app-data.tsx'
import { useArtifactText } from '../../renderer/data/use-artifact.ts'
import { CommandKeys } from '../../renderer/keys/commands.tsx'
import { Loading } from '../../renderer/ui/notice.tsx'
import { parseDiff } from '../../renderer/viewers/diff.ts'
import { DiffViewer } from '../../renderer/viewers/diff-viewer.tsx'
import { MarkdownViewer } from '../../renderer/viewers/markdown-viewer.tsx'
import { LogPane } from '../../renderer/views/artifacts/log-pane.tsx'
import { eventFilter } from '../../renderer/views/run/event-filter.ts'
import { EventList } from '../../renderer/views/run/event-list.tsx'
import { useEventIndex } from '../../renderer/views/run/use-event-index.ts'
import type { RunView } from '../../shared/views.ts'

import { CASES, type CaseName } from './cases.ts'

const ALL = { group: 'all', source: '', text: '' } as const
const NO_COMMENTS: readonly never[] = []
function nothing(): void {}

export interface ViewProps {
  name: CaseName
  /** Of the run or the artifact. */
  id: string
  /** All of it was read. */
  onRead(): void
}

/** A view as a person opens it: it reads what it shows from the server, and draws that. */
export function View({ data, ...props }: ViewProps & { data: AppData }): ReactElement {
  return (
    <AppDataProvider value={data}>
      <CommandKeys>
        {CASES[props.name].view === 'events' ? <OpenedRun {...props} /> : <ReadText {...props} />}
      </CommandKeys>
    </AppDataProvider>
  )
}

function OpenedRun({ id, onRead }: ViewProps): ReactElement {
  const { view } = useOpenRun(id)
  // Once, and before it is drawn.
  useMemo(() => view !== null && onRead(), [view, onRead])
  return view === null ? <Loading what="the run" /> : <Events view={view} />
}

function ReadText({ name, id, onRead }: ViewProps): ReactElement {
  const { text } = useArtifactText(id)
  useMemo(() => text !== null && onRead(), [text, onRead])
  if (text === null) return <Loading what="the text" />
  switch (CASES[name].view) {
    case 'diff':
      return <Diff text={text} />
    case 'log':
      return <Log text={text} />
    default:
      return <MarkdownViewer text={text} />
  }
}

/** The timeline's list of a run. */
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
function Diff({ text }: { text: string }): ReactElement {
  const files = useMemo(() => parseDiff(text), [text])
  const [path, setPath] = useState<string | null>(files[0]?.path ?? null)
  return (
    <DiffViewer
      files={files}
      selectedPath={path}
      onSelectPath={setPath}
      comments={NO_COMMENTS}
      onComment={nothing}
      onMore={nothing}
    />
  )
}

/** The log of a command that ended well, with what finds a place in it. */
const Log = ({ text }: { text: string }): ReactElement => (
  <LogPane text={text} line={null} onLine={nothing} hasFailed={false} find="" onFind={nothing} label="Log" />
)
