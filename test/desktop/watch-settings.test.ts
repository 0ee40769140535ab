import { expect, test } from 'vitest'
import { watchDesktopSettings } from '../../electron/desktop/watch-settings.ts'
import type { TopicMessage } from '../../shared/contract.ts'
import { err, ok } from '../../shared/result.ts'
import { DEFAULT_DESKTOP, type DesktopSettings } from '../../shared/settings/desktop-settings.ts'
import { DEFAULT_SETTINGS } from '../../shared/settings/settings.ts'

function watched(first: DesktopSettings | null) {
  let send: (message: TopicMessage) => void = () => undefined
  let changes = 0
  const connect = (listener: typeof send): void => {
    send = listener
  }
  const read = () => (first === null ? err('broken') : ok({ desktop: first }))
  const settings = watchDesktopSettings({ settings: read, connect }, () => changes++)
  const publish = (desktop: DesktopSettings | null): void => {
    const shown = { ...DEFAULT_SETTINGS, agents: [], mcpServers: [], repositories: [] }
    const about = { revision: 'r', file: '/data/settings.json', set: [], unknown: [], problem: null }
    send({ topic: 'settings.changed', value: { ...about, settings: desktop && { ...shown, desktop } } })
  }
  return { settings, publish, changes: () => changes }
}
const AWAKE: DesktopSettings = { ...DEFAULT_DESKTOP, keepAwake: true, tray: true }

test('a change counts at once; what cannot be read changes nothing', () => {
  const { settings, publish, changes } = watched(DEFAULT_DESKTOP)
  expect(settings()).toEqual(DEFAULT_DESKTOP)
  publish(AWAKE)
  expect([settings(), changes()]).toEqual([AWAKE, 1])
  publish(null)
  expect([settings(), changes()]).toEqual([AWAKE, 1])
  publish(DEFAULT_DESKTOP)
  expect([settings(), changes()]).toEqual([DEFAULT_DESKTOP, 2])
})

test('a file that cannot be read at the start means the defaults until it can', () => {
  const { settings, publish } = watched(null)
  expect(settings()).toEqual(DEFAULT_DESKTOP)
  publish(AWAKE)
  expect(settings()).toEqual(AWAKE)
})
