import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef } from 'react'

const MOVES: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_index, count) => count - 1,
}

const isFocused = (item: HTMLElement): boolean => item === document.activeElement

/** Items below the button that opened them. Arrows move, Esc and a click elsewhere close it; the button gets the focus back. */
export function Menu({
  label,
  onClose,
  children,
}: {
  label: string
  onClose: () => void
  children: ReactNode
}): ReactElement {
  const menu = useRef<HTMLDivElement>(null)
  const opener = useRef<Element | null>(null)
  useEffect(() => {
    const before = document.activeElement
    const items = menu.current
    opener.current = before
    items?.querySelector<HTMLElement>('[role="menuitem"]')?.focus()
    return () => {
      // Whoever clicked elsewhere has put the focus there.
      const isInside = document.activeElement === document.body || items?.contains(document.activeElement)
      if (isInside && before instanceof HTMLElement) before.focus()
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')]
    const move = MOVES[event.key]
    if (event.key === 'Escape') onClose()
    else if (move) items[move(items.findIndex(isFocused), items.length)]?.focus()
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={menu}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      className="absolute top-full right-0 z-20 mt-1 w-max max-w-96 min-w-44 rounded-float bg-float py-1 shadow-float"
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }) => {
        // The button itself closes what it opened.
        if (relatedTarget !== opener.current && !currentTarget.contains(relatedTarget)) onClose()
      }}
    >
      {children}
    </div>
  )
}

export function MenuItem({ children, onClick }: { children: ReactNode; onClick: () => void }): ReactElement {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className="block w-full px-3 py-1 text-left hover:bg-hover focus-visible:bg-hover"
      onClick={onClick}
    >
      {children}
    </button>
  )
}
