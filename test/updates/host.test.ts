/** What the host makes of the program's updates: windows are told, and answer. */
import { expect, onTestFinished, test } from 'vitest'
import { openHost } from '../../electron/host.ts'
import type { Updates } from '../../electron/updates/updates.ts'
import type { TopicMessage } from '../../shared/contract.ts'
import type { UpdateAct, UpdateView } from '../../shared/update.ts'
import { startScript } from '../store/support.ts'
import { makeTempFolder } from '../support/repository.ts'

const VIEW: UpdateView = { version: '1.0.0', state: { step: 'idle' }, works: null }
const SHELL = {
  ...({ kind: 'serve', version: '1.0.0', electron: null, pickFolder: null, reveal: null } as const),
  ...{ openLink: null, openWindow: null, launch: null, keyStore: null },
}

function open(hasUpdates: boolean) {
  const listeners = new Set<(view: UpdateView) => void>()
  const acts: UpdateAct[] = []
  const updates: Updates = {
    view: () => VIEW,
    act: (act) => {
      acts.push(act)
      return VIEW
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const home = makeTempFolder('updates')
  const shell = { ...SHELL, updates: hasUpdates ? updates : null }
  const host = openHost({ home, environment: {}, shell, report: (error) => expect.fail(String(error)) })
  onTestFinished(() => host.close())
  const change = (): void => {
    for (const listener of listeners) listener(VIEW)
  }
  return { home, host, acts, change }
}

test('every window is told as long as it is there, and passes on what a person says', async () => {
  const { host, acts, change } = open(true)
  const told: TopicMessage[] = []
  const [first, second] = [host.connect((message) => told.push(message)), host.connect(() => undefined)]
  expect(await first.call('updates.get', {})).toEqual({ ok: true, value: VIEW })
  expect(await second.call('updates.act', { act: 'look' })).toEqual({ ok: true, value: VIEW })
  expect(await second.call('updates.act', { act: 'buy' })).toMatchObject({ ok: false, error: { code: 'bad_input' } })
  expect(acts).toEqual(['look'])
  const updateTold = () => told.filter(({ topic }) => topic === 'update.changed')
  change()
  expect(updateTold()).toEqual([{ topic: 'update.changed', value: VIEW }])
  first.close()
  change()
  expect(updateTold()).toHaveLength(1)
})

test('a program without updates has nothing to tell, and says how it is updated', async () => {
  const connection = open(false).host.connect(() => undefined)
  expect(await connection.call('updates.get', {})).toEqual({ ok: true, value: null })
  const refused = await connection.call('updates.act', { act: 'look' })
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'unavailable', remedy: 'Update it as it was installed: with git, npm or the package manager.' },
  })
})

test('another process in the same data folder stands in the way, whatever it does', async () => {
  const { home, host } = open(true)
  expect(host.works()).toBeNull()
  const holder = startScript('hold-lock.ts', home)
  expect(await holder.firstLine).toBe('held')
  await host.connect(() => undefined).call('runs.list', { limit: 1 })
  expect(host.works()).toMatch(/^Another Triptych.* works in the same data folder\.$/)
  holder.child.stdin?.end()
  await expect.poll(() => host.works(), { timeout: 30_000 }).toBeNull()
})
