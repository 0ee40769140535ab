import { useEffect } from 'react'
import { useAppData } from '../data/app-data.tsx'
import { useStore } from '../data/store.ts'
import { wantsWindow } from './wants-window.ts'

/** Links of ours open in another window where a browser would open them in one; a browser does so by itself. */
export function useWindowLinks(): void {
  const { client, info } = useAppData()
  const system = useStore(info)
  const isOurs = system?.ok === true && system.value.host === 'electron'
  useEffect(() => {
    if (!isOurs) return
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#/"]') : null
      if (link === null || event.defaultPrevented || !wantsWindow(event)) return
      event.preventDefault()
      client.openWindow(link.hash)
    }
    document.addEventListener('click', onClick)
    document.addEventListener('auxclick', onClick)
    return () => {
      document.removeEventListener('click', onClick)
      document.removeEventListener('auxclick', onClick)
    }
  }, [client, isOurs])
}
