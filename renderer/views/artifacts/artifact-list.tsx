import { type KeyboardEvent, type ReactElement, useEffect } from 'react'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import type { TurnRecord } from '../../../shared/evidence.ts'
import { stepIn } from '../../keys/use-list-keys.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/notice.tsx'
import { Status } from '../../ui/status.tsx'
import { showHidden } from '../../viewers/text.ts'
import { bytesText } from '../../words/numbers.ts'
import * as TEXT from '../../words/texts/artifacts.ts'
import { fullTime, shortTime } from '../../words/times.ts'
import { stepLook } from '../../words/work-words.ts'
import { factsOf } from './facts.ts'
import type { ArtifactGroup } from './groups.ts'
import { Thumbnail } from './thumbnail.tsx'
import type { Artifacts } from './use-artifacts.ts'
import type { Ran } from './use-chosen.ts'
import { roleWord, titleOf } from './words.ts'

export const linkId = (artifactId: string): string => `artifact-${artifactId}`

export interface ArtifactListProps {
  groups: readonly ArtifactGroup[]
  selected: string | null
  /** By key: without a step in the history. */
  onSelect(id: string): void
  /** Enter on the selected one: to its content. */
  onOpen(): void
  ranOf(artifact: ArtifactRecord): Ran | null
  turns: readonly TurnRecord[]
  source: Pick<Artifacts, 'hasOlder' | 'isLoading' | 'error' | 'loadOlder'>
}

/** Groups of links with one Tab stop; arrows, Home and End move. */
export function ArtifactList(props: ArtifactListProps): ReactElement {
  const { groups, selected, onSelect, source } = props
  const ids = groups.flatMap(({ artifacts }) => artifacts.map(({ id }) => id))
  const stop = selected !== null && ids.includes(selected) ? selected : ids[0]
  useEffect(() => {
    if (selected !== null) document.getElementById(linkId(selected))?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -ids.length, End: ids.length }[event.key]
    const next = step === undefined ? null : stepIn(ids, stop ?? null, step)
    if (next === null) return
    event.preventDefault()
    onSelect(next)
    document.getElementById(linkId(next))?.focus()
  }
  const now = new Date()
  return (
    <div>
      {groups.map((group) => (
        <section key={group.key} aria-label={group.title}>
          <div className="flex items-baseline gap-2 px-3 pt-3 pb-1">
            <h3 className="flex-none text-12 font-strong text-ink-2">{group.title}</h3>
            <span className="min-w-0 flex-1 truncate text-12 text-ink-3" dir="auto" title={group.detail}>
              {showHidden(group.detail)}
            </span>
            <time className="flex-none text-12 text-ink-3 tabular-nums" dateTime={group.at} title={fullTime(group.at)}>
              {shortTime(group.at, now)}
            </time>
          </div>
          <ul>
            {group.artifacts.map((artifact) => (
              <li key={artifact.id} className="[contain-intrinsic-size:auto_3.25rem] [content-visibility:auto]">
                <ArtifactLink {...props} artifact={artifact} isStop={artifact.id === stop} onKeyDown={onKeyDown} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <div className="flex flex-col items-start gap-2 p-3">
        {source.error && <Failure error={source.error} retry={source.loadOlder} />}
        {source.hasOlder && source.error === null && (
          <Button onClick={source.loadOlder} disabled={source.isLoading}>
            {source.isLoading ? TEXT.readingOlderArtifacts : TEXT.showOlderArtifacts}
          </Button>
        )}
      </div>
    </div>
  )
}

function ArtifactLink({
  artifact,
  isStop,
  onKeyDown,
  selected,
  onOpen,
  ranOf,
  turns,
}: ArtifactListProps & {
  artifact: ArtifactRecord
  isStop: boolean
  onKeyDown(event: KeyboardEvent): void
}): ReactElement {
  const isSelected = artifact.id === selected
  const quiet = isSelected ? 'text-ink-2' : 'text-ink-3'
  const { bytes, turnId } = factsOf(artifact)
  const ran = ranOf(artifact)
  const turn = turns.find(({ id }) => id === turnId)
  const notes = [
    ...(ran === null ? [roleWord(artifact)] : []),
    ...(turn === undefined ? [] : [`turn ${turn.number}`]),
    ...(bytes === null ? [] : [bytesText(bytes)]),
  ].join(' · ')
  return (
    <a
      id={linkId(artifact.id)}
      href={hrefOf(runRoute(artifact.runId, 'artifacts', artifact.id))}
      aria-current={isSelected ? 'true' : undefined}
      tabIndex={isStop ? 0 : -1}
      className={`flex min-h-13 items-center gap-3 px-3 py-1.5 text-ink no-underline -outline-offset-2 ${isSelected ? 'bg-selected shadow-[inset_2px_0_0_var(--lapis)]' : 'hover:bg-hover'}`}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        // Enter on a link is a click without a pointer.
        if (isSelected && event.detail === 0) {
          event.preventDefault()
          onOpen()
        }
      }}
    >
      <Thumbnail artifact={artifact} isSelected={isSelected} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{showHidden(titleOf(artifact))}</span>
          <time
            className={`flex-none text-11 tabular-nums ${quiet}`}
            dateTime={artifact.createdAt}
            title={fullTime(artifact.createdAt)}
          >
            {shortTime(artifact.createdAt, new Date())}
          </time>
        </span>
        <span className={`flex items-center gap-1.5 text-12 ${quiet}`}>
          {ran !== null && <span className="min-w-0 truncate">{showHidden(ran.command)}</span>}
          {ran?.facts && <Status look={stepLook(ran.facts)} />}
          <span className="flex-none">{notes}</span>
        </span>
      </span>
    </a>
  )
}
