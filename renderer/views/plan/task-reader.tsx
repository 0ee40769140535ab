import type { ReactElement, ReactNode } from 'react'
import type { TaskDraft } from '../../../shared/domain.ts'
import { Icon } from '../../ui/icon.tsx'
import { showHidden, showLines } from '../../viewers/text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { keyed } from '../gates/keyed.ts'
import { AgentText } from '../run/agent-text.tsx'
import { TriedMark } from './tried-mark.tsx'
import type { TriedSteps } from './tried-steps.ts'

/** A task of a plan, to be read. */
export function TaskReader({ task, tried }: { task: TaskDraft; tried: TriedSteps | null }): ReactElement {
  const { objective, acceptanceCriteria, verificationSteps, allowedPaths } = task
  return (
    <div className="flex w-full max-w-[72rem] flex-col gap-4 px-5 py-4">
      <Part title={TEXT.objective}>
        <p className="max-w-[72ch]">
          <AgentText text={objective} />
        </p>
      </Part>
      <Part title={TEXT.acceptanceCriteria} hint={TEXT.checkerAnswersEachWithEvidence}>
        <ol className="list-decimal pl-6 marker:text-12 marker:text-ink-2">
          {keyed(acceptanceCriteria).map(({ key, text }) => (
            <li key={key} className="py-0.5 pl-1">
              <AgentText text={text} />
            </li>
          ))}
        </ol>
      </Part>
      <Part title={COMMON.verificationSteps} hint={TEXT.triptychRunsTheseItself}>
        {verificationSteps.length === 0 ? (
          <p className="text-ink-2">{TEXT.noneTaskCountsAsNotVerified}</p>
        ) : (
          <ul>
            {keyed(verificationSteps).map(({ key, text }) => (
              <li key={key} className="flex items-start gap-2 py-0.5">
                <Icon name="terminal" className="mt-px size-4 text-ink-3" />
                <code className="min-w-0 flex-1 wrap-anywhere">{showHidden(text)}</code>
                <TriedMark tried={tried} command={text} />
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title={TEXT.allowedPaths} hint={TEXT.anythingWrittenElsewhereIsRefused}>
        {allowedPaths.length === 0 ? (
          <p className="text-ink-2">{TEXT.wholeRepositoryExceptProtectedFiles}</p>
        ) : (
          <ul className="flex flex-wrap gap-1.5">
            {keyed(allowedPaths).map(({ key, text }) => (
              <li key={key} className="rounded-control border border-line-strong bg-lit px-2 py-0.5">
                <code className="wrap-anywhere">{showHidden(text)}</code>
              </li>
            ))}
          </ul>
        )}
      </Part>
    </div>
  )
}

export function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }): ReactElement {
  return (
    <section className="min-w-0">
      <div className="mb-1 flex flex-wrap items-baseline gap-x-2">
        <h3 className="text-12 font-medium text-ink-2">{title}</h3>
        {hint !== undefined && <span className="text-12 text-ink-3">{hint}</span>}
      </div>
      {children}
    </section>
  )
}

/** The selected task as the heading of its panel. */
export function TaskTitle({ number, title }: { number: number; title: string | undefined }): ReactElement {
  const shown = title === undefined ? undefined : showLines(title)
  return (
    <h2 className="min-w-0 truncate font-strong" title={shown} dir="auto">
      <span className="font-regular text-ink-3 tabular-nums">{number}</span> {shown || TEXT.newTask}
    </h2>
  )
}
