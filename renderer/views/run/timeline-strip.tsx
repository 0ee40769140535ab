import { type ReactElement, useMemo, useRef } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { counted } from '../../words/counted.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/timeline.ts'
import { shortTime } from '../../words/times.ts'
import { LANES, type Lane, type Marks, timelineMarks } from './timeline-marks.ts'
import { type TimeScale, timeScale } from './timeline-scale.ts'
import { useMedia } from './use-media.ts'
import { useNow } from './use-now.ts'
import { useWidth } from './use-width.ts'

const LANE = 11
const LOOKS = {
  working: 'fill-lapis-fill',
  rested: 'fill-ink-3',
  failed: 'fill-fail-fill',
  passed: 'fill-pass-fill',
} as const

/** The whole run at a glance under its panels, and the way to its timeline. A low window has no room for it. */
export function TimelineStrip({ view }: { view: RunView }): ReactElement | null {
  const isLow = useMedia('(max-height: 759px)')
  return isLow || view.turns.length === 0 ? null : <Strip view={view} />
}

function Strip({ view }: { view: RunView }): ReactElement {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const now = useNow(view.turns.some(({ state }) => state === 'running')).getTime()
  const marks = useMemo(() => timelineMarks(view, now), [view, now])
  const scale = useMemo(() => timeScale(marks.spans, Math.max(0, width - 8)), [marks, width])
  const from = new Date(Math.min(...marks.spans.map((span) => span.from)))
  const to = new Date(Math.max(...marks.spans.map((span) => span.to)))
  return (
    <a
      href={hrefOf(runRoute(view.runId, 'timeline'))}
      className="flex flex-none items-center gap-4 border-line-strong border-t bg-frame px-4 py-1 text-11 text-ink-2 outline-offset-[-2px] hover:bg-hover"
    >
      <span className="w-24 flex-none leading-[11px]" aria-hidden="true">
        {LANES.map((name) => (
          <span key={name} className="block">
            {name === 'verification' ? COMMON.verification : ROLE_NAMES[name]}
          </span>
        ))}
      </span>
      <div ref={box} className="min-w-0 flex-1">
        <Lanes marks={marks} scale={scale} width={width} />
      </div>
      <span className="flex-none text-right tabular-nums">
        <span className="sr-only">{TEXT.whenWhatHappened} </span>
        {TEXT.fromTo(shortTime(from.toISOString(), to), shortTime(to.toISOString(), to))}
        <span className="block">{counted(view.checkpoints.length, 'checkpoint')}</span>
      </span>
    </a>
  )
}

function Lanes({ marks, scale, width }: { marks: Marks; scale: TimeScale; width: number }): ReactElement {
  const x = (ms: number): number => 4 + scale.x(ms)
  const y = (lane: Lane): number => LANES.indexOf(lane) * LANE + 3
  const bottom = LANES.length * LANE
  return (
    <svg width={width} height={bottom + 6} className="block" aria-hidden="true">
      {marks.bars.map(({ id, lane, from, to, look }) => (
        <rect
          key={id}
          x={x(from)}
          y={y(lane)}
          width={Math.max(2, x(to) - x(from))}
          height={5}
          className={`forced-color-adjust-none ${LOOKS[look]}`}
        />
      ))}
      {marks.squares.map(({ id, at }) => (
        <rect key={id} x={x(at) - 3} y={bottom} width={6} height={5} className="fill-lit stroke-ink-2" />
      ))}
      {marks.diamonds.map(({ id, role, at, isOpen }) => (
        <path
          key={id}
          d={`M${x(at)} ${y(role) - 3}l5 5-5 5-5-5z`}
          className={`stroke-gold-edge ${isOpen ? 'fill-gold-fill' : 'fill-gold-soft'}`}
        />
      ))}
    </svg>
  )
}
