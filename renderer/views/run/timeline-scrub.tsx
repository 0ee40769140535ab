import { type PointerEvent, type ReactElement, useState } from 'react'
import * as TEXT from '../../words/texts/timeline.ts'
import { clockText } from '../../words/times.ts'
import { LANES, type Marks, markTitle } from './timeline-marks.ts'
import type { TimeScale } from './timeline-scale.ts'

export interface TimelineScrubProps {
  marks: Marks
  scale: TimeScale
  /** Of the plot, in pixels: what is left free at both sides, above the lanes, the height of a lane, the whole width. */
  side: number
  top: number
  lane: number
  width: number
  at: number | null
  onScrub: (ms: number) => void
}

/** So near in pixels counts as on it. */
const REACH = 5

/** A slider over the whole plot whose handle is a line through all lanes: the moment that is looked at. */
export function TimelineScrub(props: TimelineScrubProps): ReactElement {
  const { scale, side, width, at, onScrub } = props
  const [title, setTitle] = useState('')
  const end = width - 2 * side
  const value = at === null ? end : Math.round(scale.x(at))
  const moment = at ?? scale.at(end)
  return (
    <input
      type="range"
      aria-label={TEXT.momentOfRun}
      aria-valuetext={at === null ? TEXT.nowWith(clockText(moment)) : clockText(moment)}
      title={title}
      min={0}
      max={end}
      step={1}
      value={value}
      className="timeline-scrub absolute inset-y-0"
      style={{ left: side, width: end }}
      onChange={(event) => onScrub(scale.at(Number(event.target.value)))}
      onPointerMove={(event) => setTitle(titleAt(props, event))}
    />
  )
}

/** What is drawn under the pointer lies under the slider, too. */
function titleAt({ marks, scale, top, lane }: TimelineScrubProps, event: PointerEvent<HTMLInputElement>): string {
  const box = event.currentTarget.getBoundingClientRect()
  const [x, y] = [event.clientX - box.left, event.clientY - box.top]
  const at = scale.at(x)
  const reach = Math.abs(scale.at(x + REACH) - at)
  return markTitle(marks, { at, lane: LANES[Math.floor((y - top) / lane)] ?? null, reach }) ?? ''
}
