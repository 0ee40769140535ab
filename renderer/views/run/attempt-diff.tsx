import { type ReactElement, Suspense, useMemo, useState } from 'react'
import type { AttemptView } from '../../../shared/views.ts'
import type { Asked } from '../../data/app-data.tsx'
import { useArtifactText } from '../../data/use-artifact.ts'
import { late } from '../../ui/late.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import { parseDiff } from '../../viewers/diff.ts'

const DiffViewer = late(() => import('../../viewers/diff-viewer.tsx').then((module) => module.DiffViewer))
const NO_COMMENTS: readonly never[] = []

/** What an attempt changed, beside its stream where the window is wide enough for both. */
export function AttemptDiff({ asked }: { asked: Asked<AttemptView> }): ReactElement {
  const diff = asked.value?.diff ?? null
  return (
    <section
      aria-label="What this attempt changed"
      className="flex min-h-0 min-w-0 flex-1 flex-col border-line border-l"
    >
      <h3 className="flex-none border-line border-b px-4 py-1.5 text-12 font-strong text-ink-2">
        What this attempt changed
      </h3>
      {diff === null ? (
        <p className="px-4 py-3 text-12 text-ink-3">It stands here once the changed paths were compared.</p>
      ) : (
        <Shown key={diff.id} artifactId={diff.id} />
      )}
    </section>
  )
}

function Shown({ artifactId }: { artifactId: string }): ReactElement {
  const read = useArtifactText(artifactId)
  if (read.error !== null) return <Failure error={read.error} retry={read.reload} />
  if (read.text === null) return <Loading what="the diff" />
  return (
    <>
      {read.cut !== null && <p className="px-4 py-1.5 text-12 text-ink-2">{read.cut}</p>}
      <Suspense fallback={<Loading what="the diff" />}>
        <Files text={read.text} />
      </Suspense>
    </>
  )
}

function Files({ text }: { text: string }): ReactElement {
  const files = useMemo(() => parseDiff(text), [text])
  const [path, setPath] = useState<string | null>(files[0]?.path ?? null)
  if (files.length === 0) return <p className="px-4 py-3 text-12 text-ink-3">Nothing was changed.</p>
  return (
    <div className="min-h-0 flex-1">
      <DiffViewer
        files={files}
        selectedPath={path}
        onSelectPath={setPath}
        comments={NO_COMMENTS}
        label="Diff of this attempt"
      />
    </div>
  )
}
