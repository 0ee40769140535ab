import { type ReactElement, useMemo, useRef, useState } from 'react'
import { AppDataProvider, createAppData } from '../../renderer/data/app-data.tsx'
import { CommandKeys } from '../../renderer/keys/commands.tsx'
import { parseDiff } from '../../renderer/viewers/diff.ts'
import { DiffViewer } from '../../renderer/viewers/diff-viewer.tsx'
import { LogViewer } from '../../renderer/viewers/log-viewer.tsx'
import { MarkdownViewer } from '../../renderer/viewers/markdown-viewer.tsx'
import { eventFilter } from '../../renderer/views/run/event-filter.ts'
import { EventList } from '../../renderer/views/run/event-list.tsx'
import { useEventIndex } from '../../renderer/views/run/use-event-index.ts'
import type { RunView } from '../../shared/views.ts'
import { runView } from '../../test/renderer/rows.ts'
import { benchClient, eventAnswers, newestEvents } from './client.ts'

const ALL = { group: 'all', source: '', text: '' } as const
const NO_COMMENTS: readonly never[] = []

/** The timeline's list of a run with so many events. */
export function ManyEvents({ count }: { count: number }): ReactElement {
  const data = useMemo(() => createAppData(benchClient(eventAnswers(count))), [count])
  const view = useMemo(() => {
    const events = newestEvents(count)
    return { ...runView(), events, seq: events.at(-1)?.id ?? 0 }
  }, [count])
  return (
    <AppDataProvider value={data}>
      <Events view={view} />
    </AppDataProvider>
  )
}

function Events({ view }: { view: RunView }): ReactElement {
  const filter = useMemo(() => eventFilter(ALL), [])
  const shown = useEventIndex(view, filter)
  const field = useRef<HTMLInputElement>(null)
  const nothing = (): void => undefined
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

/** A diff as the review has it. */
export function Diff({ text }: { text: string }): ReactElement {
  const files = useMemo(() => parseDiff(text), [text])
  const [path, setPath] = useState<string | null>(files[0]?.path ?? null)
  return (
    <CommandKeys>
      <DiffViewer files={files} selectedPath={path} onSelectPath={setPath} comments={NO_COMMENTS} />
    </CommandKeys>
  )
}

export const Log = ({ text }: { text: string }): ReactElement => <LogViewer text={text} />
export const Markdown = ({ text }: { text: string }): ReactElement => <MarkdownViewer text={text} />
