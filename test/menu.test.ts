import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { APP_ID } from '../electron/desktop/app-id.ts'
import { menuTemplate } from '../electron/menu.ts'

/** Each menu as its items' roles, or labels. */
function outline(platform: NodeJS.Platform, lookForUpdates: (() => void) | null = null): string[] {
  const commands = { newWindow: vi.fn(), show: vi.fn(), showLogs: vi.fn(), lookForUpdates }
  return menuTemplate(platform, commands).map(({ label, role, submenu }) => {
    const items = Array.isArray(submenu) ? submenu.filter((item) => item.type !== 'separator') : []
    return [label ?? role, ...items.map((item) => item.role ?? item.label)].join(' ')
  })
}

const SHARED = [
  'editMenu',
  'View Runs Inbox Usage Agents reload resetZoom zoomIn zoomOut togglefullscreen',
  'windowMenu',
  'help What Triptych Is Show Logs Make a Report… about',
]

test.each([
  { platform: 'linux', menus: ['File New Run New Window Settings… close quit', ...SHARED] },
  { platform: 'win32', menus: ['File New Run New Window Settings… close quit', ...SHARED] },
  { platform: 'darwin', menus: ['appMenu', 'File New Run New Window Settings… close', ...SHARED] },
] as const)('the menus of $platform are its usual ones, without developer tools', ({ platform, menus }) => {
  expect(outline(platform)).toEqual(menus)
})

test.each([
  { item: 'New Window', newWindows: 1, shown: [] },
  { item: 'New Run', newWindows: 0, shown: ['#/new'] },
  { item: 'Runs', newWindows: 0, shown: ['#/'] },
  { item: 'Inbox', newWindows: 0, shown: ['#/inbox'] },
  { item: 'Usage', newWindows: 0, shown: ['#/usage'] },
  { item: 'Agents', newWindows: 0, shown: ['#/agents'] },
  { item: 'Settings…', newWindows: 0, shown: ['#/settings'] },
  { item: 'What Triptych Is', newWindows: 0, shown: ['#/welcome'] },
  { item: 'Make a Report…', newWindows: 0, shown: ['#/settings/about'] },
  { item: 'Show Logs', newWindows: 0, shown: ['logs'] },
])('$item leads there', ({ item, newWindows, shown }) => {
  const newWindow = vi.fn()
  const places: string[] = []
  const menus = menuTemplate('linux', {
    newWindow,
    show: (place) => places.push(place),
    showLogs: () => places.push('logs'),
    lookForUpdates: null,
  })
  const items = menus.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
  const click: unknown = items.find(({ label }) => label === item)?.click
  if (typeof click === 'function') click()
  expect([newWindow.mock.calls.length, places]).toEqual([newWindows, shown])
})

test('the system knows the installed application by the name that it says of itself', () => {
  const packaging = readFileSync(path.resolve(import.meta.dirname, '../packaging/electron-builder.yml'), 'utf8')
  expect(packaging).toContain(`\nappId: ${APP_ID}\n`)
})

test('what is updated by itself has an item for it', () => {
  expect(outline('linux', vi.fn()).at(-1)).toBe(
    'help What Triptych Is Show Logs Make a Report… Check for Updates… about',
  )
})
