import { expect, test, vi } from 'vitest'
import { menuTemplate } from '../electron/menu.ts'

/** Each menu as its items' roles, or labels. */
function outline(platform: NodeJS.Platform, lookForUpdates: (() => void) | null = null): string[] {
  return menuTemplate(platform, { newWindow: vi.fn(), lookForUpdates }).map(({ label, role, submenu }) => {
    const items = Array.isArray(submenu) ? submenu.filter((item) => item.type !== 'separator') : []
    return [label ?? role, ...items.map((item) => item.role ?? item.label)].join(' ')
  })
}

const SHARED = ['editMenu', 'View reload resetZoom zoomIn zoomOut togglefullscreen', 'windowMenu', 'help about']

test.each([
  { platform: 'linux', menus: ['File New Window close quit', ...SHARED] },
  { platform: 'win32', menus: ['File New Window close quit', ...SHARED] },
  { platform: 'darwin', menus: ['appMenu', 'File New Window close', ...SHARED] },
] as const)('the menus of $platform are its usual ones, without developer tools', ({ platform, menus }) => {
  expect(outline(platform)).toEqual(menus)
})

test('a new window is asked for by its item', () => {
  const newWindow = vi.fn()
  const [file] = menuTemplate('linux', { newWindow, lookForUpdates: null })
  const items = Array.isArray(file?.submenu) ? file.submenu : []
  const click: unknown = items.find((item) => item.label === 'New Window')?.click
  if (typeof click === 'function') click()
  expect(newWindow).toHaveBeenCalledOnce()
})

test('what is updated by itself has an item for it', () => {
  expect(outline('linux', vi.fn()).at(-1)).toBe('help Check for Updates… about')
})
