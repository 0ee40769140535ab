import { useEffect } from 'react'
import { regionStillThere, regionsAround } from './regions.ts'

/** A button that is off loses the focus only with the next frame. */
const SETTLED_MS = 50

/**
 * Where the focused element goes away (a question that is answered, a view that is left, a button that is off now), the keyboard goes
 * on from what was around it, and not from the beginning of the page.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: HTMLElement | null = null
    let around: readonly HTMLElement[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const onFocus = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return
      last = target
      // What floats over the page is in none of its regions: what was around its button stays.
      if (target.closest('[role="dialog"], [role="menu"]') === null) around = regionsAround(target)
    }
    const onPointerDown = (): void => {
      last = null
    }
    const settle = (): void => {
      timer = undefined
      if (last === null || document.activeElement !== document.body || isUsable(last)) return
      regionStillThere(around)?.focus({ preventScroll: true })
    }
    const observer = new MutationObserver(() => {
      if (last !== null && document.activeElement === last && isUsable(last)) return
      timer ??= setTimeout(settle, SETTLED_MS)
    })
    document.addEventListener('focusin', onFocus)
    document.addEventListener('pointerdown', onPointerDown, true)
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
    return () => {
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('pointerdown', onPointerDown, true)
      observer.disconnect()
      clearTimeout(timer)
    }
  }, [])
}

const isUsable = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(':disabled') && element.checkVisibility()
