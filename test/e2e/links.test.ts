/** A link in a document of an agent, in each host: nothing is opened before a person has seen the host, and then only https. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchApp } from '../electron-shim/driver.ts'
import { axeProblems } from './axe.ts'
import { callRaw } from './bridge.ts'
import { HOSTS, hostProblem, type OpenWindow, openWindow } from './hosts.ts'
import { tabTo } from './person.ts'
import { newHome, seed } from './seeded-home.ts'

const TEXT = `[your bank](https://bank.example@\u0430pple.example:8443/log-in) and [the shop](https://shop.example/x?y=1)

[a script](javascript:document.title='ran') [a file](file:///etc/passwd) [a share](smb://evil.example/x) [mail](mailto:a@b.example)
[a tool](ms-msdt:/id) [plain](http://shop.example/) <https://auto.example/>
`

/** A run with one document; where it is shown. */
function seedDocument(home: string): string {
  let place = ''
  seed(home, (store) => {
    const { id } = store.createRun('Look at the links', '/srv/links')
    const file = `runs/${id}/artifacts/0001-response.md`
    mkdirSync(path.dirname(path.join(home, file)), { recursive: true })
    writeFileSync(path.join(home, file), TEXT)
    const artifact = store.addArtifact(id, 'strategy', 'response', file, { mime: 'text/markdown', bytes: TEXT.length })
    place = `run/${id}/artifacts?item=${artifact.id}`
  })
  return place
}

describe.each(HOSTS)('links in the %s', (host) => {
  const problem = hostProblem(host)
  const home = newHome()
  let window: OpenWindow
  beforeAll(async () => {
    const place = seedDocument(home)
    if (problem !== null) return
    window = await openWindow(host, home)
    await window.page.evaluate((hash) => location.assign(`#/${hash}`), place)
    await window.page.getByRole('button', { name: 'your bank' }).waitFor()
  })
  beforeEach((context) => context.skip(problem !== null, problem ?? ''))
  afterAll(async () => {
    await window?.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  })

  test('only https can be pressed, and nothing is an anchor that a browser would follow by itself', async () => {
    const document = window.page.getByRole('region', { name: /response/i }).last()
    expect(await document.getByRole('button').allInnerTexts()).toEqual([
      'your bank',
      'the shop',
      'https://auto.example/',
    ])
    expect(await document.locator('a, [href]').count()).toBe(0)
  })

  test('the host is shown with all that could mislead, by keyboard, and Escape opens nothing [fault 61]', async () => {
    const { page } = window
    const opened = page
      .context()
      .waitForEvent('page', { timeout: 700 })
      .catch(() => null)
    await tabTo(page, page.getByRole('button', { name: 'your bank' }))
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Open a page outside Triptych?' })
    await dialog.waitFor()
    const text = await dialog.innerText()
    for (const part of [
      'xn--pple-43d.example:8443',
      '\u0430pple.example',
      'user name',
      'port 8443',
      'Cyrillic, U+0430',
    ]) {
      expect(text).toContain(part)
    }
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('your bank')
    expect(await opened).toBe(null)
  })

  test('what is opened is the address that was shown', async () => {
    const { page } = window
    const context = page.context()
    // No test reaches beyond this machine.
    await context.route('https://shop.example/**', (route) => route.fulfill({ body: 'the shop' }))
    await page.getByRole('button', { name: 'the shop' }).click()
    const open = page.getByRole('button', { name: 'Open it in the browser' })
    if (host === 'serve') {
      const [other] = await Promise.all([context.waitForEvent('page'), open.click()])
      await other.waitForURL('https://shop.example/x?y=1')
      expect(await other.evaluate(() => [Reflect.get(globalThis, 'opener') === null, document.referrer])).toEqual([
        true,
        '',
      ])
      await other.close()
    } else {
      await open.click()
      await expect.poll(() => window.opened()).toEqual(['https://shop.example/x?y=1'])
    }
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.title()).not.toContain('ran')
    expect(window.problems).toEqual([])
  })
})

test('a page that asks the main process by itself opens nothing but https', async () => {
  const home = newHome()
  const app = await launchApp(home, { host: 'stand-in' })
  try {
    for (const url of [
      'file:///etc/passwd',
      'javascript:1',
      'smb://a/b',
      'http://a.example',
      'https:a',
      'ms-msdt:/id',
      '',
    ]) {
      expect(await callRaw(app.page, 'links.open', { url })).toMatchObject({ ok: false })
    }
    expect((await app.state()).opened).toEqual([])
  } finally {
    await app.quit()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  }
})
