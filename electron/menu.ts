import type { MenuItemConstructorOptions } from 'electron'
import * as TEXT from './desktop/texts.ts'

/** An item of any menu of ours. */
export type MenuItem = MenuItemConstructorOptions

export interface MenuCommands {
  newWindow(): void
  /** Shows a place in the window in front. */
  show(place: string): void
  showLogs(): void
  /** Null where the program is not updated by itself. */
  lookForUpdates: (() => void) | null
}

/**
 * The application's menu: the platform's usual roles, and our own commands. No developer tools. A key that a view uses too does the
 * same there.
 */
export function menuTemplate(platform: NodeJS.Platform, commands: MenuCommands): MenuItem[] {
  const { newWindow, show } = commands
  const isMac = platform === 'darwin'
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: TEXT.file,
      submenu: [
        { label: TEXT.newRun, accelerator: 'CommandOrControl+N', click: () => show('#/new') },
        { label: TEXT.newWindow, accelerator: 'CommandOrControl+Shift+N', click: newWindow },
        { label: TEXT.settings, click: () => show('#/settings') },
        { type: 'separator' },
        { role: 'close' },
        ...quitItem(isMac),
      ],
    },
    { role: 'editMenu' },
    {
      label: TEXT.view,
      submenu: [
        { label: TEXT.runs, click: () => show('#/') },
        { label: TEXT.inbox, accelerator: 'CommandOrControl+I', click: () => show('#/inbox') },
        { label: TEXT.usage, click: () => show('#/usage') },
        { label: TEXT.agents, click: () => show('#/agents') },
        { type: 'separator' },
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: TEXT.whatTriptychIs, click: () => show('#/welcome') },
        { label: TEXT.showLogs, click: commands.showLogs },
        { label: TEXT.makeReport, click: () => show('#/settings/about') },
        { type: 'separator' },
        ...updatesItem(commands),
        { role: 'about' },
      ],
    },
  ]
}

const updatesItem = ({ lookForUpdates }: MenuCommands): MenuItemConstructorOptions[] =>
  lookForUpdates === null ? [] : [{ label: TEXT.checkForUpdates, click: lookForUpdates }]

/** macOS has it in the menu that bears the application's name. */
const quitItem = (isMac: boolean): MenuItem[] => (isMac ? [] : [{ type: 'separator' }, { role: 'quit' }])
