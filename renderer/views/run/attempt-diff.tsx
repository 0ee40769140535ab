import { type ReactElement, Suspense, useMemo, useState } from 'react'
import type { AttemptView } from '../../../shared/views.ts'
import type { Asked } from '../../data/app-data.tsx'
import { useArtifactText } from '../../data/use-artifact.ts'
import { late } from '../../ui/late.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import { type DiffFile, parseDiff } from '../../viewers/diff.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { clockText } from '../../words/times.ts'
import type { DiffSoFar } from './use-diff-so-far.ts'

const DiffViewer = late(() => import('../../viewers/diff-viewer.tsx').then((module) => module.DiffViewer))
const NO_COMMENTS: readonly never[] = []

/**
 * What an attempt changed, beside its stream where the window is wide enough for both. `soFar`: while it is being written, as it was
 * looked at last; null: it is written.
 */
export function AttemptDiff({ asked, soFar }: { asked: Asked<AttemptView>; soFar: DiffSoFar | null }): ReactElement {
  const diff = asked.value?.diff ?? null
  const title = soFar === null ? TEXT.whatThisAttemptChanged : TEXT.whatThisAttemptHasChangedSoFar
  return (
    <section aria-label={title} className="flex min-h-0 min-w-0 flex-1 flex-col border-line border-l">
      <h3 className="flex flex-none items-baseline border-line border-b px-4 py-1.5 text-12 font-strong text-ink-2">
        {title}
        {soFar?.at != null && (
          <span className="ml-auto font-regular text-ink-3 tabular-nums">{TEXT.asOf(clockText(soFar.at))}</span>
        )}
      </h3>
      {soFar !== null ? (
        <SoFar soFar={soFar} />
      ) : diff === null ? (
        <p className="px-4 py-3 text-12 text-ink-3">{TEXT.itStandsHereOnceChanged}</p>
      ) : (
        <Shown key={diff.id} artifactId={diff.id} />
      )}
    </section>
  )
}

function SoFar({ soFar: { files, isTooLong, error } }: { soFar: DiffSoFar }): ReactElement {
  return (
    <>
      {error !== null && <Failure error={error} />}
      {isTooLong && <p className="px-4 py-3 text-12 text-ink-3">{TEXT.itIsLongerThanIsShown}</p>}
      {files !== null && (
        <Suspense fallback={<Loading what={COMMON.theDiff} />}>
          <Files files={files} />
        </Suspense>
      )}
    </>
  )
}

function Shown({ artifactId }: { artifactId: string }): ReactElement {
  const read = useArtifactText(artifactId)
  if (read.error !== null) return <Failure error={read.error} retry={read.reload} />
  if (read.text === null) return <Loading what={COMMON.theDiff} />
  return (
    <>
      {read.cut !== null && <p className="px-4 py-1.5 text-12 text-ink-2">{read.cut}</p>}
      <Suspense fallback={<Loading what={COMMON.theDiff} />}>
        <ReadFiles text={read.text} />
      </Suspense>
    </>
  )
}

function ReadFiles({ text }: { text: string }): ReactElement {
  return <Files files={useMemo(() => parseDiff(text), [text])} />
}

function Files({ files }: { files: readonly DiffFile[] }): ReactElement {
  const [path, setPath] = useState<string | null>(files[0]?.path ?? null)
  if (files.length === 0) return <p className="px-4 py-3 text-12 text-ink-3">{COMMON.nothingWasChanged}</p>
  return (
    <div className="min-h-0 flex-1">
      <DiffViewer
        files={files}
        selectedPath={path}
        onSelectPath={setPath}
        comments={NO_COMMENTS}
        label={TEXT.diffOfThisAttempt}
      />
    </div>
  )
}
