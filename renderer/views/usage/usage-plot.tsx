import type { ReactElement } from 'react'
import { AGENT_ROLES, type AgentRole } from '../../../shared/words.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as TEXT from '../../words/texts/usage.ts'
import {
  amountOf,
  amountText,
  type Column,
  columnLabel,
  columnName,
  type Measure,
  ticksOf,
  timeTicksOf,
} from './figures.ts'

const HEIGHT = 260
const TOP = 24
const BOTTOM = 26
const LEFT_PERCENT = 7
/** With more columns only the highest one has its amount on top. */
const MAX_LABELLED = 16
/** With more, not every column has its day under it. */
const MAX_NAMED = 31

export const PLOT_COLOURS: Readonly<Record<AgentRole, string>> = {
  strategy: 'var(--plot-1)',
  implementation: 'var(--plot-2)',
  checker: 'var(--plot-3)',
}

/** What was spent on each day, by role, one upon the other. */
export function UsagePlot({
  columns,
  measure,
  title,
}: {
  columns: readonly Column[]
  measure: Measure
  title: string
}): ReactElement {
  const most = Math.max(0, ...columns.map(({ all }) => amountOf(all, measure) ?? 0))
  const ticks = (measure === 'time' ? timeTicksOf : ticksOf)(most)
  const top = ticks.at(-1) || 1
  const heightOf = (value: number): number => (value / top) * (HEIGHT - TOP - BOTTOM)
  const width = (100 - LEFT_PERCENT) / Math.max(1, columns.length)
  return (
    <svg
      role="img"
      aria-label={nameOf(columns, measure, title)}
      width="100%"
      height={HEIGHT}
      className="block font-ui text-11"
    >
      {ticks.map((tick) => (
        <Tick key={tick} y={HEIGHT - BOTTOM - heightOf(tick)} text={amountText(tick, measure)} />
      ))}
      {columns.map((column, index) => {
        const value = amountOf(column.all, measure) ?? 0
        const isLabelled = value > 0 && (columns.length <= MAX_LABELLED || value === most)
        const every = Math.ceil(columns.length / MAX_NAMED)
        return (
          <Bar
            key={column.key}
            column={column}
            measure={measure}
            heightOf={heightOf}
            x={LEFT_PERCENT + index * width}
            width={width}
            amount={isLabelled ? amountText(value, measure) : null}
            label={index % every === 0 ? columnLabel(column.key, index === 0) : null}
            isLast={index === columns.length - 1}
          />
        )
      })}
    </svg>
  )
}

function nameOf(columns: readonly Column[], measure: Measure, title: string): string {
  const highest = columns.reduce<Column | null>(
    (best, column) =>
      (amountOf(column.all, measure) ?? 0) > (best === null ? 0 : (amountOf(best.all, measure) ?? 0)) ? column : best,
    null,
  )
  const most =
    highest === null
      ? 'none'
      : TEXT.mostOn(columnName(highest.key), amountText(amountOf(highest.all, measure), measure))
  return TEXT.sameAsTableWithT(title, most)
}

function Tick({ y, text }: { y: number; text: string }): ReactElement {
  return (
    <>
      <line x1={`${LEFT_PERCENT}%`} x2="100%" y1={y} y2={y} stroke="var(--line)" />
      <text x={`${LEFT_PERCENT - 0.8}%`} y={y + 4} textAnchor="end" fill="var(--ink-3)">
        {text}
      </text>
    </>
  )
}

function Bar({
  column,
  measure,
  heightOf,
  x,
  width,
  amount,
  label,
  isLast,
}: {
  column: Column
  measure: Measure
  heightOf: (value: number) => number
  /** As `width` in percent of the plot. */
  x: number
  width: number
  /** On top of it; null: none. */
  amount: string | null
  /** Under it. */
  label: string | null
  isLast: boolean
}): ReactElement {
  const middle = `${x + width / 2}%`
  let y = HEIGHT - BOTTOM
  const parts = AGENT_ROLES.map((role) => {
    const height = heightOf(amountOf(column.roles[role], measure) ?? 0)
    y -= height
    return { role, y, height }
  })
  return (
    <g>
      <title>{`${columnName(column.key)}: ${AGENT_ROLES.map((role) => `${ROLE_NAMES[role]} ${amountText(amountOf(column.roles[role], measure), measure)}`).join(', ')}`}</title>
      {parts.map((part) => (
        <rect
          key={part.role}
          x={`${x + width * 0.2}%`}
          y={part.y}
          width={`${width * 0.6}%`}
          // A line of the ground between two parts, so that they are told apart without their colours.
          height={Math.max(0, part.height - (part.height > 2 ? 1 : 0))}
          fill={PLOT_COLOURS[part.role]}
        />
      ))}
      {amount !== null && (
        <text x={middle} y={y - 5} textAnchor="middle" fill="var(--ink)" fontWeight="600">
          {amount}
        </text>
      )}
      {label !== null && (
        <text
          x={middle}
          y={HEIGHT - 8}
          textAnchor="middle"
          fill={isLast ? 'var(--ink)' : 'var(--ink-3)'}
          fontWeight={isLast ? '600' : '400'}
        >
          {label}
        </text>
      )}
    </g>
  )
}

/** What the colours are. */
export function PlotLegend(): ReactElement {
  return (
    <ul className="flex gap-4 text-12 text-ink-2">
      {AGENT_ROLES.map((role) => (
        <li key={role} className="flex items-center gap-1.5">
          <svg width="10" height="10" aria-hidden="true">
            <rect width="10" height="10" fill={PLOT_COLOURS[role]} />
          </svg>
          {ROLE_NAMES[role]}
        </li>
      ))}
    </ul>
  )
}
