/** The columns of the run's three panels, as CSS. `isWide`: then the sides stop growing. */
export function panelColumns(folded: 'strategy' | 'checker' | null, isWide: boolean): string {
  if (folded === 'strategy') return '44px minmax(0, 1.55fr) minmax(300px, 1fr)'
  if (folded === 'checker') return 'minmax(260px, 1fr) minmax(0, 1.9fr) 44px'
  return isWide
    ? 'minmax(280px, 440px) minmax(380px, 1fr) minmax(300px, 560px)'
    : 'minmax(280px, 3fr) minmax(380px, 5fr) minmax(300px, 3.6fr)'
}
