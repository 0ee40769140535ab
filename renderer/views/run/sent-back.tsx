import type { ReactElement } from 'react'
import type { TaskRecord } from '../../../shared/domain.ts'
import type { AttemptView } from '../../../shared/views.ts'
import { Section } from '../../ui/panel.tsx'
import { Signature } from '../../ui/status.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run.ts'
import { AgentText } from './agent-text.tsx'
import { Fold } from './fold.tsx'
import { inertText } from './inert.ts'

/** Why an attempt was not accepted, word for word as the next one is told. `isLast`: there was none after it. */
export function SentBack({
  task,
  view,
  isLast,
}: {
  task: TaskRecord
  view: AttemptView
  isLast: boolean
}): ReactElement | null {
  const { failure } = view.result
  if (failure === undefined || failure.reasons.length === 0) return null
  const isOver = isLast && (task.status === 'blocked' || task.status === 'abandoned')
  const reasons = failure.reasons.map((reason, index) => {
    const [first = '', ...rest] = reason.trimEnd().split('\n')
    return { key: `${index} ${first}`, first, rest: rest.join('\n') }
  })
  return (
    <Section
      title={isOver ? COMMON.whyItWasNotAccepted : TEXT.sentBackAsWork}
      aside={<Signature text={failure.signature} />}
    >
      <ol className="flex flex-col gap-1.5">
        {reasons.map(({ key, first, rest }, index) => (
          <li key={key} className="flex gap-2">
            <span className="w-3 flex-none text-right text-ink-3 tabular-nums">{index + 1}</span>
            <div className="min-w-0 flex-1">
              <AgentText text={first} />
              {rest !== '' && (
                <Fold icon="terminal" title={<span className="text-12 text-ink-2">{TEXT.linesThatGoWithIt}</span>}>
                  <pre className="overflow-x-auto text-ink-2 wrap-anywhere whitespace-pre-wrap" dir="auto">
                    {inertText(rest)}
                  </pre>
                </Fold>
              )}
            </div>
          </li>
        ))}
      </ol>
      {!failure.counted && <p className="mt-1.5 text-12 text-ink-3">{TEXT.thisDoesNotCountAsAttempt}</p>}
    </Section>
  )
}
