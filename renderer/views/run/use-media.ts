import { useCallback, useSyncExternalStore } from 'react'

/** A query in pixels at the normal text size, so that with larger text a window counts as narrower. */
const inText = (query: string): string => query.replace(/([\d.]+)px/g, (_, pixels) => `${Number(pixels) / 16}em`)

/** Whether a media query holds now. Lengths are pixels at the normal text size. */
export function useMedia(pixels: string): boolean {
  const query = inText(pixels)
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}
