import { type RefObject, useLayoutEffect, useRef } from 'react'

/** Always the same object, which holds what was given last: what only calls it need not be drawn anew. */
export function useLatest<T>(now: T): RefObject<T> {
  const latest = useRef(now)
  useLayoutEffect(() => {
    latest.current = now
  })
  return latest
}
