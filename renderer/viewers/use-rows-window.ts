import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { afterPicture } from './after-picture.ts'
import {
  contentHeight,
  firstRows,
  isAllInView,
  listOffset,
  type Pace,
  paceAfter,
  type RowSizes,
  type RowsInView,
  rowAt,
  rowsInView,
  type ScrollTarget,
  scrollTopFor,
  scrollTopKept,
} from './rows-window.ts'

/** Rows beyond the view on both sides, so that a short way is scrolled without anything being drawn. */
const OVERSCAN = 12
/** So long after the last leap a person reads again. */
const CALM_MS = 100
const AT_REST: Pace = { leaptMs: Number.NEGATIVE_INFINITY, isHurried: false }

export interface RowsWindowOptions {
  scrollToRow?: ScrollTarget | undefined
  stickToEnd?: boolean | undefined
  onStuckChange?: ((stuck: boolean) => void) | undefined
  onTopRow?: ((index: number, byPerson: boolean) => void) | undefined
  rowsBefore?: number | undefined
  isFitted?: boolean | undefined
}

/** Which rows of a scrolled box are to be drawn, and every change of its scroll position that is not the person's. */
export function useRowsWindow(
  sizes: RowSizes,
  { scrollToRow, stickToEnd = false, onStuckChange, onTopRow, rowsBefore = 0, isFitted = false }: RowsWindowOptions,
): { box: RefObject<HTMLElement | null>; view: RowsInView; isHurried: boolean; onScroll: () => void } {
  const box = useRef<HTMLElement>(null)
  /** Whoever waits for the first picture waits for what is in view, and for no more. */
  const [overscan, setOverscan] = useState(0)
  // Drawn at once, for a view as high as the window: else all would be drawn and laid out twice, first without any row.
  const [view, setView] = useState(() =>
    firstRows(sizes, window.innerHeight, { isAtEnd: stickToEnd, target: scrollToRow }),
  )
  const stuck = useRef(stickToEnd)
  const target = useRef(scrollToRow)
  const pending = useRef(scrollToRow)
  const shown = useRef({ sizes, rowsBefore })
  const topRow = useRef(-1)
  const { isHurried, notice } = usePace()

  const draw = useCallback(
    (byPerson: boolean) => {
      const element = box.current
      if (!element || element.clientHeight === 0) return
      if (pending.current) {
        const top = scrollTopFor(sizes, pending.current, element.scrollTop, element.clientHeight)
        pending.current = undefined
        if (top !== null) element.scrollTop = top
      }
      const next = rowsInView(sizes, element.scrollTop, element.clientHeight, overscan)
      notice(next.first, element.clientHeight / sizes.rowPx, byPerson)
      const isKept = (now: RowsInView): boolean =>
        overscan === 0
          ? isAllInView(now, next, sizes)
          : now.first === next.first && now.last === next.last && now.top === next.top
      setView((now) => (isKept(now) ? now : next))
      const top = rowAt(sizes, listOffset(sizes, element.scrollTop, element.clientHeight))
      if (top === topRow.current) return
      topRow.current = top
      onTopRow?.(top, byPerson)
    },
    [sizes, onTopRow, overscan, notice],
  )
  useEffect(() => afterPicture(() => setOverscan(OVERSCAN)), [])

  useLayoutEffect(() => {
    if (box.current && !isFitted) tellWidth(box.current)
  }, [isFitted])

  useLayoutEffect(() => {
    const element = box.current
    if (element && stuck.current) element.scrollTop = element.scrollHeight
    else if (element) keepReadingPoint(element, shown.current.sizes, sizes, rowsBefore - shown.current.rowsBefore)
    shown.current = { sizes, rowsBefore }
    draw(false)
  }, [sizes, rowsBefore, draw])

  useLayoutEffect(() => {
    // The same target must not scroll again when rows are added.
    if (!scrollToRow || scrollToRow === target.current) return
    target.current = scrollToRow
    pending.current = scrollToRow
    draw(false)
  }, [scrollToRow, draw])

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      if (!isFitted) tellWidth(element)
      if (stuck.current) element.scrollTop = element.scrollHeight
      draw(false)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [draw, isFitted])

  const onScroll = useCallback(() => {
    const element = box.current
    if (!element) return
    const atEnd = element.scrollTop + element.clientHeight >= contentHeight(sizes) - sizes.rowPx / 2
    if (stickToEnd && atEnd !== stuck.current) {
      stuck.current = atEnd
      onStuckChange?.(atEnd)
    }
    // In the frame that is scrolled, and not in the one after it.
    flushSync(() => draw(true))
  }, [sizes, draw, stickToEnd, onStuckChange])
  return { box, view, isHurried, onScroll }
}

/** Whether rows go by faster than anybody reads them. `notice` hears of each first row that is drawn, of how many are in view, and whether a person scrolled there. */
function usePace(): { isHurried: boolean; notice: (first: number, viewRows: number, byPerson: boolean) => void } {
  const [isHurried, setHurried] = useState(false)
  const pace = useRef(AT_REST)
  const before = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const notice = useCallback((first: number, viewRows: number, byPerson: boolean) => {
    const next = paceAfter(pace.current, before.current, first, viewRows, performance.now())
    before.current = first
    if (!byPerson || next === pace.current) return
    pace.current = next
    setHurried(next.isHurried)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      pace.current = AT_REST
      setHurried(false)
    }, CALM_MS)
  }, [])
  return { isHurried, notice }
}

/**
 * As a property, and not as a unit of a container: with one of those in view, Chromium works out the styles of all rows anew, within
 * their layout, in each frame that draws others.
 */
function tellWidth(element: HTMLElement): void {
  const width = `${element.clientWidth}px`
  if (element.style.getPropertyValue('--view-width') !== width) element.style.setProperty('--view-width', width)
}

/** What is above must not move what is being read: a row that turned out higher or lower than thought, `added` rows that came before all. */
function keepReadingPoint(element: HTMLElement, before: RowSizes, after: RowSizes, added: number): void {
  if (before === after || before.count === 0 || (added === 0 && before.count !== after.count)) return
  const top = scrollTopKept(before, after, added, element.scrollTop, element.clientHeight)
  if (top !== element.scrollTop) element.scrollTop = top
}
