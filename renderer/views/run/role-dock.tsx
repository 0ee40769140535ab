import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import type { AgentRole } from '../../../shared/words.ts'
import { counted } from '../../words/counted.ts'
import { costText, tokensText } from '../../words/numbers.ts'
import * as TEXT from '../../words/texts/run.ts'
import { MessageBox } from './message-box.tsx'
import { canSteer, sentMessages } from './messages.ts'
import { SentMessages } from './sent-messages.tsx'
import { contextUse } from './turn-words.ts'

/** Under each role: what it has used, what it was and is to be told, and the field for that. Null: there is nothing to show. */
export function roleDock(view: RunView, role: AgentRole, agent: string): ReactElement | null {
  const { row, turns, usage } = view
  const used = usage.roles.find((spent) => spent.role === role)
  const sent = sentMessages(view, role)
  const takesMessages = canSteer(row)
  if (!takesMessages && used === undefined && sent.length === 0) return null
  const context = contextUse(turns.findLast((turn) => turn.role === role) ?? { contextUsed: null, contextSize: null })
  return (
    <div className="space-y-2">
      {used !== undefined && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5 text-12 text-ink-2 tabular-nums">
          <span>{usedText(used)}</span>
          {context !== null && <Context {...context} />}
        </div>
      )}
      <SentMessages runId={view.runId} sent={sent} />
      {takesMessages && <MessageBox view={view} of={role} agent={agent} />}
    </div>
  )
}

function usedText({ turns, tokens, costMicros }: RunView['usage']['roles'][number]): string {
  const spent =
    tokens === null && costMicros === null ? [TEXT.usageNotReported] : [tokensText(tokens), costText(costMicros)]
  return [counted(turns, 'turn'), ...spent].join(' · ')
}

function Context({ text, share, detail }: { text: string; share: number | null; detail: string }): ReactElement {
  return (
    <span className="inline-flex items-center gap-2" title={TEXT.ofSessionsContext(detail)}>
      <span className="first-letter:uppercase">{text}</span>
      {share !== null && (
        // What it shows is said in the words beside it.
        <span aria-hidden="true" className="h-1 w-14 overflow-hidden rounded-full bg-pressed">
          <span className="block h-full rounded-full bg-ink-2" style={{ width: `${Math.round(share * 100)}%` }} />
        </span>
      )}
    </span>
  )
}
