import { useEffect } from 'react'
import { useAppData } from '../data/app-data.tsx'
import { keepAppearance, showAppearance } from '../data/appearance.ts'
import { useStore } from '../data/store.ts'

/** Shows the window as the settings say, at once when they change. */
export function useAppearance(): void {
  const appearance = useStore(useAppData().settings)?.settings?.appearance
  useEffect(() => {
    if (appearance === undefined) return
    showAppearance(appearance)
    keepAppearance(appearance)
  }, [appearance])
}
