import type { ReactElement } from 'react'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Section } from '../../ui/panel.tsx'
import { Status } from '../../ui/status.tsx'
import { showHidden } from '../../viewers/text.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as TEXT from '../../words/texts/artifact-details.ts'
import * as COMMON from '../../words/texts/common.ts'
import { criterionLook } from '../../words/work-words.ts'
import { type CitedPart, citationsOf, type Judged, partWords } from './citations.ts'
import type { DiffPlace } from './diff-pane.tsx'

/** The criteria that rest on this artifact, each with the place it names. */
export function CitedSection({
  artifact,
  judged,
  criteria,
  onDiffPlace,
}: {
  artifact: ArtifactRecord
  judged: Judged
  criteria: readonly string[]
  onDiffPlace(place: DiffPlace): void
}): ReactElement {
  const citations = citationsOf(artifact, judged)
  const isByMany = new Set(citations.map(({ by }) => by)).size > 1
  return (
    <Section title={TEXT.citedByVerdict}>
      {citations.length === 0 && <p className="text-12 text-ink-3">{TEXT.noCriterionRestsOnIt}</p>}
      <ul className="flex flex-col gap-2.5">
        {citations.map(({ by, criterion, status, reason, parts }) => (
          <li key={`${by} ${criterion}`}>
            <div className="flex flex-wrap items-center gap-x-2">
              <span className="font-medium">{COMMON.criterion(criterion)}</span>
              <Status look={criterionLook(status)} />
              {isByMany && <span className="text-12 text-ink-3">{ROLE_NAMES[by]}</span>}
              <span className="ml-auto flex min-w-0 flex-wrap gap-x-2">
                {parts.map((part) => (
                  <Part key={partWords(part)} part={part} artifact={artifact} onDiffPlace={onDiffPlace} />
                ))}
              </span>
            </div>
            <p className="line-clamp-2 text-12 text-ink-2" dir="auto" title={reason}>
              {showHidden(criteria[criterion - 1] ?? reason)}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Part({
  part,
  artifact,
  onDiffPlace,
}: {
  part: CitedPart
  artifact: ArtifactRecord
  onDiffPlace(place: DiffPlace): void
}): ReactElement {
  const words = partWords(part)
  const look = 'inline-flex min-h-6 min-w-0 items-center font-mono text-lapis hover:underline'
  if (part.kind === 'whole') return <span className="text-12 text-ink-3">{words}</span>
  if (part.kind === 'file')
    return (
      <button
        type="button"
        className={look}
        title={words}
        onClick={() => onDiffPlace({ path: part.path, line: part.line })}
      >
        <span className="truncate">{showHidden(words)}</span>
      </button>
    )
  return (
    <a className={look} href={hrefOf(runRoute(artifact.runId, 'artifacts', artifact.id, part.line))}>
      {words}
    </a>
  )
}
