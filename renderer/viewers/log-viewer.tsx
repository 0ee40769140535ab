import { memo, type ReactElement, useMemo } from 'react'
import * as COMMON from '../words/texts/common.ts'
import { type LogLine, paintLine, plainLine } from './ansi.ts'
import { logText } from './log-text.ts'
import { NumberedLine, useLineTarget } from './numbered-line.tsx'
import { cutPieces, markRanges, type Range } from './pieces.ts'
import { CutNote } from './pieces-view.tsx'
import { FixedRows } from './rows.tsx'
import { MAX_LINE, showHidden } from './text.ts'

export interface LogViewerProps {
  text: string
  /** From 1. Marked, and in view at first and whenever it changes. */
  highlightLine?: number
  stickToEnd?: boolean
  label?: string
  /** Parts to mark in a line, by its visible text (`plainLine`): what is searched for. */
  marksOf?: (visible: string) => readonly Range[]
}

const NO_MARKS: readonly Range[] = []

/** What a command printed, in its colours. */
export function LogViewer(props: LogViewerProps): ReactElement {
  const { text, highlightLine, stickToEnd = false, label = 'Log', marksOf } = props
  const log = useMemo(() => logText(text), [text])
  const width = useMemo(() => `calc(${log.width(MAX_LINE)}ch + 8rem)`, [log])
  const target = useLineTarget(highlightLine)
  if (log.count === 0) return <p className="p-4 text-ink-3">{COMMON.nothingWasPrinted}</p>
  return (
    <FixedRows
      className="h-full bg-lit font-mono text-12/[1.25rem] [font-variant-ligatures:none] [tab-size:8]"
      count={log.count}
      rowHeight={20}
      renderRow={(index) => (
        <Line line={log.line(index)} number={index + 1} isMarked={index + 1 === highlightLine} marksOf={marksOf} />
      )}
      label={label}
      contentWidth={width}
      scrollToRow={target}
      stickToEnd={stickToEnd}
    />
  )
}

/** Drawn anew only when it shows something else. */
const Line = memo(function Line({
  line,
  number,
  isMarked,
  marksOf,
}: {
  line: LogLine | undefined
  number: number
  isMarked: boolean
  marksOf: LogViewerProps['marksOf']
}): ReactElement {
  const marks = line && marksOf ? marksOf(plainLine(line)) : NO_MARKS
  const { pieces, cut } = cutPieces(markRanges(line ? paintLine(line) : [], marks), MAX_LINE)
  let at = 0
  return (
    <NumberedLine number={number} isMarked={isMarked}>
      {pieces.map(({ text, classes, color, marked }) => {
        const key = at
        at += text.length
        if (marked)
          return (
            <mark key={key} className="bg-lapis-fill text-on-lapis">
              {showHidden(text)}
            </mark>
          )
        return (
          <span key={key} className={classes} style={color === undefined ? undefined : { color }}>
            {showHidden(text)}
          </span>
        )
      })}
      <CutNote cut={cut} />
    </NumberedLine>
  )
})
