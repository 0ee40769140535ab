import type { ReactElement } from 'react'
import { countedLong } from '../words/counted.ts'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/viewers.ts'
import { languageOfFence, MAX_HIGHLIGHTED } from './language.ts'
import type { Piece } from './pieces.ts'
import { LineOfPieces } from './pieces-view.tsx'
import { useHighlighted } from './use-highlighter.ts'

/** More lines are told only. */
const MAX_LINES = 2_000
/** A scrolled region must take the focus, or the keyboard could not scroll it. */
const FOCUSABLE = { tabIndex: 0 }

/** A block of code; `info` is what stands after the fence. */
export function MarkdownCode({ text, info }: { text: string; info: string }): ReactElement {
  const toned = useHighlighted(text, text.length > MAX_HIGHLIGHTED ? null : languageOfFence(info))
  const all = toned ?? text.split('\n').map((line): Piece[] => [{ text: line, tone: null }])
  const lines = all.slice(0, MAX_LINES)
  return (
    <section
      className="my-3 overflow-x-auto rounded-control border border-line bg-sunken px-3 py-2 font-mono text-12"
      aria-label={info === '' ? COMMON.code : TEXT.code(info)}
      {...FOCUSABLE}
    >
      <pre>
        <code>
          {lines.map((pieces, at) => {
            const key = COMMON.line(at)
            return (
              <span key={key} className="block min-h-[1.125rem]">
                <LineOfPieces pieces={pieces} />
              </span>
            )
          })}
          {all.length > MAX_LINES && (
            <span className="text-ink-3 italic">… {countedLong(all.length - MAX_LINES, 'more line')}</span>
          )}
        </code>
      </pre>
    </section>
  )
}
