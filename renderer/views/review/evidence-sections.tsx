import type { ReactElement } from 'react'
import type { StepEvidence } from '../../../shared/evidence.ts'
import type { GateView } from '../../../shared/views.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Section } from '../../ui/panel.tsx'
import { Status } from '../../ui/status.tsx'
import { showHidden } from '../../viewers/text.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/review.ts'
import { durationText } from '../../words/times.ts'
import { criterionLook, stepLook } from '../../words/work-words.ts'
import { WarningList } from '../gates/warning-list.tsx'
import { AgentText } from '../run/agent-text.tsx'
import { BeforeMark } from '../run/before-mark.tsx'
import { citedPlace } from '../run/citations.ts'
import { Chip } from '../run/evidence-list.tsx'
import type { AgentNames } from '../run/use-agent-names.ts'
import { citedLine, criteriaCount, evidenceFacts, type JudgedCriterion } from './evidence-facts.ts'

interface EvidenceProps {
  runId: string
  view: GateView
  /** Paths of the diff. */
  paths: readonly string[]
  onShowLine(path: string, line: number | null): void
}

/** What the application observed, then what was judged, each with what it rests on. */
export function EvidenceSections(props: EvidenceProps): ReactElement {
  const { runId, view } = props
  const { steps, criteria } = evidenceFacts(view)
  return (
    <>
      <Section title={COMMON.verification} aside={COMMON.runByTriptych}>
        <Steps runId={runId} steps={steps} kind={view.gate.kind} />
      </Section>
      {criteria.length > 0 && (
        <Section title={COMMON.criteria} aside={criteriaCount(criteria)}>
          <ol aria-label={COMMON.criteria} className="flex flex-col gap-2">
            {criteria.map((criterion) => (
              <Criterion key={criterion.key} {...props} criterion={criterion} />
            ))}
          </ol>
        </Section>
      )}
    </>
  )
}

/** What the agents say themselves: claims, in quotes. */
export function WordsSection({ view, names }: { view: GateView; names: AgentNames }): ReactElement | null {
  const { summaries, report } = evidenceFacts(view)
  if (summaries.length === 0 && report === null) return null
  return (
    <Section title={TEXT.inTheirWords}>
      <ul className="flex flex-col gap-2 text-12 text-ink-2">
        {report !== null && (
          <li>
            {names.name.implementation}: <AgentText text={report} quoted />
          </li>
        )}
        {summaries.map(({ role, text }) => (
          <li key={role}>
            {ROLE_NAMES[role]}, {names.name[role]}: <AgentText text={text} quoted />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Steps({
  runId,
  steps,
  kind,
}: {
  runId: string
  steps: readonly StepEvidence[]
  kind: GateView['gate']['kind']
}): ReactElement {
  if (steps.length === 0) {
    return kind === 'scope' ? (
      <p className="text-12 text-ink-2">{TEXT.nothingWasRunYet}</p>
    ) : (
      <p className="text-12 text-gold">{TEXT.thereAreNoVerificationSteps}</p>
    )
  }
  return (
    <ol aria-label={COMMON.verificationSteps} className="flex flex-col gap-0.5">
      {steps.map((step) => (
        <li key={step.label} className="flex min-h-6 min-w-0 flex-wrap items-center gap-x-2">
          <span className="flex max-w-full min-w-0 items-center gap-2">
            <Chip
              text={step.label}
              href={hrefOf(runRoute(runId, 'artifacts', step.logArtifactId))}
              title={COMMON.openLogOf(step.label)}
            />
            <code className="min-w-0 truncate" title={step.command}>
              {showHidden(step.command)}
            </code>
          </span>
          <span className="ml-auto flex flex-none items-center gap-3 text-12 text-ink-3 tabular-nums">
            {durationText(step.durationMs)}
            <BeforeMark step={step} />
            <Status look={stepLook(step)} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function Criterion({ criterion, ...props }: EvidenceProps & { criterion: JudgedCriterion }): ReactElement {
  const { status, text, reason, evidence, role } = criterion
  const isReview = props.view.review !== null
  return (
    <li className="flex gap-2">
      <span className="flex-none pt-px">
        <Status look={criterionLook(status)} />
      </span>
      <div className="min-w-0 flex-1">
        <p>{isReview ? TEXT.judgedBy(text, role) : <AgentText text={text} />}</p>
        {reason !== '' && (
          <p className="text-12 text-ink-2">
            <AgentText text={reason} />
          </p>
        )}
        <div className="flex flex-wrap gap-x-1.5">
          {evidence.length === 0 && <span className="text-12 text-gold">{COMMON.nothingIsCited}</span>}
          {[...new Set(evidence)].map((label) => (
            <Citation key={label} {...props} label={label} />
          ))}
        </div>
      </div>
    </li>
  )
}

/** A line of the diff is shown here; a log is opened among the artifacts. */
function Citation({ runId, view, paths, onShowLine, label }: EvidenceProps & { label: string }): ReactElement {
  const line = citedLine(label, paths)
  if (line) {
    return (
      <button
        type="button"
        title={TEXT.showThisLineInDiff}
        className="inline-flex min-h-6 max-w-full items-center hover:underline"
        onClick={() => onShowLine(line.path, line.line)}
      >
        <code className="truncate rounded-chip bg-lapis-soft px-1.5 text-11! text-lapis">{showHidden(label)}</code>
      </button>
    )
  }
  const steps = view.review?.steps ?? view.attempt?.steps ?? []
  const place = citedPlace(label, { steps, diff: view.diff })
  const href = place === null ? null : hrefOf(runRoute(runId, 'artifacts', place.artifactId, place.line))
  return <Chip text={label} href={href} />
}

/** What speaks against it, as sentences. */
export function Objections({ title, texts }: { title: string; texts: readonly string[] }): ReactElement | null {
  if (texts.length === 0) return null
  return (
    <Section title={title}>
      <WarningList texts={texts} />
    </Section>
  )
}
