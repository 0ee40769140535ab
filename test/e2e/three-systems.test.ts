/** The built application by the customs of each system, as far as Electron has them: on the stand-in, which says that it is there. */
import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { APP_ID } from '../../electron/desktop/app-id.ts'
import { raiseGate } from '../../electron/engine/gates.ts'
import { databaseFile } from '../../electron/home.ts'
import { repositoryId } from '../../electron/repositories.ts'
import { openStore } from '../../electron/store/store.ts'
import { findChromium } from '../../scripts/chromium.mjs'
import { launchApp, type RunningApp } from '../electron-shim/driver.ts'
import { newHome } from './seeded-home.ts'

const SLOW = { timeout: 30_000 }
const REPOSITORY = '/srv/ledger-core'
vi.setConfig({ testTimeout: 150_000 })

/** How each system is asked for its processes; here, that there is the application alone. */
const TABLES = {
  win32: ['powershell.exe', 'echo "$PPID,1,638"'],
  darwin: ['ps', 'echo "$PPID 1 $PPID S Mon Jan  5 10:00:00 2026 triptych"'],
} as const

describe.each(['win32', 'darwin'] as const)('on %s', (platform) => {
  const home = realpathSync(newHome())
  let app: RunningApp | null = null
  afterEach(async () => {
    await app?.quit()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  })

  async function launch(): Promise<RunningApp> {
    const [bin, resources] = [path.join(home, 'bin'), path.join(home, 'resources')]
    for (const folder of [bin, resources]) mkdirSync(folder)
    const [name, line] = TABLES[platform]
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 })
    writeFileSync(path.join(home, 'settings.json'), JSON.stringify({ desktop: { tray: true } }))
    const store = openStore(databaseFile(home))
    const runId = store.runStore.createRun('Add totals', REPOSITORY).id
    store.openGate({ runId, kind: 'plan', question: 'Approve?', subject: { v: 1 }, subjectHash: 'sha256:0' })
    store.close()
    const PATH = [bin, process.env['PATH'] ?? ''].join(path.delimiter)
    // As a package, which alone has a jump list; and which is told of no place to look for a next version.
    const CHROMIUM_PATH = findChromium({ env: process.env, platform: process.platform, exists: existsSync }) ?? ''
    const env = { PATH, CHROMIUM_PATH, ELECTRON_SHIM_PLATFORM: platform, ELECTRON_SHIM_RESOURCES: resources }
    return launchApp(home, { host: 'stand-in', env })
  }

  test('it behaves as the programs there do', async () => {
    app = await launch()
    const running = app
    const state = () => running.state()
    await expect.poll(async () => (await state()).tray?.tip, SLOW).toBe('Triptych: 1 question waits for you')
    if (platform === 'win32') {
      await expect.poll(async () => (await state()).jumpList, SLOW).toEqual([`--new-run=${repositoryId(REPOSITORY)}`])
      expect(await state()).toMatchObject({
        modelId: APP_ID,
        overlay: '1 waiting for you',
        badge: 0,
        tray: { title: '' },
      })
      await app.tellWindow(0, 'session-end')
      expect(await app.exited).toBe(0)
      return
    }
    await expect.poll(async () => (await state()).dock, SLOW).toEqual(['New Run in ledger-core'])
    expect(await state()).toMatchObject({ badge: 1, overlay: '', tray: { title: '1' } })
    await expect.poll(() => running.page.evaluate(() => document.documentElement.dataset['platform']), SLOW).toBe('mac')
    await answerOnTheNotification(running, home)
    await app.closeWindow(0)
    await expect.poll(async () => (await state()).windows, SLOW).toEqual([])
    await app.activate()
    await expect.poll(async () => (await state()).windows, SLOW).toHaveLength(1)
  })
})

/** What is pressed is what is decided. */
async function answerOnTheNotification(app: RunningApp, home: string): Promise<void> {
  await app.blur()
  const store = openStore(databaseFile(home))
  try {
    const runId = store.runStore.createRun('Install', REPOSITORY).id
    const ask = (command: string): string => {
      const request = JSON.stringify({ toolCall: { title: 'Look around', rawInput: { command } } })
      const subject = { turnId: 't', key: null, request }
      const question = 'The implementation agent asks: Look around'
      return raiseGate(store, { runId, kind: 'permission', question, subject }).id
    }
    for (const [command, button, verdict] of [
      ['npm ci', 'Reject', 'rejected'],
      ['npm test', 'Allow once', 'approved'],
    ] as const) {
      const gateId = ask(command)
      const bodies = async (): Promise<string[]> => (await app.state()).notifications.map(({ body }) => body)
      await expect.poll(bodies, SLOW).toContain(`Run once? ${command}`)
      await app.clickNotification((await bodies()).indexOf(`Run once? ${command}`), button)
      await expect.poll(() => store.gateApproval(gateId)?.verdict, SLOW).toBe(verdict)
    }
  } finally {
    store.close()
  }
}
