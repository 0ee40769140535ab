import { type ReactElement, type ReactNode, useRef } from 'react'
import { Dividers, useSides } from './dividers.tsx'
import { columnsWith } from './panel-widths.ts'

/** The row of three panels; 1, 2 and 3 by place. */
export function Triptych({ children, columns }: { children: ReactNode; columns: string }): ReactElement {
  return (
    <div className="triptych" style={{ gridTemplateColumns: columns }}>
      {children}
    </div>
  )
}

/** The same with borders that a person moves; where they stand is remembered for the view. `isFixed`: not while one is folded. */
export function MovableTriptych({
  view,
  children,
  columns,
  isFixed = false,
}: {
  view: string
  children: ReactNode
  columns: string
  isFixed?: boolean
}): ReactElement {
  const box = useRef<HTMLDivElement>(null)
  const [sides, setSides] = useSides(view)
  return (
    <div
      ref={box}
      className="triptych relative"
      style={{ gridTemplateColumns: isFixed ? columns : columnsWith(columns, sides) }}
    >
      {!isFixed && <Dividers box={box} sides={sides} onChange={setSides} />}
      {children}
    </div>
  )
}

/**
 * One panel: a region with a head of 44 px, a body that scrolls, and a dock that stays in view. `light`: what is active is lit, with
 * a rule of its colour on top.
 */
export function Panel({
  name,
  head,
  children,
  dock,
  light = 'none',
  id,
}: {
  /** Accessible name, with the state: "Implementation, working". */
  name: string
  head: ReactNode
  children: ReactNode
  dock?: ReactNode
  light?: 'none' | 'working' | 'gate'
  id?: string
}): ReactElement {
  const rule = { none: '', working: 'bg-lapis-fill', gate: 'bg-gold-fill' }[light]
  return (
    <section
      id={id}
      aria-label={name}
      tabIndex={-1}
      className={`hinged flex min-h-0 min-w-0 flex-col outline-offset-[-2px] ${light === 'none' ? 'bg-panel' : 'bg-lit'}`}
    >
      {light !== 'none' && <div className={`absolute inset-x-0 -top-px z-10 h-0.5 ${rule}`} />}
      <header className="flex min-h-11 flex-none items-center gap-2 border-line border-b px-4 py-2">{head}</header>
      <div className="flex min-h-0 flex-1 flex-col overflow-auto">{children}</div>
      {dock !== undefined && <footer className="flex-none border-line border-t px-4 py-3">{dock}</footer>}
    </section>
  )
}

/** A part of a panel with a small heading; lines separate, no boxes. */
export function Section({
  title,
  aside,
  children,
}: {
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
}): ReactElement {
  return (
    <section className="border-line px-4 py-3 not-first:border-t">
      <div className="mb-2 flex items-center gap-2">
        <h3 className="text-12 font-strong text-ink-2">{title}</h3>
        {aside !== undefined && <div className="ml-auto text-12 text-ink-3">{aside}</div>}
      </div>
      {children}
    </section>
  )
}
