import type { MenuItemConstructorOptions } from 'electron'

export interface MenuCommands {
  newWindow: () => void
  /** Null where the program is not updated by itself. */
  lookForUpdates: (() => void) | null
}

/**
 * The application's menu: the platform's usual roles, and our own commands. No developer tools. It takes no key that a view uses for
 * a command of its own.
 */
export function menuTemplate(platform: NodeJS.Platform, commands: MenuCommands): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  // Capitals as in the items that the platform names.
  const newWindow: MenuItemConstructorOptions = {
    label: 'New Window',
    accelerator: 'CommandOrControl+Shift+N',
    click: commands.newWindow,
  }
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: [newWindow, { type: 'separator' }, { role: 'close' }, ...quitItem(isMac)] },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
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
    { role: 'help', submenu: [...updatesItem(commands), { role: 'about' }] },
  ]
}

const updatesItem = ({ lookForUpdates }: MenuCommands): MenuItemConstructorOptions[] =>
  lookForUpdates === null ? [] : [{ label: 'Check for Updates…', click: lookForUpdates }]

/** macOS has it in the menu that bears the application's name. */
const quitItem = (isMac: boolean): MenuItemConstructorOptions[] =>
  isMac ? [] : [{ type: 'separator' }, { role: 'quit' }]
