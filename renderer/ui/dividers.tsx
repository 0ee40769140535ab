import { type KeyboardEvent, type PointerEvent, type ReactElement, type RefObject, useState } from 'react'
import * as TEXT from '../words/texts/ui.ts'
import { clampSide, NO_SIDES, type Side, type Sides, sidesIn } from './panel-widths.ts'

const PREFIX = 'triptych.columns.'
/** Pixels that an arrow key moves a divider. */
const STEP = 16
/** A divider must take the focus, or the keyboard could not move it. */
const FOCUSABLE = { tabIndex: 0 }

/** The widths that a person gave the side panels of a view, kept on this machine. */
export function useSides(view: string): [Sides, (sides: Sides) => void] {
  const [sides, setSides] = useState(() => ({ view, value: sidesIn(localStorage.getItem(PREFIX + view)) }))
  const current = sides.view === view ? sides.value : sidesIn(localStorage.getItem(PREFIX + view))
  const set = (value: Sides): void => {
    setSides({ view, value })
    localStorage.setItem(PREFIX + view, JSON.stringify(value))
  }
  return [current, set]
}

export interface DividersProps {
  /** The row of panels. */
  box: RefObject<HTMLDivElement | null>
  sides: Sides
  onChange: (sides: Sides) => void
}

/** What moves the borders between three panels: drawn by the panels themselves, dragged, moved by arrows, and put back by Enter. */
export function Dividers(props: DividersProps): ReactElement {
  return (
    <>
      <Divider {...props} side="left" />
      <Divider {...props} side="right" />
    </>
  )
}

function Divider({ box, sides, onChange, side }: DividersProps & { side: Side }): ReactElement {
  const [isHeld, setHeld] = useState(false)
  const to = (pixels: number): void => {
    const widths = panelWidths(box.current)
    if (widths !== null) onChange({ ...sides, [side]: clampSide(pixels, side, widths) })
  }
  const move = (event: PointerEvent): void => {
    const row = box.current?.getBoundingClientRect()
    if (isHeld && row) to(side === 'left' ? event.clientX - row.left : row.right - event.clientX)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key]
    if (by === undefined && event.key !== 'Enter') return
    event.preventDefault()
    // These keys step through events elsewhere.
    event.stopPropagation()
    const width = panelWidths(box.current)?.[side]
    if (by === undefined) onChange({ ...sides, [side]: NO_SIDES[side] })
    else if (width !== undefined) to(width + (side === 'left' ? by : -by))
  }
  return (
    <hr
      aria-label={side === 'left' ? TEXT.widthOfLeftPanel : TEXT.widthOfRightPanel}
      aria-orientation="vertical"
      aria-valuenow={Math.round(sides[side] ?? 0)}
      aria-valuetext={sides[side] === null ? TEXT.asItFits : TEXT.pixels(Math.round(sides[side]))}
      title={TEXT.dragOrMoveWithArrowKeys}
      className={`absolute inset-y-0 z-3 m-0 h-auto w-[9px] cursor-col-resize border-0 hover:bg-lapis-soft focus-visible:-outline-offset-2 ${isHeld ? 'bg-lapis-soft' : ''} ${side === 'left' ? 'col-start-1 -right-[5px]' : 'col-start-3 -left-[5px]'}`}
      {...FOCUSABLE}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setHeld(true)
      }}
      onPointerMove={move}
      onPointerUp={() => setHeld(false)}
      onPointerCancel={() => setHeld(false)}
      onDoubleClick={() => onChange({ ...sides, [side]: NO_SIDES[side] })}
    />
  )
}

function panelWidths(row: HTMLElement | null): { left: number; right: number; all: number } | null {
  const panels = [...(row?.querySelectorAll<HTMLElement>(':scope > section') ?? [])]
  const [left, right] = [panels[0], panels.at(-1)]
  if (row === null || !left || !right) return null
  return { left: left.offsetWidth, right: right.offsetWidth, all: row.clientWidth }
}
