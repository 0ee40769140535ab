import type { ReactElement } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { DiffFile } from '../../viewers/diff.ts'
import { FileList } from '../../viewers/file-list.tsx'
import { counted } from '../../words/counted.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/review.ts'
import { resultSubject, scopeSubject } from '../gates/gate-subject.ts'
import { panelIds } from '../gates/three-panels.tsx'
import { Objections } from './evidence-sections.tsx'
import { laterKind, laterText, protectedChanges, protectedText } from './protected-files.ts'
import type { Review } from './use-review.ts'
import type { Since } from './use-since.ts'

/** The changed files with what was seen and commented, and what speaks against them at the bottom. */
export function FilesPanel({ review }: { review: Review }): ReactElement {
  const { files, decision, seen, path: selectedPath, comments, select } = review
  const outside = scopeSubject(decision.gate?.subject)?.outsidePaths ?? []
  const risky = protectedChanges(files)
  const riskyPaths = new Set([...risky.map((change) => change.path), ...outside])
  const later = new Set(files.filter((file) => laterKind(file) !== null).map((file) => file.path))
  const objections = resultSubject(decision.gate?.subject)?.objections ?? []
  return (
    <Panel id={panelIds('review').left} name={TEXT.changedFiles} head={<Head files={files} seen={seen} />}>
      <SinceSwitch since={review.since} total={review.diff.files?.length ?? 0} />
      <div className="min-h-40 flex-1 py-1">
        <FileList
          files={files}
          selectedPath={selectedPath}
          onSelect={select}
          note={({ path }) => (
            <FileNote
              isSeen={seen.includes(path)}
              comments={comments.list.filter((comment) => comment.path === path).length}
              isRisky={later.has(path) || riskyPaths.has(path)}
            />
          )}
        />
      </div>
      <div className="flex-none">
        <Objections title={TEXT.objectionsOfReview} texts={objections} />
        <Objections
          title={COMMON.outsideAllowedPaths}
          texts={outside.length === 0 ? [] : [TEXT.outsideOfWhatTaskMayChange(counted(outside.length, 'path'))]}
        />
        <Objections title={TEXT.runsOnYourMachineLater} texts={laterText(files)} />
        <Objections title={TEXT.protectedFiles} texts={protectedText(risky)} />
      </div>
    </Panel>
  )
}

/** The whole diff, or only what is new in it. */
function SinceSwitch({ since, total }: { since: Since; total: number }): ReactElement | null {
  if (since.name === null) return null
  return (
    <div className="flex-none border-line border-b px-4 py-2">
      <fieldset className="flex divide-x divide-line rounded-control border border-line-strong bg-lit">
        <legend className="sr-only">{TEXT.whatIsShown}</legend>
        {[false, true].map((isSince) => (
          <button
            key={String(isSince)}
            type="button"
            aria-pressed={isSince === since.isShown}
            disabled={isSince && since.problem !== null}
            title={isSince ? TEXT.onlyWhatWasChangedSinceThen : TEXT.everythingThatIsToBeApproved}
            className={`min-h-7 flex-auto px-1.5 text-12 first-of-type:rounded-l-chip last:rounded-r-chip ${isSince === since.isShown ? 'bg-pressed font-medium' : 'text-ink-2 hover:bg-hover'}`}
            onClick={() => {
              if (isSince !== since.isShown) since.toggle()
            }}
          >
            {isSince ? `${since.name} · ${since.files.length}` : TEXT.everything(total)}
          </button>
        ))}
      </fieldset>
      {since.problem !== null && <p className="mt-1 text-12 text-ink-2">{since.problem}</p>}
    </div>
  )
}

function Head({ files, seen }: { files: readonly DiffFile[]; seen: readonly string[] }): ReactElement {
  const additions = files.reduce((sum, file) => sum + file.additions, 0)
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0)
  return (
    <>
      <h2 className="font-strong">{counted(files.length, 'file')}</h2>
      <span className="text-12 tabular-nums">
        <span className="text-pass">+{additions}</span> <span className="text-fail">−{deletions}</span>
      </span>
      <span className="ml-auto text-12 text-ink-2 tabular-nums">{TEXT.seenWith(seen.length)}</span>
    </>
  )
}

function FileNote({
  isSeen,
  comments,
  isRisky,
}: {
  isSeen: boolean
  comments: number
  isRisky: boolean
}): ReactElement {
  return (
    <span className="flex flex-none items-center gap-1.5 text-11">
      {isRisky && (
        <>
          <Icon name="warning" className="size-3.5 text-gold" />
          <span className="sr-only">{TEXT.needsLook} </span>
        </>
      )}
      {comments > 0 && (
        <span className="inline-flex items-center gap-0.5 text-ink-2">
          <Icon name="message" className="size-3.5" />
          {comments}
          <span className="sr-only"> {TEXT.commented} </span>
        </span>
      )}
      {isSeen && (
        <>
          <Icon name="check" className="size-3.5 text-lapis" />
          <span className="sr-only">{TEXT.seenLead} </span>
        </>
      )}
    </span>
  )
}
