import { Composite, CompositeItem, CompositeProvider } from '@ariakit/react/composite'
import { createContext, type KeyboardEvent, type ReactElement, use, useRef } from 'react'

/** Told by an item whose key moves the stop; false: the key is for something else. */
const MovesContext = createContext<(event: KeyboardEvent) => boolean>(() => true)

/**
 * A list, its items (`KeyItem`) with one Tab stop: arrows, Home, End and Page keys move it. `current`: the id of the item that has it;
 * `onMove`: to which a key leads. What a pointer does is the item's own.
 */
export function KeyList({
  current,
  onMove,
  children,
}: {
  current: string | null
  onMove: (id: string) => void
  /** The element around the items. */
  children: ReactElement
}): ReactElement {
  const isByKey = useRef(false)
  const moves = (event: KeyboardEvent): boolean => {
    const isPlain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
    isByKey.current = isPlain
    // The move follows at once; what gets the focus later was not moved to.
    queueMicrotask(() => {
      isByKey.current = false
    })
    return isPlain
  }
  return (
    <CompositeProvider
      orientation="vertical"
      activeId={current}
      setActiveId={(id) => {
        if (isByKey.current && typeof id === 'string') onMove(id)
      }}
    >
      <MovesContext value={moves}>
        <Composite focusable={false} render={children} />
      </MovesContext>
    </CompositeProvider>
  )
}

/** A button or a link of the list. */
export function KeyItem({ id, children }: { id: string; children: ReactElement }): ReactElement {
  return <CompositeItem id={id} moveOnKeyPress={use(MovesContext)} render={children} />
}
