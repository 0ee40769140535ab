import type { ReactElement } from 'react'
import * as TEXT from '../../words/texts/timeline.ts'
import { clockText } from '../../words/times.ts'
import { type Bar, type Diamond, LANES, type Lane, type Replan, type Square } from './timeline-marks.ts'
import type { TimeScale } from './timeline-scale.ts'

/** Left free above the lanes, below them, and at both sides. */
export const TOP = 32
export const BOTTOM = 34
export const SIDE = 10
const TICK_EVERY = 120
const TICK_WIDTH = 64
const NARROWEST = 5

const laneTop = (name: Lane, lane: number): number => TOP + LANES.indexOf(name) * lane
/** Where the lanes end. */
export const bottomOf = (lane: number): number => TOP + LANES.length * lane

export function Grid({ scale, width, lane }: { scale: TimeScale; width: number; lane: number }): ReactElement {
  const bottom = bottomOf(lane)
  const room = Math.max(0, width - 2 * SIDE - TICK_WIDTH)
  const ticks = Array.from({ length: Math.floor(room / TICK_EVERY) + 1 }, (_, n) => n * TICK_EVERY)
  return (
    <>
      {ticks.map((x) => (
        <g key={x}>
          <line x1={SIDE + x} x2={SIDE + x} y1={TOP - 4} y2={bottom} className="stroke-line" />
          <text x={SIDE + x + 4} y={20} className="fill-ink-3 tabular-nums">
            {clockText(scale.at(x))}
          </text>
        </g>
      ))}
      {LANES.map((name) => (
        <line
          key={name}
          x1={0}
          x2={width}
          y1={laneTop(name, lane) + lane - 0.5}
          y2={laneTop(name, lane) + lane - 0.5}
          className="stroke-line"
        />
      ))}
      {scale.breaks.map(({ from, to }) => (
        <rect
          key={from}
          x={SIDE + from + 1}
          y={TOP}
          width={Math.max(0, to - from - 2)}
          height={bottom - TOP}
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
  passed: { rect: 'fill-pass-soft stroke-pass', text: 'fill-pass' },
} as const

export function BarShape({ bar, scale, lane }: { bar: Bar; scale: TimeScale; lane: number }): ReactElement {
  const from = SIDE + scale.x(bar.from)
  const width = Math.max(NARROWEST, SIDE + scale.x(bar.to) - from)
  const look = BAR_LOOKS[bar.look]
  const hasRoom = width > bar.label.length * 7 + 8
  return (
    <g>
      <title>{bar.title}</title>
      <rect x={from} y={laneTop(bar.lane, lane) + 8} width={width} height={lane - 16} rx={2} className={look.rect} />
      {hasRoom && (
        <text x={from + 6} y={laneTop(bar.lane, lane) + lane / 2 + 4} className={`font-medium ${look.text}`}>
          {bar.label}
        </text>
      )}
    </g>
  )
}

/** Where the plan is another one: a line through all lanes, as what follows is of that plan. */
export function ReplanShape({ replan, scale, lane }: { replan: Replan; scale: TimeScale; lane: number }): ReactElement {
  const x = SIDE + scale.x(replan.at)
  return (
    <g>
      <title>{replan.title}</title>
      <line
        x1={x}
        x2={x}
        y1={TOP}
        y2={bottomOf(lane)}
        strokeWidth="1.5"
        className="stroke-ink-2 [stroke-dasharray:1_3]"
      />
    </g>
  )
}

export function DiamondShape({
  diamond,
  scale,
  lane,
}: {
  diamond: Diamond
  scale: TimeScale
  lane: number
}): ReactElement {
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

export function SquareShape({
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
  const bottom = bottomOf(lane)
  const x = SIDE + scale.x(square.at)
  return (
    <g>
      <title>{TEXT.checkpointAndTitle(square.number, square.title)}</title>
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
