import { type ReactElement, useMemo, useRef } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { Icon } from '../../ui/icon.tsx'
import { RoleMark } from '../../ui/mark.tsx'
import { counted } from '../../words/counted.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/timeline.ts'
import { LANES, timelineMarks } from './timeline-marks.ts'
import { timeScale } from './timeline-scale.ts'
import { TimelineScrub } from './timeline-scrub.tsx'
import {
  BarShape,
  BOTTOM,
  bottomOf,
  DiamondShape,
  Grid,
  ReplanShape,
  SIDE,
  SquareShape,
  TOP,
} from './timeline-shapes.tsx'
import { useMedia } from './use-media.ts'
import { useNow } from './use-now.ts'
import { useWidth } from './use-width.ts'

export interface TimelinePlotProps {
  view: RunView
  selectedId: string | null
  /** The moment that is looked at, in milliseconds; null: now. */
  at: number | null
  onScrub: (ms: number) => void
}

/** Turns in a lane for each role, and what was run to verify in one more, over time; questions as diamonds, checkpoints as squares; long pauses are drawn short. A line can be moved through it. */
export function TimelinePlot({ view, selectedId, at, onScrub }: TimelinePlotProps): ReactElement {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const isRunning = view.turns.some(({ state }) => state === 'running')
  const now = useNow(isRunning).getTime()
  const marks = useMemo(() => timelineMarks(view, now), [view, now])
  const scale = useMemo(() => timeScale(marks.spans, Math.max(0, width - 2 * SIDE)), [marks, width])
  const { bars, diamonds, squares, replans } = marks
  const lane = useMedia('(max-height: 759px)') ? 24 : 34
  const height = bottomOf(lane) + BOTTOM
  const name = TEXT.timelineAndItsTable(
    counted(view.turns.length, 'turn'),
    counted(view.verifications.length, 'verification step'),
    counted(diamonds.length, 'question'),
    counted(squares.length, 'checkpoint'),
  )
  return (
    <div className="flex border-line border-b bg-lit">
      <ul className="w-40 flex-none pt-8" aria-label={TEXT.lanes}>
        {LANES.map((name) => (
          <li
            key={name}
            className="flex items-center gap-2 border-line border-b px-4 font-medium"
            style={{ height: lane }}
          >
            {name === 'verification' ? <Icon name="terminal" className="w-[18px]" /> : <RoleMark role={name} />}
            {name === 'verification' ? COMMON.verification : ROLE_NAMES[name]}
          </li>
        ))}
        <li className="px-4 pt-1.5 pl-11 text-12 text-ink-3">{TEXT.checkpoints}</li>
      </ul>
      <div ref={box} className="relative min-w-0 flex-1">
        <svg role="img" aria-label={name} width={width} height={height} className="block font-ui text-11">
          {marks.spans.length > 0 && <Grid scale={scale} width={width} lane={lane} />}
          {replans.map((replan) => (
            <ReplanShape key={replan.id} replan={replan} scale={scale} lane={lane} />
          ))}
          {bars.map((bar) => (
            <BarShape key={bar.id} bar={bar} scale={scale} lane={lane} />
          ))}
          {diamonds.map((diamond) => (
            <DiamondShape key={diamond.id} diamond={diamond} scale={scale} lane={lane} />
          ))}
          {squares.map((square) => (
            <SquareShape
              key={square.id}
              square={square}
              scale={scale}
              lane={lane}
              isSelected={square.id === selectedId}
            />
          ))}
        </svg>
        {marks.spans.length > 0 && width > 2 * SIDE && (
          <TimelineScrub
            marks={marks}
            scale={scale}
            side={SIDE}
            top={TOP}
            lane={lane}
            width={width}
            at={at}
            onScrub={onScrub}
          />
        )}
        <p className="absolute top-2 right-4 text-12 text-ink-3 empty:hidden">{missingText(view)}</p>
      </div>
    </div>
  )
}

/** What the plot does not show. */
function missingText({ turns, row }: RunView): string {
  if (turns.length === 0) return TEXT.noTurnWasRecorded
  const { turns: all } = row.usage
  return all > turns.length ? TEXT.newestOfTurns(turns.length, all) : ''
}
