import type { ReactElement, ReactNode } from 'react'
import type { StepEvidence } from '../../../shared/evidence.ts'
import type { AttemptView } from '../../../shared/views.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Signature, Status } from '../../ui/status.tsx'
import { showHidden } from '../../viewers/text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
import { attemptLook, stepLook } from '../../words/work-words.ts'
import { failingLines } from '../run/failing-lines.ts'
import { attemptFacts } from './attempt-facts.ts'
import { keyed } from './keyed.ts'

/** Attempts beside each other where there is room, else under each other: what each tried, where it failed, what it changed. */
export function AttemptColumns({
  runId,
  attempts,
  agent,
}: {
  runId: string
  attempts: readonly AttemptView[]
  /** Who wrote them. */
  agent: string
}): ReactElement {
  return (
    <div className="@container">
      <div className="divide-y divide-line @lg:grid @lg:auto-cols-fr @lg:grid-flow-col @lg:divide-x @lg:divide-y-0">
        {attempts.map((attempt) => (
          <AttemptColumn key={attempt.attempt.id} runId={runId} attempt={attempt} agent={agent} />
        ))}
      </div>
    </div>
  )
}

function AttemptColumn({
  runId,
  attempt,
  agent,
}: {
  runId: string
  attempt: AttemptView
  agent: string
}): ReactElement {
  const { attempt: row } = attempt
  const { report, reasons, failing, changed } = attemptFacts(attempt)
  return (
    <article className="min-w-0" aria-label={COMMON.attempt(row.attemptNumber)}>
      <div className="flex flex-wrap items-center gap-x-2 border-line border-b px-4 py-2">
        <h4 className="font-strong">{COMMON.attempt(row.attemptNumber)}</h4>
        <Status look={attemptLook(row)} />
        {row.blockerSignature !== null && <Signature text={row.blockerSignature} />}
      </div>
      {report !== null && (
        <Part title={COMMON.whatReported(agent)}>
          <p className="wrap-anywhere" dir="auto">
            “{report}”
          </p>
        </Part>
      )}
      {failing ? (
        <FailedStep runId={runId} step={failing} />
      ) : (
        <Reasons texts={reasons.length > 0 ? reasons : [row.summary]} />
      )}
      {changed.length > 0 && <ChangedPaths paths={changed} />}
      {attempt.diff !== null && (
        <p className="px-4 pb-3 text-12">
          <a
            className="text-lapis underline-offset-2 hover:underline"
            href={hrefOf(runRoute(runId, 'artifacts', attempt.diff.id))}
          >
            {TEXT.diffOfAttempt(row.attemptNumber)}
          </a>
        </p>
      )}
    </article>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className="px-4 py-2.5">
      <h5 className="mb-1 text-12 font-strong text-ink-2">{title}</h5>
      {children}
    </section>
  )
}

function Reasons({ texts }: { texts: readonly string[] }): ReactElement {
  return (
    <Part title={COMMON.whyItWasNotAccepted}>
      <ul className="flex flex-col gap-1">
        {keyed(texts).map(({ key, text }) => (
          <li key={key} className="wrap-anywhere whitespace-pre-wrap" dir="auto">
            {showHidden(text.split('\n', 1)[0] ?? text)}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function ChangedPaths({ paths }: { paths: readonly string[] }): ReactElement {
  return (
    <Part title={TEXT.changed(paths.length)}>
      <ul>
        {paths.map((path) => (
          <li key={path} className="truncate" title={path}>
            <code>{showHidden(path)}</code>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function FailedStep({ runId, step }: { runId: string; step: StepEvidence }): ReactElement {
  const lines = failingLines(step, 6)
  const first = lines[0]?.number ?? null
  return (
    <Part title={COMMON.verification}>
      <div className="flex items-start gap-2">
        <code className="min-w-0 flex-1 text-ink-2 wrap-anywhere">{showHidden(step.command)}</code>
        <Status look={stepLook(step)} />
      </div>
      <ol className="mt-1.5 rounded-control border border-line bg-sunken px-2.5 py-1.5" aria-label={TEXT.whereLogFails}>
        {lines.map(({ number, text, tells }) => (
          <li key={number} className={`font-mono wrap-anywhere ${tells ? 'text-fail' : ''}`}>
            {showHidden(text)}
          </li>
        ))}
      </ol>
      <a
        className="text-12 text-lapis underline-offset-2 hover:underline"
        href={hrefOf(runRoute(runId, 'artifacts', step.logArtifactId, first))}
      >
        {TEXT.logOf(step.label)}
      </a>
    </Part>
  )
}
