import type { ReactElement } from 'react'
import type { TaskRecord } from '../../../shared/domain.ts'
import type { StepEvidence } from '../../../shared/evidence.ts'
import type { AttemptRow } from '../../../shared/views.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { type StateLook, Status } from '../../ui/status.tsx'
import { showHidden } from '../../viewers/text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { durationText } from '../../words/times.ts'
import { stepLook } from '../../words/work-words.ts'
import { BeforeMark } from './before-mark.tsx'
import { stepPassed } from './evidence-place.ts'
import { failingLines } from './failing-lines.ts'
import { inertText } from './inert.ts'
import { type ShownStep, shownSteps } from './shown-steps.ts'
import type { LiveLog } from './use-event-log.ts'

/** The verification steps of an attempt with what the application observed; of a failed one, the lines that tell why. */
export function EvidenceList({
  runId,
  task,
  attempt,
  steps,
  system,
}: {
  runId: string
  task: TaskRecord
  attempt: AttemptRow
  steps: readonly StepEvidence[]
  system: LiveLog
}): ReactElement {
  const shown = shownSteps({ task, attempt, steps, events: system.events })
  if (shown.length === 0) return <p className="text-12 text-gold">{TEXT.thisTaskHasNoVerificationSteps}</p>
  return (
    <ol aria-label={TEXT.evidenceOfAttempt(attempt.attemptNumber)} className="flex flex-col gap-0.5">
      {shown.map((step) => (
        <li key={step.label}>
          <StepRow runId={runId} step={step} />
          {step.evidence !== null && !stepPassed(step.evidence) && <LogTail runId={runId} step={step.evidence} />}
        </li>
      ))}
    </ol>
  )
}

const WAITING: Readonly<Record<Exclude<ShownStep['state'], 'ended'>, StateLook>> = {
  running: { icon: 'working', tone: 'working', word: TEXT.running },
  pending: { icon: 'pending', tone: 'resting', word: TEXT.notRunYet },
  not_run: { icon: 'cancelled', tone: 'resting', word: TEXT.notRun },
}

function StepRow({ runId, step }: { runId: string; step: ShownStep }): ReactElement {
  const { label, evidence, command, state } = step
  return (
    <div className="flex min-h-6 min-w-0 flex-wrap items-center gap-x-2">
      <span className="flex max-w-full min-w-0 items-center gap-2">
        {evidence === null ? (
          <Chip text={label} href={null} />
        ) : (
          <Chip
            text={label}
            href={hrefOf(runRoute(runId, 'artifacts', evidence.logArtifactId))}
            title={TEXT.openItsLog}
          />
        )}
        <code className="min-w-0 truncate" title={inertText(command)}>
          {inertText(command)}
        </code>
      </span>
      <span className="ml-auto flex flex-none items-center gap-3 text-12 text-ink-3 tabular-nums">
        {evidence !== null && durationText(evidence.durationMs)}
        {evidence !== null && <BeforeMark step={evidence} />}
        <Status
          look={
            evidence === null || state !== 'ended' ? WAITING[state === 'ended' ? 'not_run' : state] : stepLook(evidence)
          }
        />
      </span>
    </div>
  )
}

/** A label of evidence; a link where it can be opened. */
export function Chip({ text, href, title }: { text: string; href: string | null; title?: string }): ReactElement {
  const look = 'inline-flex min-h-6 max-w-full items-center'
  const chip = <code className="truncate rounded-chip bg-lapis-soft px-1.5 text-11! text-lapis">{inertText(text)}</code>
  if (href === null) return <span className={look}>{chip}</span>
  return (
    <a href={href} title={title ?? TEXT.open(text)} className={`${look} hover:underline`}>
      {chip}
    </a>
  )
}

/** What says itself that something failed can be read where it stands; the rest is cut to its line. */
function LogTail({ runId, step }: { runId: string; step: StepEvidence }): ReactElement {
  const lines = failingLines(step)
  const first = lines[0]?.number ?? null
  return (
    <a
      href={hrefOf(runRoute(runId, 'artifacts', step.logArtifactId, first))}
      className="my-1.5 block overflow-hidden rounded-control border border-line bg-sunken py-1 font-mono hover:border-line-strong"
    >
      <span className="sr-only">
        {COMMON.openLogOf(step.label)}
        {first !== null && TEXT.atLine(first)}:
      </span>
      {lines.length === 0 && <span className="px-3 text-ink-3">{COMMON.nothingWasPrinted}</span>}
      {lines.map(({ number, text, tells }) => (
        <span key={number} className="flex min-w-0">
          <span className="w-10 flex-none pr-3 text-right text-ink-3 tabular-nums">{number}</span>
          <span
            className={`min-w-0 ${tells ? 'line-clamp-4 whitespace-pre-wrap wrap-anywhere text-fail' : 'truncate whitespace-pre text-ink-2'}`}
          >
            {showHidden(text) || ' '}
          </span>
        </span>
      ))}
    </a>
  )
}
