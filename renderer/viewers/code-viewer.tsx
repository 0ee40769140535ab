import { memo, type ReactElement, useMemo } from 'react'
import * as TEXT from '../words/texts/viewers.ts'
import { languageOf, MAX_HIGHLIGHTED } from './language.ts'
import { NumberedLine, useLineTarget } from './numbered-line.tsx'
import type { Piece } from './pieces.ts'
import { LineOfPieces } from './pieces-view.tsx'
import { FixedRows } from './rows.tsx'
import { MAX_LINE, splitLines } from './text.ts'
import { useHighlighted } from './use-highlighter.ts'

export interface CodeViewerProps {
  text: string
  /** Tells the language; need not exist. */
  path: string
  /** From 1. Marked, and in view at first and whenever it changes. */
  highlightLine?: number
  label?: string
}

/** A text file with line numbers and tones. */
export function CodeViewer({ text, path, highlightLine, label = TEXT.text }: CodeViewerProps): ReactElement {
  const lines = useMemo(() => splitLines(text), [text])
  const joined = useMemo(() => lines.join('\n'), [lines])
  const toned = useHighlighted(joined, joined.length > MAX_HIGHLIGHTED ? null : languageOf(path))
  const longest = useMemo(() => lines.reduce((most, line) => Math.max(most, line.length), 0), [lines])
  const target = useLineTarget(highlightLine)
  if (lines.length === 0) return <p className="p-4 text-ink-3">{TEXT.emptyFile}</p>
  return (
    <FixedRows
      className="h-full bg-lit font-mono text-12/[1.25rem] [font-variant-ligatures:none] [tab-size:4]"
      count={lines.length}
      rowHeight={20}
      renderRow={(index) => (
        <Line
          number={index + 1}
          isMarked={index + 1 === highlightLine}
          text={lines[index] ?? ''}
          pieces={toned?.[index] ?? null}
        />
      )}
      label={label}
      contentWidth={`calc(${Math.min(longest, MAX_LINE)}ch + 8rem)`}
      scrollToRow={target}
    />
  )
}

/** Drawn anew only when it shows something else. */
const Line = memo(function Line({
  number,
  isMarked,
  text,
  pieces,
}: {
  number: number
  isMarked: boolean
  text: string
  pieces: readonly Piece[] | null
}): ReactElement {
  return (
    <NumberedLine number={number} isMarked={isMarked}>
      <LineOfPieces pieces={pieces ?? [{ text, tone: null }]} />
    </NumberedLine>
  )
})
