import { expect, test } from 'vitest'
import { customsOf } from '../../electron/desktop/customs.ts'

test.each([
  { platform: 'linux', livesInDock: false, badge: 'number', recent: null, template: false },
  { platform: 'freebsd', livesInDock: false, badge: 'number', recent: null, template: false },
  { platform: 'win32', livesInDock: false, badge: 'overlay', recent: 'jump_list', template: false },
  { platform: 'darwin', livesInDock: true, badge: 'number', recent: 'dock', template: true },
] as const)('the customs of $platform', ({ platform, livesInDock, badge, recent, template }) => {
  const size = template ? 36 : 48
  const tray = { size, isTemplate: template, opensByClick: !template, hasTitle: template }
  expect(customsOf(platform)).toEqual({ livesInDock, badge, recent, tray })
})
