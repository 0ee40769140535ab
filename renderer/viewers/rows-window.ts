import { countBefore } from './count-before.ts'

/** A row that is not `rowPx` high. */
export interface TallRow {
  index: number
  /** In CSS pixels. */
  height: number
}

/** Where every row of a list stands, without a number per row. All lengths in CSS pixels. */
export interface RowSizes {
  count: number
  rowPx: number
  /** By index; `extraBefore` is what the tall rows before this one add to the plain height. */
  tall: readonly (TallRow & { extraBefore: number })[]
  total: number
}

export interface ScrollTarget {
  row: number
  /** `center` and `nearest` (the shortest way) don't scroll when the row is in view. */
  at: 'start' | 'center' | 'nearest'
}

export interface RowsInView {
  first: number
  /** Exclusive. */
  last: number
  /** Where the first row stands in the scrolled content. */
  top: number
}

/** Chromium cannot scroll further than 2^25 pixels; longer lists scroll through a shorter content, row by row still reachable. */
const MAX_SCROLL = 30_000_000

/** `tall` in rising order of index; rows beyond `count` are left out. */
export function rowSizes(count: number, rowPx: number, tall: readonly TallRow[] = []): RowSizes {
  let extra = 0
  const placed: (TallRow & { extraBefore: number })[] = []
  for (const row of tall) {
    if (row.index >= count) break
    placed.push({ ...row, extraBefore: extra })
    extra += row.height - rowPx
  }
  return { count, rowPx, tall: placed, total: count * rowPx + extra }
}

/** The top of a row; of `count`, the end of the list. */
export function offsetOf(sizes: RowSizes, index: number): number {
  const before = sizes.tall[countBefore(sizes.tall, (row) => row.index < index) - 1]
  const extra = before === undefined ? 0 : before.extraBefore + before.height - sizes.rowPx
  return index * sizes.rowPx + extra
}

/** The row that covers an offset; the first or last one for an offset outside the list. */
export function rowAt(sizes: RowSizes, offset: number): number {
  const { rowPx, tall, count } = sizes
  const before = tall[countBefore(tall, (row) => row.index * rowPx + row.extraBefore <= offset) - 1]
  if (before === undefined) return clamp(Math.floor(offset / rowPx), 0, count - 1)
  const end = before.index * rowPx + before.extraBefore + before.height
  const row = offset < end ? before.index : before.index + 1 + Math.floor((offset - end) / rowPx)
  return clamp(row, 0, count - 1)
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value))

/** The height to give the scrolled content. */
export const contentHeight = (sizes: RowSizes): number => Math.min(sizes.total, MAX_SCROLL)

/** From the scroll position to the offset in the list: the same number, unless the list is too long to be scrolled whole. */
export function listOffset(sizes: RowSizes, scrollTop: number, viewport: number): number {
  if (sizes.total <= MAX_SCROLL) return scrollTop
  return (scrollTop / (MAX_SCROLL - viewport)) * (sizes.total - viewport)
}

function scrollPosition(sizes: RowSizes, offset: number, viewport: number): number {
  const range = Math.max(0, sizes.total - viewport)
  const kept = clamp(offset, 0, range)
  return sizes.total <= MAX_SCROLL ? kept : (kept / range) * (MAX_SCROLL - viewport)
}

/** The rows to draw: those in view and `overscan` more on both sides. */
export function rowsInView(sizes: RowSizes, scrollTop: number, viewport: number, overscan: number): RowsInView {
  if (sizes.count === 0) return { first: 0, last: 0, top: 0 }
  const from = listOffset(sizes, scrollTop, viewport)
  const first = Math.max(0, rowAt(sizes, from) - overscan)
  const last = Math.min(sizes.count, rowAt(sizes, from + viewport) + 1 + overscan)
  return { first, last, top: scrollTop + offsetOf(sizes, first) - from }
}

/** Of what is in view, what may go by from one frame to the next while a person still reads along. */
const READ_PART = 1 / 3
/** Leaps that are further apart are single ones: a page down, a place that was clicked. */
const LEAPS_WITHIN_MS = 50

/** When the rows last leapt, and whether they go by faster than anybody reads: at the second of two leaps in a row. */
export interface Pace {
  leaptMs: number
  isHurried: boolean
}

/** The pace after the first drawn row went from `before` to `after` at `nowMs`; `viewRows`: so many are in view. */
export function paceAfter(pace: Pace, before: number, after: number, viewRows: number, nowMs: number): Pace {
  if (Math.abs(after - before) <= viewRows * READ_PART) return pace
  return { leaptMs: nowMs, isHurried: pace.isHurried || nowMs - pace.leaptMs <= LEAPS_WITHIN_MS }
}

/** Before anything is measured: the rows that a view of at most `viewport` pixels begins with. */
export function firstRows(
  sizes: RowSizes,
  viewport: number,
  { isAtEnd, target }: { isAtEnd: boolean; target: ScrollTarget | undefined },
): RowsInView {
  const end = Math.max(0, contentHeight(sizes) - viewport)
  const scrollTop = isAtEnd ? end : target === undefined ? 0 : (scrollTopFor(sizes, target, 0, viewport) ?? 0)
  return rowsInView(sizes, scrollTop, viewport, 0)
}

/** Whether the rows that are drawn are at their place and all that is in view, whatever else is drawn. */
export function isAllInView({ first, last, top }: RowsInView, inView: RowsInView, sizes: RowSizes): boolean {
  const ahead = offsetOf(sizes, inView.first) - offsetOf(sizes, first)
  return first <= inView.first && last >= inView.last && top === inView.top - ahead
}

/** The scroll position that brings the target into view; null: stay. */
export function scrollTopFor(
  sizes: RowSizes,
  target: ScrollTarget,
  scrollTop: number,
  viewport: number,
): number | null {
  const row = clamp(target.row, 0, Math.max(0, sizes.count - 1))
  const [top, height] = [offsetOf(sizes, row), offsetOf(sizes, row + 1) - offsetOf(sizes, row)]
  if (target.at === 'start') return scrollPosition(sizes, top, viewport)
  const from = listOffset(sizes, scrollTop, viewport)
  if (top >= from && top + height <= from + viewport) return null
  if (target.at === 'center') return scrollPosition(sizes, top - (viewport - height) / 2, viewport)
  return scrollPosition(sizes, top < from ? top : top + height - viewport, viewport)
}

/** The scroll position that keeps what is at the top of the view where it is, after `added` rows came before all. */
export function scrollTopKept(
  before: RowSizes,
  after: RowSizes,
  added: number,
  scrollTop: number,
  viewport: number,
): number {
  const offset = listOffset(before, scrollTop, viewport)
  const row = rowAt(before, offset)
  const next = offsetOf(after, row + added) + offset - offsetOf(before, row)
  return next === offset ? scrollTop : scrollPosition(after, next, viewport)
}
