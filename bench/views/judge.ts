import { type Figure, median, percentile } from '../figures.ts'
import { CASES, type CaseName, type Variant } from './cases.ts'

/** Milliseconds, of each repetition and frame. */
export interface Measured {
  paints: Record<Variant, number[]>
  frames: Record<Variant, number[]>
  /** Frames until a row was drawn; null: it never was. */
  reached: (number | null)[]
  /** Megabytes. */
  heaps: number[]
}

export const REACHED_ROWS = 200
const FRAME_MS = 1_000 / 60
/** Half a frame late is one missed. */
const MISSED_MS = 1.5 * FRAME_MS
const PAINT_RATIO = 1.5

/** What was found of a case, with its goals. Pure. */
export function figuresOf(name: CaseName, { paints, frames, reached, heaps }: Measured): Figure[] {
  const [own, plain] = [median(paints.view), median(paints.floor)]
  const isStream = CASES[name].view === 'stream'
  const paint: Figure = {
    what: 'first picture',
    value: plain === 0 ? 0 : own / plain,
    unit: '×',
    beside: `${own.toFixed(1)} ms beside ${plain.toFixed(1)} ms`,
    atMost: isStream ? null : PAINT_RATIO,
  }
  const late: Figure = {
    what: isStream
      ? 'between two frames while it streams, 99th percentile'
      : 'between two frames while it is scrolled, 99th percentile',
    value: percentile(frames.view, 99),
    unit: 'ms',
    beside: `${percentile(frames.floor, 99).toFixed(1)} ms of the plain page; ${frames.view.filter((ms) => ms > MISSED_MS).length} of ${frames.view.length} late`,
    atMost: MISSED_MS,
  }
  return [...(isStream ? [] : [paint]), late, ...reachFigures(reached, heaps)]
}

function reachFigures(reached: readonly (number | null)[], heaps: readonly number[]): Figure[] {
  if (reached.length === 0) return []
  const drawn = reached.flatMap((frames) => frames ?? [])
  return [
    {
      what: 'rows that cannot be scrolled to',
      value: reached.length - drawn.length,
      unit: 'rows',
      beside: `of ${reached.length}, from the first to the last; after ${median(drawn)} frames, at most ${Math.max(...drawn)}`,
      atMost: 0,
    },
    { what: 'heap of the page with all of them found', value: median(heaps), unit: 'MB', beside: '', atMost: null },
  ]
}
