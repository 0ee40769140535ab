import type { ReactElement } from 'react'
import { showHidden, showLines } from '../../viewers/text.ts'
import { textParts } from './inert.ts'

/** What an agent said, as inert text; what stands between backticks as code. */
export function AgentText({ text, quoted = false }: { text: string; quoted?: boolean }): ReactElement {
  return (
    <span dir="auto" className="whitespace-pre-wrap wrap-anywhere">
      {quoted && '“'}
      {textParts(text).map(({ at, text: part, code }) =>
        code ? <code key={at}>{showHidden(part)}</code> : showLines(part),
      )}
      {quoted && '”'}
    </span>
  )
}
