import { type ReactElement, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { AGENT_ROLES } from '../../../shared/words.ts'
import { RoleMark } from '../../ui/mark.tsx'
import { counted } from '../../words/numbers.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import { type Bar, type Diamond, type Square, timelineMarks } from './timeline-marks.ts'
import { type TimeScale, timeScale } from './timeline-scale.ts'
import { useMedia } from './use-media.ts'
import { useNow } from './use-now.ts'

const TOP = 32
const BOTTOM = 34
const TICK_EVERY = 120
const TICK_WIDTH = 64
const NARROWEST = 5
const SIDE = 10
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** Turns in three lanes over time, questions as diamonds, checkpoints as squares; long pauses are drawn short. */
export function TimelinePlot({ view, selectedId }: { view: RunView; selectedId: string | null }): ReactElement {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const isRunning = view.turns.some(({ state }) => state === 'running')
  const now = useNow(isRunning).getTime()
  const marks = useMemo(() => timelineMarks(view, now), [view, now])
  const scale = useMemo(() => timeScale(marks.spans, Math.max(0, width - 2 * SIDE)), [marks, width])
  const { bars, diamonds, squares } = marks
  const lane = useMedia('(max-height: 759px)') ? 28 : 40
  const height = TOP + 3 * lane + BOTTOM
  const name = `Timeline: ${counted(bars.length, 'turn')}, ${counted(diamonds.length, 'question')}, ${counted(squares.length, 'checkpoint')}. The same as a table with T.`
  return (
    <div className="flex border-line border-b bg-lit">
      <ul className="w-40 flex-none pt-8" aria-label="Lanes">
        {AGENT_ROLES.map((role) => (
          <li
            key={role}
            className="flex items-center gap-2 border-line border-b px-4 font-medium"
            style={{ height: lane }}
          >
            <RoleMark role={role} />
            {ROLE_NAMES[role]}
          </li>
        ))}
        <li className="px-4 pt-1.5 pl-11 text-12 text-ink-3">Checkpoints</li>
      </ul>
      <div ref={box} className="min-w-0 flex-1">
        <svg role="img" aria-label={name} width={width} height={height} className="block font-ui text-11">
          {marks.spans.length > 0 && <Grid scale={scale} width={width} lane={lane} />}
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
        {marks.spans.length === 0 && <p className="absolute top-2 right-4 text-12 text-ink-3">No turn was recorded.</p>}
      </div>
    </div>
  )
}

const laneTop = (role: Bar['role'], lane: number): number => TOP + AGENT_ROLES.indexOf(role) * lane

function Grid({ scale, width, lane }: { scale: TimeScale; width: number; lane: number }): ReactElement {
  const bottom = TOP + 3 * lane
  const room = Math.max(0, width - 2 * SIDE - TICK_WIDTH)
  const ticks = Array.from({ length: Math.floor(room / TICK_EVERY) + 1 }, (_, n) => n * TICK_EVERY)
  return (
    <>
      {ticks.map((x) => (
        <g key={x}>
          <line x1={SIDE + x} x2={SIDE + x} y1={TOP - 4} y2={bottom} className="stroke-line" />
          <text x={SIDE + x + 4} y={20} className="fill-ink-3 tabular-nums">
            {CLOCK.format(new Date(scale.at(x)))}
          </text>
        </g>
      ))}
      {AGENT_ROLES.map((role) => (
        <line
          key={role}
          x1={0}
          x2={width}
          y1={laneTop(role, lane) + lane - 0.5}
          y2={laneTop(role, lane) + lane - 0.5}
          className="stroke-line"
        />
      ))}
      {scale.breaks.map(({ from, to }) => (
        <rect
          key={from}
          x={SIDE + from + 1}
          y={TOP}
          width={Math.max(0, to - from - 2)}
          height={3 * lane}
          className="fill-sunken"
        />
      ))}
    </>
  )
}

const BAR_LOOKS = {
  working: { rect: 'fill-lapis-fill stroke-lapis-fill', text: 'fill-on-lapis' },
  rested: { rect: 'fill-pressed stroke-line-control', text: 'fill-ink' },
  failed: { rect: 'fill-fail-soft stroke-fail [stroke-dasharray:3_2]', text: 'fill-fail' },
} as const

function BarShape({ bar, scale, lane }: { bar: Bar; scale: TimeScale; lane: number }): ReactElement {
  const from = SIDE + scale.x(bar.from)
  const width = Math.max(NARROWEST, SIDE + scale.x(bar.to) - from)
  const look = BAR_LOOKS[bar.look]
  const hasRoom = width > bar.label.length * 7 + 8
  return (
    <g>
      <title>{bar.title}</title>
      <rect x={from} y={laneTop(bar.role, lane) + 8} width={width} height={lane - 16} rx={2} className={look.rect} />
      {hasRoom && (
        <text x={from + 6} y={laneTop(bar.role, lane) + lane / 2 + 4} className={`font-medium ${look.text}`}>
          {bar.label}
        </text>
      )}
    </g>
  )
}

function DiamondShape({ diamond, scale, lane }: { diamond: Diamond; scale: TimeScale; lane: number }): ReactElement {
  const [x, y] = [SIDE + scale.x(diamond.at), laneTop(diamond.role, lane) + lane / 2]
  return (
    <g>
      <title>{diamond.title}</title>
      <path
        d={`M${x} ${y - 8}l8 8-8 8-8-8z`}
        strokeWidth="1.5"
        className={`stroke-gold-edge ${diamond.isOpen ? 'fill-gold-fill' : 'fill-gold-soft'}`}
      />
    </g>
  )
}

function SquareShape({
  square,
  scale,
  lane,
  isSelected,
}: {
  square: Square
  scale: TimeScale
  lane: number
  isSelected: boolean
}): ReactElement {
  const bottom = TOP + 3 * lane
  const x = SIDE + scale.x(square.at)
  return (
    <g>
      <title>{`Checkpoint ${square.number}: ${square.title}`}</title>
      {isSelected && <line x1={x} x2={x} y1={TOP} y2={bottom + 6} className="stroke-lapis" />}
      <rect
        x={x - 4.5}
        y={bottom + 6}
        width={9}
        height={9}
        strokeWidth="1.5"
        className={isSelected ? 'fill-lapis-fill stroke-lapis-fill' : 'fill-lit stroke-ink-2'}
      />
      <text x={x} y={bottom + BOTTOM - 5} textAnchor="middle" className="fill-ink-2">
        {square.number}
      </text>
    </g>
  )
}

function useWidth(box: RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    setWidth(element.clientWidth)
    return () => observer.disconnect()
  }, [box])
  return width
}
