import {
  type CSSProperties,
  Fragment,
  type HTMLAttributes,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { contentHeight, type RowsInView, rowSizes, type ScrollTarget } from './rows-window.ts'
import { useRowsWindow } from './use-rows-window.ts'

/** A row with a height of its own: pixels at the normal text size, or measured once it is drawn. */
export interface OwnHeightRow {
  index: number
  /** The same row keeps its key when rows are added before it. */
  key: string
  height: number | 'measured'
}

export interface FixedRowsProps {
  count: number
  /** In pixels at the normal text size; grows with the person's text size. */
  rowHeight: number
  /** One element, `--row` high, or as high as the row's own height. `isHurried`: rows go by faster than anybody reads, and what is costly can wait; each is asked for again once they rest. */
  renderRow: (index: number, isHurried: boolean) => ReactNode
  /** The name of the scrolled region. */
  label: string
  /** By rising index. Give the same array as long as nothing changed. */
  ownHeights?: readonly OwnHeightRow[]
  /** A CSS width that no row exceeds, so that the sideways extent doesn't change as rows come and go. */
  contentWidth?: string
  /** Every row is as wide as the view, however much it has to say. */
  isFitted?: boolean
  /** Scrolls at first and whenever another object is given. */
  scrollToRow?: ScrollTarget | undefined
  /** Stays at the end while rows are added, until the person scrolls up. */
  stickToEnd?: boolean
  onStuckChange?: (stuck: boolean) => void
  /** The first row in view, at first and whenever it changes; by the person: not by `scrollToRow`, a change of rows or of size. */
  onTopRow?: (index: number, byPerson: boolean) => void
  /** So many rows came before those that were there first; what is in view stays where it is. */
  rowsBefore?: number
  /** The rows that are drawn, `last` exclusive: at first and whenever they are others. */
  onRows?: (first: number, last: number, isHurried: boolean) => void
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
  /** The rows are items of a tree, of which one is the active one: it has the focus where the list has it. */
  tree?: { activeRow: number; idOf: (index: number) => string }
  /** Rows that stay in view sideways can follow how far it is scrolled: `--scroll-x`, a length. */
  tellsScroll?: boolean
  className?: string
}

const NO_OWN_HEIGHTS: readonly OwnHeightRow[] = []
/** What a row is taken for until it has been measured. */
const UNMEASURED = 80
/** A scrolled region must take the focus, or the keyboard could not scroll it. */
const FOCUSABLE = { tabIndex: 0 }

/**
 * A scrolled list that draws only the rows in view. The browser scrolls it: wheel, touch, arrows, Page Up and Down, Home, End.
 * Its parent gives it its height. What is as wide as the view, however wide the rows are, takes `--view-width`.
 */
export function FixedRows(props: FixedRowsProps): ReactElement {
  const { count, rowHeight, renderRow, label, ownHeights = NO_OWN_HEIGHTS, contentWidth, className = '' } = props
  const { tellsScroll = false, isFitted = false } = props
  const { probe, scale } = useTextScale()
  const [measured, setMeasured] = useState<ReadonlyMap<string, number>>(new Map())
  const heights = useMemo(() => {
    const pixels = ({ key, height }: OwnHeightRow): number =>
      height === 'measured' ? (measured.get(key) ?? UNMEASURED * scale) : height * scale
    return new Map(
      ownHeights.map((row) => [row.index, { ...row, height: pixels(row), auto: row.height === 'measured' }]),
    )
  }, [ownHeights, measured, scale])
  const sizes = useMemo(
    () => rowSizes(count, rowHeight * scale, [...heights.values()]),
    [count, rowHeight, scale, heights],
  )
  const { box, view, isHurried, onScroll } = useRowsWindow(sizes, props)
  const last = Math.min(view.last, count)
  const length = Math.max(0, last - view.first)
  const { onRows, rowsBefore = 0 } = props
  useLayoutEffect(() => onRows?.(view.first, last, isHurried), [onRows, view.first, last, isHurried])
  useLayoutEffect(() => {
    if (tellsScroll && box.current) tellScroll(box.current)
  }, [tellsScroll, box])
  return (
    <section
      ref={box}
      aria-label={label}
      {...treeAttributes(props.tree, view)}
      className={`relative isolate min-h-0 overflow-auto [contain:inline-size_layout_style] [overflow-anchor:none] focus-visible:-outline-offset-2 ${className}`}
      onScroll={(event) => {
        if (tellsScroll) tellScroll(event.currentTarget)
        onScroll()
      }}
      onKeyDown={props.onKeyDown}
      {...FOCUSABLE}
    >
      <span ref={probe} className="invisible absolute size-[1rem]" aria-hidden="true" />
      {/* Behind, so that the rows don't cover the ring of the focus. */}
      <div className="relative -z-1 min-w-full" style={{ height: contentHeight(sizes), width: contentWidth }}>
        <div
          className={`absolute top-0 left-0 ${isFitted ? 'w-full' : 'w-max min-w-full'}`}
          style={rowsStyle(view.top, sizes.rowPx)}
        >
          {Array.from({ length }, (_, at) => {
            const index = view.first + at
            const own = heights.get(index)
            if (own?.auto === true)
              return (
                <MeasuredRow
                  key={own.key}
                  onMeasured={(height) => setMeasured((known) => withHeight(known, own.key, height))}
                >
                  {renderRow(index, isHurried)}
                </MeasuredRow>
              )
            if (own !== undefined)
              return (
                <div key={own.key} style={{ height: own.height }}>
                  {renderRow(index, isHurried)}
                </div>
              )
            // Those that stay keep their elements; rows that came before all move none. Elements that are given on would have to be moved.
            return <Fragment key={index - rowsBefore}>{renderRow(index, isHurried)}</Fragment>
          })}
        </div>
      </div>
    </section>
  )
}

/**
 * A padding, and no place of their own: rows that stay are then where they were, and Chromium need not look at them again. Rows of a list
 * that is too long to be scrolled whole may begin before it, where no padding reaches.
 */
const rowsStyle = (top: number, rowPx: number): CSSProperties => ({
  paddingTop: Math.max(0, top),
  marginTop: Math.min(0, top),
  ...{ '--row': `${rowPx}px` },
})

const tellScroll = (box: HTMLElement): void => box.style.setProperty('--scroll-x', `${box.scrollLeft}px`)

/** A row that is not drawn cannot be named. */
function treeAttributes(tree: FixedRowsProps['tree'], { first, last }: RowsInView): HTMLAttributes<HTMLElement> {
  if (tree === undefined) return {}
  const isDrawn = tree.activeRow >= first && tree.activeRow < last
  return { role: 'tree', ...(isDrawn ? { 'aria-activedescendant': tree.idOf(tree.activeRow) } : {}) }
}

function MeasuredRow({
  onMeasured,
  children,
}: {
  onMeasured: (height: number) => void
  children: ReactNode
}): ReactElement {
  const element = useRef<HTMLDivElement>(null)
  const report = useRef(onMeasured)
  useLayoutEffect(() => {
    report.current = onMeasured
  })
  useLayoutEffect(() => {
    const row = element.current
    if (!row) return
    const observer = new ResizeObserver(() => report.current(row.getBoundingClientRect().height))
    observer.observe(row)
    return () => observer.disconnect()
  }, [])
  return <div ref={element}>{children}</div>
}

const withHeight = (known: ReadonlyMap<string, number>, key: string, height: number): ReadonlyMap<string, number> =>
  known.get(key) === height ? known : new Map(known).set(key, height)

/** How much larger than normal the person's text is; follows a change. */
function useTextScale(): { probe: RefObject<HTMLSpanElement | null>; scale: number } {
  const probe = useRef<HTMLSpanElement>(null)
  const [scale, setScale] = useState(1)
  useLayoutEffect(() => {
    const element = probe.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      // Nothing has a height in what is hidden.
      if (element.offsetHeight > 0) setScale(element.offsetHeight / 16)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { probe, scale }
}
