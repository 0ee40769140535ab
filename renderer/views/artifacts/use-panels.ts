import { useEffect, useState } from 'react'
import { useMedia } from '../run/use-media.ts'

/** Ids of the three panels. */
export const PANELS = { list: 'artifacts-list', content: 'artifacts-content', details: 'artifacts-details' } as const
export type PanelName = keyof typeof PANELS

export interface Panels {
  /** CSS columns. */
  columns: string
  /** Null: there is room for all. The centre is never folded. */
  folded: 'list' | 'details' | null
  /** Unfolds the panel if need be, and puts the focus where the keyboard works in it. */
  focus(name: PanelName): void
}

const WIDE = 'clamp(280px, 22vw, 440px) minmax(380px, 1fr) clamp(280px, 21vw, 440px)'
const FOLDED = { list: '44px minmax(380px, 1fr) 300px', details: '280px minmax(380px, 1fr) 44px' } as const

/** Where there is no room for three panels, the list or the details are folded. */
export function usePanels(): Panels {
  const isNarrow = useMedia('(max-width: 1179px)')
  const [wish, setWish] = useState<'list' | 'details'>('details')
  const [wanted, setWanted] = useState<PanelName | null>(null)
  // The panel that is to be focused may have to be unfolded first.
  useEffect(() => {
    if (wanted === null) return
    focusIn(wanted)
    setWanted(null)
  }, [wanted])
  const focus = (name: PanelName): void => {
    if (name !== 'content') setWish(name === 'list' ? 'details' : 'list')
    setWanted(name)
  }
  return { columns: isNarrow ? FOLDED[wish] : WIDE, folded: isNarrow ? wish : null, focus }
}

function focusIn(name: PanelName): void {
  const panel = document.getElementById(PANELS[name])
  const place = panel?.querySelector<HTMLElement>('a[tabindex="0"], section[tabindex="0"]')
  const target = name === 'details' ? panel : (place ?? panel)
  target?.focus()
}
