import { type Figure, median, percentile } from '../figures.ts'
import { CASES, type CaseName, type Variant } from './cases.ts'

/** A first picture. Milliseconds. */
export interface Paint {
  /** From the click that opens it. */
  openedMs: number
  /** From when all of it had been read. */
  drawnMs: number
}

/** Milliseconds, of each repetition and frame. */
export interface Measured {
  paints: Record<Variant, Paint[]>
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
  const isStream = CASES[name].view === 'stream'
  return [
    ...(isStream ? [] : paintFigures(paints)),
    frameFigure(isStream ? 'while it streams' : 'while it is scrolled', frames),
    ...reachFigures(reached, heaps),
  ]
}

function paintFigures({ view, floor }: Measured['paints']): Figure[] {
  const ratio = (what: string, part: (paint: Paint) => number, atMost: number | null): Figure => {
    const [own, plain] = [view.map(part), floor.map(part)]
    return {
      what,
      value: median(plain) === 0 ? 0 : median(own) / median(plain),
      unit: '×',
      beside: `${spread(own)} beside ${spread(plain)}`,
      atMost,
    }
  }
  return [
    ratio('first picture, from the click', ({ openedMs }) => openedMs, PAINT_RATIO),
    ratio('of which drawing what was read', ({ drawnMs }) => drawnMs, null),
  ]
}

/** The median, and between which values half of them lie. */
const spread = (values: readonly number[]): string =>
  `${median(values).toFixed(1)} ms (${percentile(values, 25).toFixed(1)}–${percentile(values, 75).toFixed(1)})`

/** Where the plain page misses frames itself, the machine can do no better, and what it does is the goal. */
function frameFigure(when: string, { view, floor }: Measured['frames']): Figure {
  const plain = percentile(floor, 99)
  const late = (values: readonly number[]): string =>
    `${values.filter((ms) => ms > MISSED_MS).length} of ${values.length}`
  return {
    what: `between two frames ${when}, 99th percentile`,
    value: percentile(view, 99),
    unit: 'ms',
    beside: `${plain.toFixed(1)} ms of the plain page; late are ${late(view)}, of the plain page ${late(floor)}`,
    atMost: Math.max(MISSED_MS, plain),
  }
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
