/** `npm start` itself, as a person starts it: with a display the window is on it, without one the address is printed. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { findChromium } from '../../scripts/chromium.mjs'
import { coloursOf, noVirtualDisplay, openVirtualDisplay } from '../support/virtual-display.ts'
import { npmStart } from './npm-start.ts'

/** Two programs and a browser start, perhaps beside much else. */
const SLOW = { timeout: 90_000, interval: 100 }
vi.setConfig({ testTimeout: 300_000 })
const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-npm-start-'))
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))

test('without a display it says so in one line, and prints the address of the window', async () => {
  const { child, said, ended } = npmStart(folder)
  await expect.poll(() => said.stdout, SLOW).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+\n/)
  expect(said.stderr).toBe(
    'Electron is not used (there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set); open this address in a browser of this machine:\n',
  )
  expect((await fetch(said.stdout.split('\n')[0] ?? '', { redirect: 'manual' })).status).toBe(303)
  child.kill('SIGTERM')
  expect(await ended).not.toBe(0)
})

/** Chromium as it is, but that it notes what it asks the network for. */
function noted(chromium: string): { program: string; hosts(): string[] } {
  const [program, log] = [path.join(folder, 'chromium'), path.join(folder, 'network.json')]
  writeFileSync(program, `#!/bin/sh\nexec "${chromium}" "$@" "--log-net-log=${log}"\n`, { mode: 0o755 })
  const hosts = (): string[] => {
    const asked = readFileSync(log, 'utf8').matchAll(/"url":"(?:https?|wss?):\/\/([^/:"]+)/g)
    return [...new Set([...asked].map(([, host = '']) => host))]
  }
  return { program, hosts }
}

test('with a display it shows the window in Chromium, says which and why, asks nobody else, and leaves no profile behind', async (context) => {
  const { env, platform } = process
  const chromium = findChromium({ env, platform, exists: existsSync })
  const problem = noVirtualDisplay() ?? (chromium === null ? 'there is no Chromium' : null)
  if (problem !== null) return context.skip(problem)
  const display = await openVirtualDisplay()
  try {
    const { program, hosts } = noted(chromium ?? '')
    const { child, said, ended } = npmStart(folder, { DISPLAY: display.name, CHROMIUM_PATH: program })
    await expect.poll(() => said.stderr, SLOW).toContain('\n')
    expect(said.stderr).toMatch(
      /^Electron is not used \(TRIPTYCH_ELECTRON=0\); showing the window in Chromium from the local server.*\.\n$/,
    )
    // The address was used by its window, so the next one is told; and the page is drawn: text has many colours.
    await expect.poll(() => said.stdout, SLOW).toMatch(/^For another browser: http:\/\/127\.0\.0\.1/)
    await expect.poll(() => coloursOf(display.picture()), SLOW).toBeGreaterThan(100)
    child.kill('SIGTERM')
    expect(await ended).toBe(130)
    expect(hosts()).toEqual(['127.0.0.1'])
    expect(readdirSync(folder).filter((name) => name.startsWith('triptych-chromium-'))).toEqual([])
  } finally {
    await display.close()
  }
})
