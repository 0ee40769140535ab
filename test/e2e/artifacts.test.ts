/** Artifacts of every kind as a person sees them, two of them compared, a page that tries to get out, and the run exported. */
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readReport } from '../../electron/export/report/report.ts'
import { verifyFolder } from '../../electron/export/verify/verify-folder.ts'
import { makeTempFolder, writeFileTree } from '../support/repository.ts'
import { unzipped } from '../support/zip.ts'
import { axeProblems } from './axe.ts'
import { type OpenWindow, openWindow } from './hosts.ts'
import { addArtifacts, addLogs } from './seeded-artifacts.ts'
import { newHome, seed } from './seeded-home.ts'

const hostile = (address: string): string => `<h1>Coverage</h1><p>All of it</p>
<script>parent.document.title = 'out'; fetch('${address}/fetched')</script>
<img src="${address}/image" onerror="top.location = '${address}/error'"><link rel="stylesheet" href="${address}/style">
<iframe src="${address}/frame"></iframe><meta http-equiv="refresh" content="0;url=${address}/refreshed">
<form action="${address}/form"><button>Send</button></form><a href="${address}/link" target="_top">Go on</a>`

describe('artifacts in the window', () => {
  const home = newHome()
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  })
  const ids = new Map<string, string>()
  let runId = ''
  let window: OpenWindow
  let page: Page
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    seed(home, (store) => {
      runId = store.createRun('Look at everything', '/srv/shop').id
      addArtifacts({ home, store, runId, ids }, hostile(address))
      addLogs({ home, store, runId, ids })
    })
    window = await openWindow('serve', home)
    page = window.page
  })
  afterAll(async () => {
    await window?.close()
    server.close()
    rmSync(home, { recursive: true, force: true, maxRetries: 3 })
  })

  const region = (name: string | RegExp): Locator => page.getByRole('region', { name }).last()
  const open = async (name: string, ready: Locator): Promise<void> => {
    await page.evaluate((hash) => location.assign(hash), `#/run/${runId}/artifacts?item=${ids.get(name)}`)
    await ready.first().waitFor()
  }

  test('the gallery shows what each looks like: images themselves, texts by their first lines', async () => {
    await open('old.png', page.getByRole('img', { name: 'old.png' }))
    const link = (name: string): Locator => region('Artifacts').getByRole('link').filter({ hasText: name })
    await expect.poll(() => link('new.png').locator('img').count(), { timeout: 15_000 }).toBe(1)
    await expect.poll(() => link('people.csv').innerText(), { timeout: 15_000 }).toContain('City 0,0')
    expect(await axeProblems(page)).toEqual([])
  })

  test('an image fits, and is made larger and smaller by keyboard', async () => {
    const figure = page.getByRole('figure')
    await figure.getByText('40 × 40 pixels').waitFor()
    await page.keyboard.press('+')
    await figure.getByText('150 %').waitFor()
    expect(await figure.getByRole('img').evaluate((image) => image.clientWidth)).toBe(60)
    await page.keyboard.press('0')
    await figure.getByText('100 %').waitFor()
  })

  test('a table has a head and rows, of which only those in view are drawn', async () => {
    await open('people.csv', page.getByText('5,000 rows, 3 columns'))
    const table = region('people.csv')
    await table.getByText('City 0', { exact: false }).first().waitFor()
    expect(await table.getByText('a, b').count()).toBeLessThan(200)
    await table.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await table.getByText('City 4999').waitFor()
    expect(await axeProblems(page)).toEqual([])
  })

  test('what has no view is told with its first bytes', async () => {
    await open('tool.bin', region('First bytes'))
    await page.getByText('By them it is: ELF program or library.').waitFor()
    await page.getByText('7f 45 4c 46').waitFor()
  })

  test('two logs are compared by what can be read of them; a reload keeps it', async () => {
    await open('v1 of attempt 2', region('Verification log v1'))
    await page.keyboard.press('x')
    const differs = region('What differs of Verification log v1')
    await differs.getByText('3 failed').waitFor()
    await differs.getByText('0 failed').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.reload()
    await differs.getByText('3 failed').waitFor()
    await page.getByRole('button', { name: 'End comparing' }).click()
    await region('Verification log v1').waitFor()
  })

  test('two images are compared side by side, and with a divider that arrow keys move', async () => {
    await open('new.png', page.getByRole('img', { name: 'new.png' }))
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('img', { name: 'Before: old.png' }).waitFor()
    await page.getByRole('img', { name: 'After: new.png' }).waitFor()
    await page.getByRole('radio', { name: 'Swipe' }).check()
    const divider = page.getByRole('slider')
    await divider.press('ArrowRight')
    expect(await divider.inputValue()).toBe('51')
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  test('the run is exported as a report by the palette and as a folder by its menu; both are what was exported', async () => {
    const report = await download(() => byPalette('export a report'))
    expect(report.name).toMatch(/^triptych-look-at-everything-[0-9a-f]{8}\.html$/)
    const told = readReport(readFileSync(report.file, 'utf8'))
    expect(told?.isWhole).toBe(true)
    await page.getByRole('dialog', { name: 'Run exported' }).waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    const zip = await download(() => byMenu('As a folder that can be verified'))
    const folder = makeTempFolder('unpacked')
    for (const [name, bytes] of unzipped(readFileSync(zip.file))) writeFileTree(folder, { [name]: bytes })
    const verified = await verifyFolder(path.join(folder, zip.name.replace(/\.zip$/, '')), told?.contents ?? '')
    expect(verified).toMatchObject({ ok: true, value: { problems: [] } })
    await page.keyboard.press('Escape')
  })

  async function byPalette(command: string): Promise<void> {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search or run a command' }).fill(command)
    await page.getByRole('option', { name: command }).waitFor()
    await page.keyboard.press('Enter')
  }

  async function byMenu(item: string): Promise<void> {
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }

  async function download(begin: () => Promise<void>): Promise<{ name: string; file: string }> {
    const [saved] = await Promise.all([page.waitForEvent('download'), begin()])
    return { name: saved.suggestedFilename(), file: await saved.path() }
  }

  test('a page of an agent is code; its text is shown when asked for, and asks for nothing', async () => {
    await open('coverage.html', page.getByText('parent.document.title'))
    await page.getByRole('button', { name: 'Page', exact: true }).click()
    const frame = page.frameLocator('iframe')
    await frame.getByRole('heading', { name: 'Coverage' }).waitFor()
    await frame.getByText('All of it').waitFor()
    expect(await frame.locator('a, button, form, img, script, link, meta[http-equiv=refresh]').count()).toBe(0)
    expect(asked).toEqual([])
    expect(await axeProblems(page)).toEqual([])
    // Another page is code again.
    await open('people.csv', page.getByText('5,000 rows, 3 columns'))
    await open('coverage.html', page.getByText('parent.document.title'))
  })

  test('nothing was written to the console', () => expect(window.problems).toEqual([]))
})
