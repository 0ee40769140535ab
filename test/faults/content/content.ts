/** Hostile content in the real window in Chromium: what an agent or a repository writes is shown, and does nothing. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { databaseFile } from '../../../electron/home.ts'
import { openStore } from '../../../electron/store/store.ts'
import { type OpenWindow, openWindow } from '../../e2e/hosts.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'
import { chromiumProblem } from './browser.ts'
import { type Canary, startCanary } from './canary.ts'
import { figuresOf } from './content-figures.ts'
import { firedUnprotected } from './control.ts'
import { corpus, markupOnly, type Payload } from './corpus.ts'
import { GATE_TURN, type HostileRun, writeHostileRun } from './hostile-run.ts'
import { textFigures } from './texts.ts'
import { type Sight, walk } from './walk.ts'
import { watch } from './watch.ts'

const COUNTS = { short: 60, full: 1_020 } as const
/** Payloads of the control, which are markup as they stand. */
const CONTROLS = { short: 50, full: 300 } as const
/** Each run has every one of its payloads in every kind of text. */
const PER_RUN = { short: 60, full: 100 } as const

export const contentSection: FaultSection = {
  name: 'content',
  title: 'Hostile content in Chromium [fault 59, 60]',
  usesOneCore: true,
  run: runContent,
}

async function runContent(asked: FaultRun): Promise<Figure[]> {
  const canary = await startCanary()
  try {
    const payloads = corpus(asked.seed, COUNTS[asked.scale], canary.origin)
    const texts = textFigures(payloads)
    const problem = chromiumProblem()
    if (problem !== null)
      return [{ what: 'hostile payloads in Chromium', count: 0, bad: 0, skipped: problem }, ...texts]
    return [...(await inWindow(asked, canary, payloads)), ...texts]
  } finally {
    await canary.close()
  }
}

async function inWindow(asked: FaultRun, canary: Canary, payloads: readonly Payload[]): Promise<Figure[]> {
  const home = path.join(asked.folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  const window = await openWindow('serve', home)
  try {
    const { page } = window
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    const watched = await watch(page.context(), page)
    await page.reload()
    const runs = seed(home, payloads, PER_RUN[asked.scale], asked.seed)
    asked.say(`${payloads.length} payloads in ${runs.length} runs`)
    watched.navigations.length = 0
    const sights = await walk(page, watched, runs)
    const asksOfCanary = canary.take()
    const problems = [...window.problems]
    const control = markupOnly(asked.seed, CONTROLS[asked.scale], canary.origin)
    const fired = await controlled(window, canary, control)
    const seen = { payloads, runs: runs.length, sights, watched, asksOfCanary, problems }
    return figuresOf({ ...seen, control: { fired, count: control.length } })
  } finally {
    await window.close()
  }
}

/** `first`: with which kind of question it begins; a short run has one. */
function seed(home: string, payloads: readonly Payload[], perRun: number, first: number): HostileRun[] {
  const store = openStore(databaseFile(home))
  try {
    const runs: HostileRun[] = []
    for (let at = 0; at < payloads.length; at += perRun) {
      const gate = GATE_TURN[(first + runs.length) % GATE_TURN.length] ?? 'plan'
      runs.push(writeHostileRun(store, home, payloads.slice(at, at + perRun), gate))
    }
    return runs
  } finally {
    store.close()
  }
}

async function controlled(window: OpenWindow, canary: Canary, payloads: readonly Payload[]): Promise<number> {
  const browser = window.page.context().browser()
  if (browser === null) throw new Error('the window has no browser')
  return firedUnprotected(browser, canary, payloads)
}

export type { Sight }
