/** The run's worktree in another program of the machine, chosen in the window. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { shortId } from '../../shared/names.ts'
import { hostProblem, launchApp, type RunningApp, WINDOW_HOSTS } from '../electron-shim/driver.ts'
import { axeProblems } from './axe.ts'
import { ask } from './bridge.ts'
import { startDemo } from './demo-run.ts'
import { newHome } from './seeded-home.ts'

describe.each(WINDOW_HOSTS)('the worktree in another program, from the %s', (host) => {
  const problem =
    hostProblem(host) ?? (process.platform === 'linux' ? null : 'the programs of this test are Linux ones')
  const home = realpathSync(newHome())
  const tools = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'triptych-tools-')))
  const note = path.join(tools, 'note')
  let runId = ''
  let app: RunningApp
  beforeAll(async () => {
    for (const [name, ending] of [
      ['xdg-open', ''],
      ['code', 'exit 3'],
    ]) {
      const script = `#!/bin/sh\nprintf '%s|' ${name} "$PWD" "$@" > '${note}'\n${ending}\n`
      writeFileSync(path.join(tools, String(name)), script, { mode: 0o700 })
    }
    const env = { PATH: `${tools}${path.delimiter}${process.env['PATH'] ?? ''}` }
    if (problem !== null) return
    app = await launchApp(home, { host, env })
    runId = (await startDemo(app.page, 'Add totals')).runId
  })
  beforeEach((context) => context.skip(problem !== null, problem ?? ''))
  afterAll(async () => {
    await app?.quit()
    for (const folder of [home, tools]) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })

  const worktree = () => path.join(home, 'worktrees', shortId(runId))
  const button = () => app.page.getByRole('button', { name: 'Open in…' })
  const menu = () => app.page.getByRole('menu', { name: 'The worktree of this run' })
  const item = (name: string) => menu().getByRole('menuitem', { name })

  test('before there is one the menu says so; Esc closes it and the button has the focus again', async () => {
    // It waits for its plan to be approved: nothing works in the folder meanwhile.
    await expect.poll(() => ask(app.page, 'gates.list', { runId }), { timeout: 30_000 }).toHaveLength(1)
    rmSync(worktree(), { recursive: true, force: true })
    await app.page.evaluate((hash) => location.assign(hash), `#/run/${runId}`)
    await button().click()
    await menu().getByText('The run has no worktree now.').waitFor()
    expect(await axeProblems(app.page)).toEqual([])
    await app.page.keyboard.press('Escape')
    await expect.poll(() => menu().count()).toBe(0)
    expect(await button().evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('a program is chosen by keyboard, and gets the folder', async () => {
    mkdirSync(worktree(), { recursive: true })
    await app.page.keyboard.press('Enter')
    await item('File manager').waitFor()
    await expect.poll(() => item('File manager').evaluate((element) => element === document.activeElement)).toBe(true)
    // Around the end and back, and by its first letter from anywhere.
    await app.page.keyboard.press('ArrowUp')
    await expect.poll(() => item('Copy its path').evaluate((element) => element === document.activeElement)).toBe(true)
    await app.page.keyboard.press('f')
    await expect.poll(() => item('File manager').evaluate((element) => element === document.activeElement)).toBe(true)
    await app.page.keyboard.press('Enter')
    await expect
      .poll(() => existsSync(note) && readFileSync(note, 'utf8'))
      .toBe(`xdg-open|${worktree()}|${worktree()}|`)
    await expect.poll(() => menu().count()).toBe(0)
  })

  test('in the smallest window the header and its menu are whole', async () => {
    await app.page.setViewportSize({ width: 1024, height: 700 })
    await button().click()
    await item('Copy its path').waitFor()
    for (const part of [button(), item('Copy its path'), app.page.getByRole('button', { name: 'Cancel run' })]) {
      const box = await part.boundingBox()
      expect(box).toMatchObject({ x: expect.any(Number) })
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1024)
    }
    await app.page.keyboard.press('Escape')
  })

  test('a program that does not open is told; the button closes what it opened', async () => {
    await button().click()
    await item('Visual Studio Code').click()
    await app.page
      .getByRole('alert')
      .getByText(/Visual Studio Code did not open: .* ended with 3\./)
      .waitFor()
    await button().click()
    await menu().waitFor()
    await button().click()
    await expect.poll(() => menu().count()).toBe(0)
    expect(app.problems).toEqual([])
  })
})
