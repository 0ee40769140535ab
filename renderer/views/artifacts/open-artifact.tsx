import { type ReactElement, useMemo, useState } from 'react'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import type { RunView } from '../../../shared/views.ts'
import { useCommands } from '../../keys/commands.tsx'
import { hrefOf, type Route, replaceRoute, runRoute } from '../../route.ts'
import { Icon } from '../../ui/icon.tsx'
import { Wing } from '../../ui/wing.tsx'
import * as TEXT from '../../words/texts/artifacts.ts'
import * as COMMON from '../../words/texts/common.ts'
import { ArtifactPane } from './artifact-pane.tsx'
import { comparables, placeOf } from './comparables.ts'
import { ComparePane } from './compare-pane.tsx'
import { DetailsDock } from './details-dock.tsx'
import { DetailsPanel } from './details-panel.tsx'
import type { DiffPlace } from './diff-pane.tsx'
import type { CommandFacts } from './facts.ts'
import type { Ran } from './use-chosen.ts'
import { useNotes, useOpened } from './use-opened.ts'
import { copyProblem } from './viewing.ts'

export interface OpenArtifactProps {
  view: RunView
  artifact: ArtifactRecord
  artifacts: readonly ArtifactRecord[]
  ran: Ran | null
  factsOfLog(artifactId: string): CommandFacts | null
  line: number | null
  /** The artifact that it is compared with; null, or none that it could be: it is shown by itself. */
  compareWith: string | null
  /** The file of a diff that the address names. */
  path: string | null
  isDetailsFolded: boolean
  onUnfoldDetails(): void
}

/** The centre and the right panel: one artifact's content and its details. */
export function OpenArtifact(props: OpenArtifactProps): ReactElement {
  const { artifact, artifacts, compareWith, ran, line, path, isDetailsFolded } = props
  const opened = useOpened(artifact)
  const notes = useNotes(artifact.id)
  const [find, setFind] = useState('')
  const [asked, setAsked] = useState<{ artifactId: string; place: DiffPlace } | null>(null)
  const addressed = useMemo(() => (path === null ? null : { path, line }), [path, line])
  const placeAt = (at: number | null): Route => runRoute(artifact.runId, 'artifacts', artifact.id, at, path)
  const copyLink = (): void => notes.copy(TEXT.link, new URL(hrefOf(placeAt(line)), location.href).href)
  useCommands([{ keys: 'shift+y', label: TEXT.copyLinkLower, group: COMMON.artifacts, run: copyLink }])
  const others = useMemo(() => comparables(artifact, artifacts), [artifact, artifacts])
  const other = others.find(({ id }) => id === compareWith) ?? null
  const [first = null] = others
  const compare = (id: string | null): void =>
    replaceRoute(runRoute(artifact.runId, 'artifacts', placeOf(artifact.id, id)))
  const { viewer, read } = opened
  const problem = copyProblem(viewer, read.text !== null, read.cut !== null)
  const dock = (
    <DetailsDock
      key={artifact.id}
      artifactId={artifact.id}
      runId={artifact.runId}
      path={opened.path}
      content={problem === null ? read.text : null}
      problem={read.text === null && viewer !== 'summary' ? null : problem}
      isComparing={other !== null}
      onCompare={first === null ? null : () => compare(other === null ? first.id : null)}
      notes={notes}
    />
  )
  return (
    <>
      {other !== null ? (
        <ComparePane
          artifact={artifact}
          other={other}
          others={others}
          onOther={compare}
          onClose={() => compare(null)}
          dock={isDetailsFolded ? dock : null}
        />
      ) : (
        <ArtifactPane
          {...opened}
          artifact={artifact}
          facts={ran?.facts ?? null}
          line={line}
          onLine={(next) => replaceRoute(placeAt(next))}
          find={find}
          onFind={setFind}
          diffPlace={asked?.artifactId === artifact.id ? asked.place : addressed}
          onCopyLink={copyLink}
          dock={isDetailsFolded ? dock : null}
        />
      )}
      {isDetailsFolded ? (
        <Wing name={COMMON.details} mark={<Icon name="info" />} keys="3" onOpen={props.onUnfoldDetails} />
      ) : (
        <DetailsPanel
          {...props}
          {...opened}
          onCopy={notes.copy}
          onDiffPlace={(place) => setAsked({ artifactId: artifact.id, place })}
          dock={dock}
        />
      )}
    </>
  )
}
