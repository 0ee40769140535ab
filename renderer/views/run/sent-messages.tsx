import type { ReactElement } from 'react'
import { hrefOf, runRoute } from '../../route.ts'
import { Icon } from '../../ui/icon.tsx'
import { Status } from '../../ui/status.tsx'
import * as TEXT from '../../words/texts/run.ts'
import { AgentText } from './agent-text.tsx'
import { Fold } from './fold.tsx'
import type { SentMessage } from './messages.ts'

/** What a person sent to a role with what became of it: the last one and all that wait in sight, earlier ones folded. */
export function SentMessages({ runId, sent }: { runId: string; sent: readonly SentMessage[] }): ReactElement | null {
  if (sent.length === 0) return null
  const last = sent.at(-1)
  const shown = sent.filter((each) => each.state === 'queued' || each === last)
  const earlier = sent.filter((each) => !shown.includes(each))
  return (
    <>
      {earlier.length > 0 && (
        <Fold icon="message" title={<span className="text-12 text-ink-2">{TEXT.sentBefore(earlier.length)}</span>}>
          <ul aria-label={TEXT.messagesSentBefore} className="max-h-40 overflow-y-auto">
            {earlier.map((each) => (
              <Sent key={each.message.id} runId={runId} sent={each} />
            ))}
          </ul>
        </Fold>
      )}
      <ul aria-label={TEXT.messagesSent} aria-live="polite">
        {shown.map((each) => (
          <Sent key={each.message.id} runId={runId} sent={each} />
        ))}
      </ul>
    </>
  )
}

function Sent({ runId, sent }: { runId: string; sent: SentMessage }): ReactElement {
  const { message, look, artifactId } = sent
  return (
    <li className="flex items-start gap-2 py-0.5">
      <Icon name="message" className="mt-0.5 size-4 text-ink-3" />
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2">
          <AgentText text={message.text} />
        </span>
        <span className="flex flex-wrap items-center gap-x-3">
          <Status look={look} />
          {artifactId !== null && (
            <a
              href={hrefOf(runRoute(runId, 'artifacts', artifactId))}
              className="inline-flex min-h-6 items-center text-12 text-lapis hover:underline"
            >
              {message.mode === 'interrupt' ? TEXT.asItWasSent : TEXT.promptItStandsIn}
            </a>
          )}
        </span>
      </span>
    </li>
  )
}
