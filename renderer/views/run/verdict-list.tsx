import type { ReactElement } from 'react'
import type { VerdictAnswer } from '../../../shared/answers.ts'
import type { TaskRecord } from '../../../shared/domain.ts'
import type { AttemptView } from '../../../shared/views.ts'
import { Section } from '../../ui/panel.tsx'
import { Status } from '../../ui/status.tsx'
import * as COMMON from '../../words/texts/common.ts'
import { attemptLook, criterionLook } from '../../words/work-words.ts'
import { AgentText } from './agent-text.tsx'
import { citedHref, citedPlace } from './citations.ts'
import { Chip } from './evidence-list.tsx'
import { noVerdictText } from './verdict-text.ts'

/** Each criterion with the checker's judgement, its reason and what it rests on. */
export function VerdictList({
  runId,
  task,
  view,
  agent,
}: {
  runId: string
  task: TaskRecord
  view: AttemptView
  agent: string
}): ReactElement {
  const { verdict } = view.result
  const { attempt } = view
  return (
    <Section
      title={COMMON.verdict}
      aside={attempt.status === 'running' ? undefined : <Status look={attemptLook(attempt)} pill />}
    >
      {verdict === undefined ? (
        <p className="text-12 text-ink-2">{noVerdictText(view)}</p>
      ) : (
        <>
          <ol aria-label={COMMON.criteria} className="divide-y divide-line">
            {[...verdict.criteria]
              .sort((a, b) => a.criterion - b.criterion)
              .map((criterion) => (
                <Criterion key={criterion.criterion} runId={runId} task={task} view={view} criterion={criterion} />
              ))}
          </ol>
          <p className="mt-2 max-w-[72ch] text-12 text-ink-2">
            {agent}: <AgentText text={verdict.summary} quoted />
          </p>
        </>
      )}
    </Section>
  )
}

function Criterion({
  runId,
  task,
  view,
  criterion,
}: {
  runId: string
  task: TaskRecord
  view: AttemptView
  criterion: VerdictAnswer['criteria'][number]
}): ReactElement {
  const text = task.acceptanceCriteria[criterion.criterion - 1] ?? COMMON.criterion(criterion.criterion)
  const cited = [...new Set(criterion.evidence)]
  return (
    <li className="flex gap-3 py-2">
      <span className="w-24 flex-none">
        <Status look={criterionLook(criterion.status)} />
      </span>
      <div className="min-w-0 flex-1">
        <p>
          <AgentText text={text} />
        </p>
        {criterion.reason !== '' && (
          <p className="text-12 text-ink-2">
            <AgentText text={criterion.reason} />
          </p>
        )}
        <div className="flex flex-wrap gap-x-1.5">
          {cited.length === 0 && <span className="text-12 text-gold">{COMMON.nothingIsCited}</span>}
          {cited.map((label) => {
            const place = citedPlace(label, view)
            return <Chip key={label} text={label} href={place && citedHref(runId, place)} />
          })}
        </div>
      </div>
    </li>
  )
}
