import { type ReactElement, type RefObject, useRef } from 'react'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LogViewer } from '../../viewers/log-viewer.tsx'
import * as TEXT from '../../words/texts/artifacts.ts'
import { FindField } from './find-field.tsx'
import { type LogPlaces, useLogPlaces } from './use-log-places.ts'

export interface LogPaneProps {
  text: string
  line: number | null
  onLine(line: number): void
  hasFailed: boolean
  find: string
  onFind(text: string): void
  label: string
}

/** A log with what finds a place in it. The current hit, or failing line, is the line of the address. */
export function LogPane(props: LogPaneProps): ReactElement {
  const { text, find, label } = props
  const field = useRef<HTMLInputElement>(null)
  const pane = useRef<HTMLDivElement>(null)
  const places = useLogPlaces(text, find, props)
  const { marksOf, shown } = places
  useCommands([
    { keys: 'mod+f', label: TEXT.findInLogLower, group: TEXT.log, hint: true, run: () => field.current?.select() },
    { keys: 'n', label: TEXT.nextHitLower, group: TEXT.log, hint: true, run: () => places.goToHit(1) },
    { keys: 'p', label: TEXT.previousHitLower, group: TEXT.log, run: () => places.goToHit(-1) },
    { keys: 'shift+f', label: TEXT.nextFailingLineLower, group: TEXT.log, hint: true, run: places.goToFailure },
  ])
  const leave = (): void => pane.current?.querySelector<HTMLElement>('section[tabindex="0"]')?.focus()
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PlacesBar {...props} field={field} places={places} onLeave={leave} />
      <div ref={pane} className="min-h-0 flex-1">
        <LogViewer text={text} label={label} marksOf={marksOf} {...(shown === null ? {} : { highlightLine: shown })} />
      </div>
    </div>
  )
}

function PlacesBar({
  field,
  find,
  onFind,
  places,
  onLeave,
}: Pick<LogPaneProps, 'find' | 'onFind'> & {
  field: RefObject<HTMLInputElement | null>
  places: LogPlaces
  onLeave(): void
}): ReactElement {
  const hasNone = places.hits?.length === 0
  return (
    <div className="flex flex-none items-center gap-2 border-line border-b bg-panel px-3 py-1.5">
      <FindField field={field} find={find} onFind={onFind} places={places} onLeave={onLeave} />
      <Button look="quiet" label={TEXT.previousHit} disabled={hasNone} onClick={() => places.goToHit(-1)}>
        <Icon name="chevron_down" className="size-4 rotate-180" />
      </Button>
      <Button look="quiet" label={TEXT.nextHit} disabled={hasNone} onClick={() => places.goToHit(1)}>
        <Icon name="chevron_down" />
      </Button>
      <span className="ml-auto">
        <Failing places={places} />
      </span>
    </div>
  )
}

function Failing({ places: { failures, problem, goToFailure } }: { places: LogPlaces }): ReactElement | null {
  if (problem !== null) return <span className="text-12 text-fail">{TEXT.nothingCanBeFoundInIt(problem)}</span>
  if (failures === null) return null
  if (failures.length === 0) return <span className="text-12 text-ink-3">{TEXT.noLineTellsOfFailure}</span>
  return (
    <Button look="quiet" icon="failed" onClick={goToFailure}>
      {TEXT.nextFailingLine}
    </Button>
  )
}
