import { type ReactElement, Suspense, useMemo } from 'react'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import { type ArtifactText, useArtifactText } from '../../data/use-artifact.ts'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { late } from '../../ui/late.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { logLines, plainLine } from '../../viewers/ansi.ts'
import { showHidden } from '../../viewers/text.ts'
import { comparableJson, compareTexts } from '../../viewers/text-compare.ts'
import { baseName } from '../../words/numbers.ts'
import * as TEXT from '../../words/texts/artifact-details.ts'
import * as COMMON from '../../words/texts/common.ts'
import { shortTime } from '../../words/times.ts'
import { type Comparison, comparisonOf } from './comparables.ts'
import { factsOf } from './facts.ts'
import { PANELS } from './use-panels.ts'
import { titleOf } from './words.ts'

const DiffPane = late(() => import('./diff-pane.tsx').then((module) => module.DiffPane))
const ImageCompare = late(() => import('../../viewers/image-compare.tsx').then((module) => module.ImageCompare))

export interface ComparePaneProps {
  artifact: ArtifactRecord
  other: ArtifactRecord
  /** What it could be compared with besides. */
  others: readonly ArtifactRecord[]
  onOther(id: string): void
  onClose(): void
  /** Here while the details are folded. */
  dock: ReactElement | null
}

/** Two artifacts of one kind, the older one as before. */
export function ComparePane({ artifact, other, others, onOther, onClose, dock }: ComparePaneProps): ReactElement {
  useCommands([{ keys: 'escape', label: TEXT.endComparingLower, group: COMMON.artifacts, run: onClose }])
  return (
    <Panel
      id={PANELS.content}
      name={TEXT.compared(titleOf(artifact))}
      light="working"
      {...(dock === null ? {} : { dock })}
      head={
        <>
          <h2 className="truncate font-strong">{showHidden(titleOf(artifact))}</h2>
          <label className="flex min-w-0 items-center gap-2 text-12 text-ink-2">
            {TEXT.comparedWith}
            <select
              value={other.id}
              className="h-7 min-w-0 rounded-control border border-line-control bg-lit px-1.5"
              onChange={(event) => onOther(event.target.value)}
            >
              {others.map((each) => (
                <option key={each.id} value={each.id}>
                  {nameOf(each)}
                </option>
              ))}
            </select>
          </label>
          <span className="ml-auto flex-none">
            <Button look="quiet" icon="close" label={TEXT.endComparing} onClick={onClose} />
          </span>
        </>
      }
    >
      <Compared key={other.id} artifact={artifact} other={other} />
    </Panel>
  )
}

/** "Verification log v1, attempt 2, 14:22": what tells it from the others of its kind. */
function nameOf(artifact: ArtifactRecord): string {
  const { attemptNumber } = factsOf(artifact)
  const attempt = attemptNumber === null ? '' : COMMON.attemptAfterTask(attemptNumber)
  return `${showHidden(titleOf(artifact))}${attempt}, ${shortTime(artifact.createdAt, new Date())}`
}

function Compared({ artifact, other }: { artifact: ArtifactRecord; other: ArtifactRecord }): ReactElement {
  const [mine, its] = [useArtifactText(artifact.id), useArtifactText(other.id)]
  const isLater = artifact.createdAt >= other.createdAt
  const [before, after] = isLater ? [other, artifact] : [artifact, other]
  const [old, now] = isLater ? [its, mine] : [mine, its]
  const failed = [old, now].find(({ error }) => error !== null)
  if (failed?.error) return <Failure error={failed.error} retry={failed.reload} />
  if (old.bytes === null || now.bytes === null) return <Loading what={TEXT.bothArtifacts} />
  return (
    <div className="flex h-full min-h-0 flex-col">
      <p className="flex-none border-line border-b bg-sunken px-4 py-1 text-12 text-ink-2">
        {TEXT.fromTo(nameOf(before), nameOf(after))}
        {(old.cut ?? now.cut) !== null && TEXT.onlyBeginningsAreCompared}
      </p>
      <div className="min-h-0 flex-1">
        <Suspense fallback={<Loading what={TEXT.theComparison} />}>
          {comparisonOf(artifact) === 'image' ? (
            <ImageCompare
              before={imageOf(before, old, old.bytes, TEXT.before)}
              after={imageOf(after, now, now.bytes, TEXT.after)}
            />
          ) : (
            <TextComparison old={old.text ?? ''} now={now.text ?? ''} artifact={artifact} />
          )}
        </Suspense>
      </div>
    </div>
  )
}

const imageOf = (artifact: ArtifactRecord, read: ArtifactText, bytes: Uint8Array, when: string) => ({
  bytes,
  mime: read.mime ?? 'application/octet-stream',
  name: `${when}: ${showHidden(baseName(artifact.path))}`,
})

function TextComparison({ old, now, artifact }: { old: string; now: string; artifact: ArtifactRecord }): ReactElement {
  const way = comparisonOf(artifact) ?? 'text'
  const { patch, isCoarse } = useMemo(
    () => compareTexts(readable(old, way), readable(now, way), baseName(artifact.path)),
    [old, now, way, artifact.path],
  )
  if (patch === '') return <p className="p-4 text-ink-2">{TEXT.nothingDiffers}</p>
  return (
    <div className="flex h-full min-h-0 flex-col">
      {isCoarse && (
        <p className="flex-none border-line border-b px-4 py-1 text-12 text-ink-3">{TEXT.theyHaveTooLittleInCommon}</p>
      )}
      <div className="min-h-0 flex-1">
        <DiffPane text={patch} label={TEXT.whatDiffersOf(titleOf(artifact))} place={null} />
      </div>
    </div>
  )
}

/** A log without its colours, JSON with its keys in order: what a person would compare. */
function readable(text: string, way: Comparison): string {
  if (way === 'json') return comparableJson(text) ?? text
  return way === 'log'
    ? logLines(text)
        .map((line) => `${plainLine(line)}\n`)
        .join('')
    : text
}
