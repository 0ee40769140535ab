import type { MenuItemConstructorOptions } from 'electron'

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
  // Capitals as in the items that the platform names.
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        { label: 'New Run', accelerator: 'CommandOrControl+N', click: () => show('#/new') },
        { label: 'New Window', accelerator: 'CommandOrControl+Shift+N', click: newWindow },
        { label: 'Settings…', click: () => show('#/settings') },
        { type: 'separator' },
        { role: 'close' },
        ...quitItem(isMac),
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { label: 'Runs', click: () => show('#/') },
        { label: 'Inbox', accelerator: 'CommandOrControl+I', click: () => show('#/inbox') },
        { label: 'Usage', click: () => show('#/usage') },
        { label: 'Agents', click: () => show('#/agents') },
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
        { label: 'What Triptych Is', click: () => show('#/welcome') },
        { label: 'Show Logs', click: commands.showLogs },
        { label: 'Make a Report…', click: () => show('#/settings/about') },
        { type: 'separator' },
        ...updatesItem(commands),
        { role: 'about' },
      ],
    },
  ]
}

const updatesItem = ({ lookForUpdates }: MenuCommands): MenuItemConstructorOptions[] =>
  lookForUpdates === null ? [] : [{ label: 'Check for Updates…', click: lookForUpdates }]

/** macOS has it in the menu that bears the application's name. */
const quitItem = (isMac: boolean): MenuItem[] => (isMac ? [] : [{ type: 'separator' }, { role: 'quit' }])
