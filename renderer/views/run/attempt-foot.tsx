import { type ReactElement, useMemo } from 'react'
import type { AttemptRow, AttemptView } from '../../../shared/views.ts'
import { type Asked, useAction, useCall } from '../../data/app-data.tsx'
import { navigate, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Status } from '../../ui/status.tsx'
import { type DiffFile, parseDiff } from '../../viewers/diff.ts'
import { counted } from '../../words/counted.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { isBeingWritten } from './diff-so-far.ts'
import { numberIn } from './payload.ts'
import type { DiffSoFar } from './use-diff-so-far.ts'

/** A longer diff is not counted here; its own view shows it. */
const MAX_COUNTED = 1024 * 1024

/** What the attempt changed, whether that is allowed, and the way to the diff. */
export function AttemptFoot({
  runId,
  attempt,
  asked,
  soFar,
}: {
  runId: string
  attempt: AttemptRow
  asked: Asked<AttemptView>
  /** While it is being written: what it has changed, and whether that stands in the place of its stream. */
  soFar: { diff: DiffSoFar; isShown: boolean; onToggle: (() => void) | null }
}): ReactElement | null {
  const result = asked.value?.result
  const diff = asked.value?.diff ?? null
  const paths = result?.changedPaths
  if (paths === undefined) {
    if (isBeingWritten(attempt)) return <SoFar {...soFar} />
    if (attempt.status === 'running') return null
    return <p className="text-12 text-ink-3">{TEXT.itsChangesWereNotCompared}</p>
  }
  const outside = result?.outsidePaths?.length ?? 0
  return (
    <div className="flex min-h-7 min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <span className="font-medium">{counted(paths.length, 'file')}</span>
      {diff !== null && (numberIn(diff.metadata, 'bytes') ?? 0) <= MAX_COUNTED && <LineCounts artifactId={diff.id} />}
      {outside === 0 ? (
        <Status look={{ icon: 'done', tone: 'proved', word: TEXT.insideAllowedPaths }} />
      ) : (
        <Status look={{ icon: 'scope', tone: 'failed', word: TEXT.outsideAllowedPaths(outside) }} />
      )}
      <span className="ml-auto flex flex-wrap items-center gap-2">
        {attempt.candidateCommit !== null && <AgainstBase runId={runId} attemptId={attempt.id} />}
        {diff !== null && (
          <Button keys="d" onClick={() => navigate(runRoute(runId, 'artifacts', diff.id))}>
            {TEXT.diffOfThisAttempt}
          </Button>
        )}
      </span>
    </div>
  )
}

/** Nothing is compared yet, so nothing is said of the allowed paths. */
function SoFar({
  diff: { files, isTooLong, error },
  isShown,
  onToggle,
}: {
  diff: DiffSoFar
  isShown: boolean
  onToggle: (() => void) | null
}): ReactElement | null {
  if (isTooLong) return <p className="text-12 text-ink-3">{TEXT.soFarItChangedMoreThanIsShown}</p>
  if (files === null) return error === null ? null : <p className="text-12 text-ink-3">{error.message}</p>
  if (files.length === 0) return <p className="text-12 text-ink-3">{TEXT.nothingWasChangedSoFar}</p>
  return (
    <div className="flex min-h-7 min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <span className="font-medium">{TEXT.soFar(counted(files.length, 'file'))}</span>
      <Counts {...countsOf(files)} />
      {onToggle !== null && (
        <Button className="ml-auto" keys="d" pressed={isShown} onClick={onToggle}>
          {TEXT.diffSoFar}
        </Button>
      )}
    </div>
  )
}

/** The whole result as it was with this attempt; made when it is asked for. */
function AgainstBase({ runId, attemptId }: { runId: string; attemptId: string }): ReactElement {
  const making = useAction('attempts.diff')
  const open = async (): Promise<void> => {
    const made = await making.run({ attemptId, against: 'base' })
    if (made?.ok) navigate(runRoute(runId, 'artifacts', made.value.artifact.id))
  }
  return (
    <>
      {making.error !== null && (
        <span role="alert" className="text-12 text-fail wrap-anywhere">
          {making.error.message} {making.error.remedy}
        </span>
      )}
      <Button look="quiet" disabled={making.isRunning} onClick={() => void open()}>
        {TEXT.againstBase}
      </Button>
    </>
  )
}

function LineCounts({ artifactId }: { artifactId: string }): ReactElement | null {
  const read = useCall('artifacts.read', { id: artifactId, offset: 0, length: MAX_COUNTED })
  const base64 = read.value?.base64
  const counts = useMemo(() => (base64 === undefined ? null : lineCounts(base64)), [base64])
  if (read.error !== null) return <span className="text-12 text-ink-3">{read.error.message}</span>
  if (counts === null) return null
  return <Counts {...counts} />
}

function Counts({ added, removed }: { added: number; removed: number }): ReactElement {
  return (
    <span className="text-12 tabular-nums">
      <span className="text-pass">+{added}</span> <span className="text-fail">−{removed}</span>
    </span>
  )
}

function lineCounts(base64: string): { added: number; removed: number } {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return countsOf(parseDiff(new TextDecoder().decode(bytes)))
}

function countsOf(files: readonly DiffFile[]): { added: number; removed: number } {
  return {
    added: files.reduce((sum, { additions }) => sum + additions, 0),
    removed: files.reduce((sum, { deletions }) => sum + deletions, 0),
  }
}
