/** Takes a picture of each main view, light and dark, from a seeded data folder: `npm run pictures`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { ROOT } from '../../scripts/child.mjs'
import { quantise } from '../pictures/palette.ts'
import { decodePng, encodePalettePng } from '../pictures/png.ts'
import { openWindow } from './hosts.ts'
import { type LiveRuns, type SeededRuns, seedRuns, wakeRuns } from './seeded-runs.ts'

const FOLDER = path.join(ROOT, 'docs/pictures')
/** The same in every run, because the window names it. */
const WORK = path.join(os.tmpdir(), 'triptych-pictures')
const COLOURS = 32

interface Picture {
  name: string
  /** After `#/`. */
  place: string
  /** Where the person is, once the view is there. */
  prepare?(page: Page): Promise<void>
}

const pictures = ({ runs }: SeededRuns, { working, permission }: LiveRuns, logId: string): Picture[] => [
  { name: 'home', place: '' },
  { name: 'inbox', place: 'inbox' },
  { name: 'new-run', place: 'new', prepare: fillNewRun },
  { name: 'run', place: `run/${working}` },
  { name: 'plan', place: `run/${runs.plan}/plan` },
  { name: 'permission', place: `run/${permission}` },
  { name: 'blocked', place: `run/${runs.blocked}` },
  { name: 'review', place: `run/${runs.review}/review?item=src/split.ts` },
  { name: 'artifacts', place: `run/${runs.review}/artifacts?item=${logId}` },
  { name: 'timeline', place: `run/${runs.review}/timeline`, prepare: (page) => page.keyboard.press('[') },
]

async function fillNewRun(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'harbour-api' }).click()
  await page.getByRole('textbox', { name: 'Goal' }).fill('Answer 410 where a cursor has expired, and test it')
}

/** The first log of a step that failed. */
function failedLog({ home, runs }: SeededRuns): string {
  const store = openStore(databaseFile(home))
  try {
    const attempts = store.listTasks(runs.review).flatMap(({ id }) => store.listAttempts(id))
    const steps = attempts.flatMap(({ id }) => store.listStepEvidence(id))
    const failed = steps.find(({ exitCode }) => exitCode !== 0)
    if (!failed) throw new Error('No step of the reviewed run failed')
    return failed.logArtifactId
  } finally {
    store.close()
  }
}

async function take(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    const image = decodePng(await page.screenshot({ type: 'png', animations: 'disabled' }))
    const file = encodePalettePng(image, quantise(image.rgb, COLOURS))
    writeFileSync(path.join(FOLDER, `${name}-${theme}.png`), file)
    console.log(`${name}-${theme}.png ${Math.ceil(file.length / 1024)} kB`)
  }
}

/** What was read is there, and nothing is drawn over it any more. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
  await page.waitForFunction(() => !/Reading .*…/.test(document.body.innerText))
  await page.waitForTimeout(700)
}

async function main(): Promise<void> {
  rmSync(WORK, { recursive: true, force: true })
  mkdirSync(WORK, { recursive: true })
  mkdirSync(FOLDER, { recursive: true })
  try {
    const seeded = await seedRuns(WORK)
    const window = await openWindow('serve', seeded.home, seeded.env)
    try {
      const { page } = window
      await settled(page)
      const live = await wakeRuns(seeded)
      for (const { name, place, prepare } of pictures(seeded, live, failedLog(seeded))) {
        await page.evaluate((hash) => location.assign(`#/${hash}`), place)
        await settled(page)
        await prepare?.(page)
        // A pointer that rests somewhere would light up what is under it.
        await page.mouse.move(0, 0)
        await settled(page)
        await take(page, name)
      }
      if (window.problems.length > 0) throw new Error(`The console was not silent:\n${window.problems.join('\n')}`)
    } finally {
      await window.close()
    }
    await takeFirstVisit()
  } finally {
    rmSync(WORK, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function takeFirstVisit(): Promise<void> {
  const home = path.join(WORK, 'first')
  mkdirSync(home, { mode: 0o700 })
  const { page, close } = await openWindow('serve', home)
  try {
    await settled(page)
    await take(page, 'first-visit')
  } finally {
    await close()
  }
}

await main()
