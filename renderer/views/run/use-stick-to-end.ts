import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** So near to the end counts as the end. */
const NEAR = 12

export interface StickToEnd {
  box: RefObject<HTMLElement | null>
  content: RefObject<HTMLDivElement | null>
  isStuck: boolean
  /** Lines that came since the person scrolled away from the end. */
  newLines: number
  /** True: the end is followed. */
  onScroll(): boolean
  toEnd(): void
  /** Leaves the end; what is in view stays where it is when rows come before it. */
  hold(): void
}

/**
 * Follows the end of a scrolled box while it grows, until the person scrolls up, and again from when they are at the end. `first`:
 * the first row, by its key. `follows`: from the beginning.
 */
export function useStickToEnd(lines: number, first: string | undefined, follows: boolean): StickToEnd {
  const box = useRef<HTMLElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [leftAt, setLeftAt] = useState<number | null>(follows ? null : lines)
  const stuck = useRef(follows)
  const top = useRef(0)
  const shownFirst = useRef(first)
  /** How far above the end the view was when rows before it were asked for. */
  const fromEnd = useRef<number | null>(null)
  const follow = useCallback(() => {
    const element = box.current
    if (!element || !stuck.current) return
    element.scrollTop = element.scrollHeight
    top.current = element.scrollTop
  }, [])
  useLayoutEffect(() => {
    follow()
    if (shownFirst.current === first) return
    shownFirst.current = first
    if (box.current && fromEnd.current !== null) box.current.scrollTop = box.current.scrollHeight - fromEnd.current
    fromEnd.current = null
  })
  useEffect(() => {
    const observer = new ResizeObserver(follow)
    for (const element of [box.current, content.current]) if (element) observer.observe(element)
    return () => observer.disconnect()
  }, [follow])
  const set = (isStuck: boolean): void => {
    stuck.current = isStuck
    setLeftAt((before) => (isStuck ? null : (before ?? lines)))
  }
  return {
    box,
    content,
    isStuck: leftAt === null,
    newLines: leftAt === null ? 0 : Math.max(0, lines - leftAt),
    onScroll: () => {
      const element = box.current
      if (!element) return stuck.current
      const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - NEAR
      // What grows below is not the person's scrolling: only a way up leaves the end.
      if (isAtEnd) set(true)
      else if (element.scrollTop < top.current - 1) set(false)
      top.current = element.scrollTop
      return stuck.current
    },
    toEnd: () => {
      set(true)
      follow()
    },
    hold: () => {
      if (box.current) fromEnd.current = box.current.scrollHeight - box.current.scrollTop
      set(false)
    },
  }
}
