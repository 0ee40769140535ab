/** What is too large to be drawn whole: counts stay exact, and no task of the page takes long. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashBytes } from '../../electron/hash.ts'
import { type OpenWindow, openWindow } from './hosts.ts'
import { newHome, seed } from './seeded-home.ts'

const home = newHome()
let window: OpenWindow
const ids = new Map<string, string>()
let runId = ''

const MEGABYTE = 1_000_000
const words = (bytes: number): string => 'lorem ipsum '.repeat(Math.ceil(bytes / 12)).slice(0, bytes)

/** One file of so many added lines, as short as lines can be. */
const longDiff = (lines: number): string =>
  `diff --git a/long.txt b/long.txt\nnew file mode 100644\n--- /dev/null\n+++ b/long.txt\n@@ -0,0 +1,${lines} @@\n${'+line\n'.repeat(lines)}`
const wideDiff = (files: number): string =>
  Array.from(
    { length: files },
    (_, at) =>
      `diff --git a/d${at % 100}/f${at}.txt b/d${at % 100}/f${at}.txt\nnew file mode 100644\n--- /dev/null\n+++ b/d${at % 100}/f${at}.txt\n@@ -0,0 +1 @@\n+${at}\n`,
  ).join('')

const GIANTS: Readonly<Record<string, { kind: string; name: string; mime: string; text: string }>> = {
  line: { kind: 'verification_log', name: 'line.log', mime: 'text/plain', text: words(10 * MEGABYTE) },
  code: { kind: 'other', name: 'line.js', mime: 'text/javascript', text: words(10 * MEGABYTE) },
  markdown: { kind: 'response', name: 'line.md', mime: 'text/markdown', text: words(10 * MEGABYTE) },
  paragraph: { kind: 'response', name: 'line2.md', mime: 'text/markdown', text: words(MEGABYTE - 1) },
  items: { kind: 'response', name: 'items.md', mime: 'text/markdown', text: '- a\n'.repeat(200_000) },
  fence: {
    kind: 'response',
    name: 'fence.md',
    mime: 'text/markdown',
    text: `\`\`\`\n${'a\n'.repeat(400_000)}\`\`\`\n`,
  },
  json: { kind: 'verdict', name: 'line.json', mime: 'application/json', text: `["${words(4 * MEGABYTE)}"]` },
  long: { kind: 'patch', name: 'long.diff', mime: 'text/x-diff', text: longDiff(1_000_000) },
  wide: { kind: 'patch', name: 'wide.diff', mime: 'text/x-diff', text: wideDiff(10_000) },
  binary: { kind: 'other', name: 'core.bin', mime: 'application/octet-stream', text: '\0'.repeat(MEGABYTE) },
  invalid: { kind: 'verification_log', name: 'invalid.log', mime: 'text/plain', text: 'before ' },
}

beforeAll(async () => {
  seed(home, (store) => {
    runId = store.createRun('Look at giants', '/srv/giants').id
    const folder = `runs/${runId}/artifacts`
    mkdirSync(path.join(home, folder), { recursive: true })
    for (const [key, { kind, name, mime, text }] of Object.entries(GIANTS)) {
      const bytes =
        key === 'invalid' ? Buffer.from([...Buffer.from(text), 0xff, 0xfe, 0xc3, 0x28, 0x0a]) : Buffer.from(text)
      writeFileSync(path.join(home, folder, name), bytes)
      const metadata = { sha256: hashBytes(bytes), bytes: bytes.length, mime }
      ids.set(key, store.addArtifact(runId, null, kind, `${folder}/${name}`, metadata).id)
    }
  })
  window = await openWindow('serve', home)
  await window.page.getByRole('table', { name: 'Runs' }).waitFor()
}, 120_000)
afterAll(async () => {
  await window?.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 3 })
})

/** Shows the artifact, scrolls in it, and tells how long layout and painting took at most in one go, in milliseconds. */
async function show(key: string, text: RegExp): Promise<number> {
  const { page } = window
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const layoutMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0
    return 1_000 * (of('LayoutDuration') + of('RecalcStyleDuration'))
  }
  const before = await layoutMs()
  await page.evaluate((hash) => location.assign(`#/${hash}`), `run/${runId}/artifacts?item=${ids.get(key)}`)
  await page.getByText(text).first().waitFor({ timeout: 60_000 })
  let worst = (await layoutMs()) - before
  for (let step = 0; step < 5; step += 1) {
    const from = await layoutMs()
    await page.evaluate(scrollOn)
    await page.waitForTimeout(50)
    worst = Math.max(worst, (await layoutMs()) - from)
  }
  await session.detach()
  return worst
}

function scrollOn(): void {
  for (const element of document.querySelectorAll('main *')) {
    if (element.scrollHeight > element.clientHeight + 2) element.scrollTop += element.clientHeight
  }
}

test.each([
  ['line', /more characters/],
  ['code', /more characters/],
  ['markdown', /more characters/],
  ['paragraph', /more characters/],
  ['items', /more items/],
  ['fence', /more lines/],
  ['json', /more characters/],
  ['long', /\+1,?000,?000/],
  ['wide', /f\d+\.txt/],
  ['binary', /no view for this type/],
  ['invalid', /before \ufffd/],
] as const)('a giant %s is shown without a layout that anybody would notice [fault 58, 62]', async (key, text) => {
  const worst = await show(key, text)
  expect.soft(worst).toBeLessThan(400)
  console.log(`${key}: at most ${Math.round(worst)} ms of layout`)
})

test('the counts of a diff of ten thousand files are exact [fault 62]', async () => {
  const { page } = window
  await show('wide', /f\d+\.txt/)
  await expect.poll(() => page.getByRole('main').innerText()).toContain('10,000 files, +10,000 −0')
})

test('the console was silent throughout', () => expect(window.problems).toEqual([]))
