import type { Browser, Page } from 'playwright'
import { BARE_PAGE, type Canary } from './canary.ts'
import { type Payload, payloadsIn } from './corpus.ts'

const AT_ONCE = 25
const FIRES_WITHIN_MS = 250

/**
 * How many of the payloads do harm where a page takes them as markup and has no policy: without it, that nothing happens in ours would
 * prove nothing. Each part of them gets a page of its own, because some lead it away.
 */
export async function firedUnprotected(browser: Browser, canary: Canary, markup: readonly Payload[]): Promise<number> {
  const context = await browser.newContext()
  const fired = new Set<number>()
  canary.take()
  for (let at = 0; at < markup.length; at += AT_ONCE) {
    const page = await context.newPage()
    for (const id of await fireAll(page, canary, markup.slice(at, at + AT_ONCE))) fired.add(id)
  }
  await context.close()
  for (const id of payloadsIn(canary.take().join(' '))) fired.add(id)
  return fired.size
}

async function fireAll(page: Page, canary: Canary, payloads: readonly Payload[]): Promise<number[]> {
  await page.goto(`${canary.origin}${BARE_PAGE}`)
  const texts = payloads.map(({ text }) => text)
  try {
    return await page.evaluate(write, { texts, waitMs: FIRES_WITHIN_MS })
  } catch (error) {
    // A payload that leads the page away takes its notes along; what was asked of the server stays.
    if (/navigat|destroyed|closed/i.test(String(error))) return []
    throw error
  }
}

async function write({ texts, waitMs }: { texts: string[]; waitMs: number }): Promise<number[]> {
  const ran: number[] = []
  Reflect.set(globalThis, 'ran', ran)
  for (const text of texts) {
    const box = document.createElement('div')
    box.innerHTML = text
    document.body.append(box)
  }
  await new Promise((resolve) => setTimeout(resolve, waitMs))
  return ran
}
