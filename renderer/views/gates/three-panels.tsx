import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import { useCommands } from '../../keys/commands.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { MovableTriptych } from '../../ui/panel.tsx'
import { Wing } from '../../ui/wing.tsx'
import * as TEXT from '../../words/texts/gates.ts'
import { useMedia } from '../run/use-media.ts'

/** There the sides stop growing. */
const WIDE = 'minmax(272px,440px) minmax(380px,1fr) minmax(372px,560px)'

/** The ids that the three panels must have, so that 1, 2 and 3 find them. */
export const panelIds = (view: string): { left: string; centre: string; right: string } => ({
  left: `${view}-left`,
  centre: `${view}-centre`,
  right: `${view}-right`,
})

/**
 * List, the thing, the decision. In a narrow window the left panel folds into a wing; the centre and a panel that holds a decision
 * never do. 1, 2 and 3 focus a panel; 1 unfolds and folds the left one.
 */
export function ThreePanels({
  view,
  columns,
  wing,
  left,
  centre,
  right,
}: {
  /** Names the panels' ids and the keys' group. */
  view: string
  columns: string
  /** What stands on the left panel while it is folded. */
  wing: { name: string; icon: IconName; note: string }
  left: ReactNode
  centre: ReactNode
  right: ReactNode
}): ReactElement {
  const isNarrow = useMedia('(max-width: 1179px)')
  const [isOpen, setIsOpen] = useState(false)
  const wanted = useRef<string | null>(null)
  const ids = panelIds(view)
  useEffect(() => {
    if (wanted.current !== null) document.getElementById(wanted.current)?.focus()
    wanted.current = null
  })
  const focus = (id: string): void => document.getElementById(id)?.focus()
  const toggleLeft = (): void => {
    if (isNarrow) {
      wanted.current = isOpen ? ids.centre : ids.left
      setIsOpen(!isOpen)
    } else focus(ids.left)
  }
  const group = TEXT.panels
  useCommands([
    { keys: '1', label: TEXT.leftPanel, group, run: toggleLeft },
    { keys: '2', label: TEXT.middlePanel, group, run: () => focus(ids.centre) },
    { keys: '3', label: TEXT.rightPanel, group, run: () => focus(ids.right) },
  ])
  const isWide = useMedia('(min-width: 1900px)')
  const isFolded = isNarrow && !isOpen
  const narrowColumns = isFolded ? '44px minmax(0,1.55fr) minmax(300px,1fr)' : '260px minmax(0,1fr) 300px'
  return (
    <MovableTriptych view={view} columns={isNarrow ? narrowColumns : isWide ? WIDE : columns} isFixed={isNarrow}>
      {isFolded ? (
        <Wing name={wing.name} mark={<Icon name={wing.icon} />} note={wing.note} keys="1" onOpen={toggleLeft} />
      ) : (
        left
      )}
      {centre}
      {right}
    </MovableTriptych>
  )
}
