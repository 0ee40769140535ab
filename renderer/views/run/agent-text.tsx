import type { ReactElement } from 'react'
import { inertText, textParts } from './inert.ts'

/** What an agent said, as inert text; what stands between backticks as code. */
export function AgentText({ text, quoted = false }: { text: string; quoted?: boolean }): ReactElement {
  return (
    <span dir="auto" className="whitespace-pre-wrap wrap-anywhere">
      {quoted && '“'}
      {textParts(inertText(text)).map(({ at, text: part, code }) => (code ? <code key={at}>{part}</code> : part))}
      {quoted && '”'}
    </span>
  )
}
