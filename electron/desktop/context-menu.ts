import type { MenuItem } from '../menu.ts'
import * as TEXT from './texts.ts'

/** What Electron tells of the place that was clicked. */
export interface Clicked {
  linkURL: string
  selectionText: string
  isEditable: boolean
  editFlags: { canCut: boolean; canCopy: boolean; canPaste: boolean; canSelectAll: boolean }
}

export interface ContextCommands {
  /** The place in our page that an address leads to; null: it leads elsewhere. */
  placeOf(address: string): string | null
  openWindow(place: string): void
  copy(text: string): void
}

/** What can be done where the person clicked; empty: nothing, and no menu is shown. It offers no look inside. */
export function contextTemplate(clicked: Clicked, commands: ContextCommands): MenuItem[] {
  const groups = [linkItems(clicked.linkURL, commands), editItems(clicked)].filter((items) => items.length > 0)
  return groups.flatMap((items, index) => (index === 0 ? items : [{ type: 'separator' } as const, ...items]))
}

function linkItems(linkURL: string, { placeOf, openWindow, copy }: ContextCommands): MenuItem[] {
  if (linkURL === '') return []
  const place = placeOf(linkURL)
  return place === null
    ? [{ label: TEXT.copyLink, click: () => copy(linkURL) }]
    : [{ label: TEXT.openInNewWindow, click: () => openWindow(place) }]
}

function editItems({ isEditable, selectionText, editFlags }: Clicked): MenuItem[] {
  const copy: MenuItem = { role: 'copy', enabled: editFlags.canCopy }
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy]
  return [
    { role: 'cut', enabled: editFlags.canCut },
    copy,
    { role: 'paste', enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', enabled: editFlags.canSelectAll },
  ]
}
