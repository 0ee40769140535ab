import { type ReactElement, Suspense } from 'react'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import { late } from '../../ui/late.tsx'
import type { ViewerKind } from '../../viewers/viewer-kind.ts'
import type { DiffPlace } from './diff-pane.tsx'
import { titleOf } from './words.ts'

const LogPane = late(() => import('./log-pane.tsx').then((module) => module.LogPane))
const DiffPane = late(() => import('./diff-pane.tsx').then((module) => module.DiffPane))
const CodeViewer = late(() => import('../../viewers/code-viewer.tsx').then((module) => module.CodeViewer))
const JsonViewer = late(() => import('../../viewers/json-viewer.tsx').then((module) => module.JsonViewer))
const MarkdownViewer = late(() => import('../../viewers/markdown-viewer.tsx').then((module) => module.MarkdownViewer))
const CsvViewer = late(() => import('../../viewers/csv-viewer.tsx').then((module) => module.CsvViewer))
const HtmlFrame = late(() => import('../../viewers/html-frame.tsx').then((module) => module.HtmlFrame))
const ImageViewer = late(() => import('../../viewers/image-viewer.tsx').then((module) => module.ImageViewer))

export interface ArtifactViewerProps {
  viewer: Exclude<ViewerKind, 'summary'>
  artifact: ArtifactRecord
  text: string
  bytes: Uint8Array
  mime: string
  isRaw: boolean
  /** The line of the address. */
  line: number | null
  onLine(line: number): void
  /** Whether the command that wrote this log failed: then its first failing line is in view. */
  hasFailed: boolean
  find: string
  onFind(text: string): void
  diffPlace: DiffPlace | null
}

/** What was read, as its kind is best read; each view is loaded when it is needed first. */
export function ArtifactViewer(props: ArtifactViewerProps): ReactElement {
  return (
    <Suspense fallback={null}>
      <Viewer {...props} />
    </Suspense>
  )
}

function Viewer(props: ArtifactViewerProps): ReactElement {
  const { viewer, artifact, text, line, isRaw } = props
  const label = titleOf(artifact)
  const raw = (
    // A name that no language claims: what is raw is not toned.
    <CodeViewer
      text={text}
      path={viewer === 'code' || viewer === 'html' ? artifact.path : 'raw.txt'}
      label={label}
      {...(line === null ? {} : { highlightLine: line })}
    />
  )
  if (isRaw || viewer === 'code') return raw
  switch (viewer) {
    case 'log':
      return <LogPane {...props} label={label} />
    case 'diff':
      return <DiffPane text={text} label={label} place={props.diffPlace} />
    case 'json':
      return <JsonViewer text={text} label={label} />
    case 'markdown':
      return <MarkdownViewer text={text} label={label} />
    case 'csv':
      return <CsvViewer text={text} label={label} />
    case 'html':
      return <HtmlFrame text={text} label={label} />
    case 'image':
      return <ImageViewer bytes={props.bytes} mime={props.mime} name={label} />
  }
}
