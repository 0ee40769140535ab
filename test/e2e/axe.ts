import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright'
import { ROOT } from '../../scripts/child.mjs'

const SOURCE = readFileSync(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8')
/** WCAG 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

interface AxeNode {
  target: unknown[]
  html: string
  failureSummary?: string
}
interface AxeResults {
  violations: { id: string; help: string; nodes: AxeNode[] }[]
}

/**
 * What is wrong in the page for people who see, hear or point otherwise, in both themes: what, where and how to mend it; none: [].
 * Colours are the only thing that a theme changes, so that only they are looked at in the dark.
 */
export async function axeProblems(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const dark = await runAxe(page, { runOnly: { type: 'rule', values: ['color-contrast'] } })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const light = await runAxe(page, { runOnly: { type: 'tag', values: TAGS } })
  return [...light.map((problem) => `light: ${problem}`), ...dark.map((problem) => `dark: ${problem}`)]
}

async function runAxe(page: Page, options: object): Promise<string[]> {
  // As the debugger, because the page's own policy lets no foreign script in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE)
  const { violations }: AxeResults = await page.evaluate((chosen) => {
    const axe: { run(context: Document, options: object): Promise<AxeResults> } = Reflect.get(window, 'axe')
    return axe.run(document, { ...chosen, resultTypes: ['violations'] })
  }, options)
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html, failureSummary = '' }) =>
      [`${id}: ${help}`, String(target), html.slice(0, 300), failureSummary].join('\n    '),
    ),
  )
}
