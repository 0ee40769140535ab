import { type ReactElement, useEffect, useState } from 'react'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import type { ArtifactText } from '../../data/use-artifact.ts'
import type { HashCheck } from '../../data/use-hash.ts'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Status } from '../../ui/status.tsx'
import { BinarySummary } from '../../viewers/binary-summary.tsx'
import { showHidden } from '../../viewers/text.ts'
import type { ViewerKind } from '../../viewers/viewer-kind.ts'
import { baseName } from '../../words/numbers.ts'
import * as TEXT from '../../words/texts/artifacts.ts'
import * as COMMON from '../../words/texts/common.ts'
import { stepLook } from '../../words/work-words.ts'
import { ArtifactViewer } from './artifact-viewer.tsx'
import type { DiffPlace } from './diff-pane.tsx'
import { type CommandFacts, factsOf } from './facts.ts'
import { FirstBytes } from './first-bytes.tsx'
import { PANELS } from './use-panels.ts'
import { progressText, VIEW_NAMES } from './viewing.ts'
import { shortHash, titleOf } from './words.ts'

export interface ArtifactPaneProps {
  artifact: ArtifactRecord
  viewer: ViewerKind
  read: ArtifactText
  hash: HashCheck
  facts: CommandFacts | null
  line: number | null
  onLine(line: number): void
  find: string
  onFind(text: string): void
  diffPlace: DiffPlace | null
  onCopyLink(): void
  /** Here while the details are folded. */
  dock: ReactElement | null
}

/** The artifact's content under its name. */
export function ArtifactPane(props: ArtifactPaneProps): ReactElement {
  const { artifact, viewer, read, facts } = props
  const { isRaw, setRaw } = useRaw(artifact.id, viewer)
  const names = VIEW_NAMES[viewer]
  const title = titleOf(artifact)
  useCommands(
    names === null ? [] : [{ keys: 'r', label: TEXT.rawOrNot, group: COMMON.artifacts, run: () => setRaw(!isRaw) }],
  )
  return (
    <Panel
      id={PANELS.content}
      name={title}
      light="working"
      {...(props.dock === null ? {} : { dock: props.dock })}
      head={
        <>
          <h2 className="truncate font-strong">{showHidden(title)}</h2>
          {facts && <Status look={stepLook(facts)} />}
          <span className="ml-auto flex flex-none items-center gap-2">
            {names && <ShownAs names={names} isRaw={isRaw} onChange={setRaw} />}
            <Button icon="link" label={TEXT.copyLink} title={TEXT.copyLinkWithKey} onClick={props.onCopyLink} />
          </span>
        </>
      }
    >
      {props.hash === 'differs' && <Changed sha256={read.sha256 ?? factsOf(artifact).sha256} />}
      {read.cut !== null && <p className="border-line border-b bg-sunken px-4 py-1.5 text-12 text-ink-2">{read.cut}</p>}
      <div className="min-h-0 flex-1">
        <Content {...props} isRaw={isRaw} />
      </div>
    </Panel>
  )
}

/** A page that somebody else wrote is shown as one only where the person asks for it, each time. */
function useRaw(artifactId: string, viewer: ViewerKind): { isRaw: boolean; setRaw(isRaw: boolean): void } {
  const [isRaw, setRaw] = useState(false)
  const [framed, setFramed] = useState<string | null>(null)
  useEffect(() => setFramed((known) => (known === artifactId ? known : null)), [artifactId])
  if (viewer !== 'html') return { isRaw, setRaw }
  return { isRaw: framed !== artifactId, setRaw: (raw) => setFramed(raw ? null : artifactId) }
}

function ShownAs({
  names,
  isRaw,
  onChange,
}: {
  names: { shown: string; raw: string }
  isRaw: boolean
  onChange(isRaw: boolean): void
}): ReactElement {
  return (
    <fieldset className="flex divide-x divide-line rounded-control border border-line-strong bg-lit">
      <legend className="sr-only">{TEXT.shownAs}</legend>
      {[false, true].map((raw) => (
        <button
          key={String(raw)}
          type="button"
          aria-pressed={raw === isRaw}
          className={`min-h-6.5 px-2.5 text-12 first-of-type:rounded-l-chip last:rounded-r-chip ${raw === isRaw ? 'bg-pressed font-medium' : 'text-ink-2 hover:bg-hover'}`}
          onClick={() => onChange(raw)}
        >
          {raw ? names.raw : names.shown}
        </button>
      ))}
    </fieldset>
  )
}

function Content(props: ArtifactPaneProps & { isRaw: boolean }): ReactElement {
  const { artifact, viewer, read, facts } = props
  const recorded = factsOf(artifact)
  const mime = read.mime ?? recorded.mime ?? 'application/octet-stream'
  if (read.error) return <Failure error={read.error} retry={read.reload} />
  if (viewer === 'summary')
    return (
      <BinarySummary
        name={baseName(artifact.path)}
        kind={artifact.kind}
        bytes={recorded.bytes ?? 0}
        sha256={recorded.sha256 ?? COMMON.notRecorded}
        mime={mime}
      >
        <FirstBytes artifactId={artifact.id} />
      </BinarySummary>
    )
  if (read.text === null || read.bytes === null) return <Reading loaded={read.loadedBytes} total={read.total} />
  return (
    <ArtifactViewer
      {...props}
      key={artifact.id}
      viewer={viewer}
      text={read.text}
      bytes={read.bytes}
      mime={mime}
      hasFailed={facts !== null && (facts.timedOut || facts.exitCode !== 0)}
    />
  )
}

const Changed = ({ sha256 }: { sha256: string | null }): ReactElement => (
  <Failure
    error={{
      code: 'stale',
      message: TEXT.thisFileIsNotWhatWasRecorded,
      remedy: TEXT.itWasChangedAfterItWasWritten(shortHash(sha256 ?? '')),
    }}
  />
)

/** So long nothing is said, so that quick reads don't flicker. */
const QUIET_MS = 250

function Reading({ loaded, total }: { loaded: number; total: number | null }): ReactElement | null {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!isSlow) return null
  return (
    <p role="status" className="p-4 text-12 text-ink-3 tabular-nums">
      {progressText(loaded, total) ?? TEXT.readingArtifact}
    </p>
  )
}
