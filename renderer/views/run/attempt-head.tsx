import type { ReactElement } from 'react'
import { hrefOf, runRoute } from '../../route.ts'
import { Coded } from '../../ui/coded.tsx'
import { Status } from '../../ui/status.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { attemptLook } from '../../words/work-words.ts'
import { inertText } from './inert.ts'
import type { Selection } from './task-facts.ts'

/** Which task and attempt is shown, why there is another attempt than the first, and the way to the other ones. */
export function AttemptHead({ runId, selection }: { runId: string; selection: Selection }): ReactElement {
  const { facts, attempt } = selection
  const title = inertText(facts.task.title)
  const before = facts.attempts.findLast(
    ({ attemptNumber }) => attempt !== null && attemptNumber < attempt.attemptNumber,
  )
  // The end of a log may follow the sentence, with backticks of its own.
  const [sentence = '', ...rest] = inertText(before?.summary ?? '').split('\n')
  return (
    <div className="flex-none border-line border-b bg-sunken px-4 py-2">
      <div className="flex min-h-6 min-w-0 items-center gap-3">
        <h3 className="min-w-0 truncate font-strong" title={title}>
          {COMMON.task(facts.number)}
          {attempt !== null && TEXT.attemptAfterTitle(attempt.attemptNumber)}
          <span className="ml-3 font-regular text-ink-2" dir="auto">
            {title}
          </span>
        </h3>
        {facts.attempts.length > 1 && (
          <nav aria-label={TEXT.attemptsOfThisTask} className="ml-auto flex flex-none items-center gap-1">
            <span className="text-12 text-ink-3">{TEXT.attempt}</span>
            {facts.attempts.map((each) => (
              <a
                key={each.id}
                href={hrefOf(runRoute(runId, 'run', each.id))}
                aria-current={each.id === attempt?.id ? 'true' : undefined}
                title={attemptLook(each).word}
                className={`grid min-h-6 min-w-6 place-items-center rounded-control px-1 tabular-nums ${each.id === attempt?.id ? 'bg-lit font-strong inset-ring inset-ring-line-strong' : 'text-lapis hover:bg-hover'}`}
              >
                {each.attemptNumber}
                <span className="sr-only">: {attemptLook(each).word}</span>
              </a>
            ))}
          </nav>
        )}
        {attempt !== null && attempt.status !== 'running' && (
          <span className={`flex items-center ${facts.attempts.length > 1 ? '' : 'ml-auto'}`}>
            <Status look={attemptLook(attempt)} />
          </span>
        )}
      </div>
      {before !== undefined && before.summary !== '' && (
        <p className="mt-0.5 truncate text-12 text-ink-2" dir="auto" title={inertText(before.summary)}>
          {TEXT.attemptWith(before.attemptNumber)} <Coded text={sentence} /> {rest.join('\n')}
        </p>
      )}
    </div>
  )
}
