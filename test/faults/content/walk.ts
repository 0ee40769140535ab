import type { Page } from 'playwright'
import type { HostileRun } from './hostile-run.ts'
import { type Look, lookIntoFrames, lookThrough } from './look.ts'
import type { Watch } from './watch.ts'

/** What was shown where. */
export interface Sight {
  place: string
  looks: Look[]
  /** HTML was looked at as a page, too. */
  isPage: boolean
}

const SETTLED_MS = 60

/** Every view that shows a run, and those that show all. */
function placesOf({ runId, artifactIds, gate }: HostileRun): string[] {
  const tabs = ['', '/timeline', ...(gate === 'plan' ? ['/plan'] : ['/plan', '/review'])]
  return [...tabs.map((tab) => `run/${runId}${tab}`), ...artifactIds.map((id) => `run/${runId}/artifacts?item=${id}`)]
}

/** Looks at everything that can be seen of the runs, as a person would who opens and unfolds all of it. */
export async function walk(page: Page, watch: Watch, runs: readonly HostileRun[]): Promise<Sight[]> {
  const sights: Sight[] = []
  for (const place of ['', 'inbox', ...runs.flatMap(placesOf)]) {
    await page.evaluate((hash) => location.assign(`#/${hash}`), place)
    await settle(page)
    const looks = await lookThrough(page)
    if (await page.evaluate(unfold)) {
      await settle(page)
      looks.push(...(await lookThrough(page)))
    }
    const isPage = await page.evaluate(askForPage)
    if (isPage) {
      await page.locator('main iframe').waitFor()
      await settle(page)
      looks.push(...(await lookThrough(page)), ...(await lookIntoFrames(page)))
    }
    await watch.collect(page)
    sights.push({ place, looks, isPage })
  }
  return sights
}

async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(SETTLED_MS)
  await page.waitForFunction(() => !/Reading .{1,40}…/.test(document.querySelector('main')?.innerText ?? ''))
}

/** HTML is shown as code; as a page only where a person asks for it. Whether there was any. */
function askForPage(): boolean {
  const [page] = [...document.querySelectorAll<HTMLElement>('main fieldset button')].filter(
    (button) => button.innerText === 'Page',
  )
  page?.click()
  return page !== undefined
}

/** Opens what is folded and shows what is filtered; whether there was anything. */
function unfold(): boolean {
  const folded = [...document.querySelectorAll<HTMLElement>('main [aria-expanded="false"]')]
  const closed = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')]
  const all = [...document.querySelectorAll<HTMLElement>('main button')].filter((button) => button.innerText === 'All')
  for (const button of [...folded, ...all]) button.click()
  for (const details of closed) details.open = true
  for (const element of document.querySelectorAll('main *')) element.scrollTop = 0
  return folded.length + closed.length + all.length > 0
}
