import type { ReactElement } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { AgentText } from '../run/agent-text.tsx'
import { keyed } from './keyed.ts'

/** Sentences to beware of, of agents or of the application. */
export function WarningList({ texts }: { texts: readonly string[] }): ReactElement {
  return (
    <ul className="flex flex-col gap-1.5">
      {keyed(texts).map(({ key, text }) => (
        <li key={key} className="flex items-start gap-2">
          <Icon name="warning" className="mt-0.5 size-4 text-gold" />
          <span className="min-w-0">
            <AgentText text={text} />
          </span>
        </li>
      ))}
    </ul>
  )
}
