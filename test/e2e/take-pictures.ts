/**
 * `npm run pictures -- [<word>…] [--to <folder>]`: takes a picture of each main view, light and dark, from a seeded data folder; with words
 * only of those whose names have one of them. Into docs/pictures, or the folder that is named.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import { createExports } from '../../electron/export/exports.ts'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { ROOT } from '../../scripts/child.mjs'
import { quantise } from '../pictures/palette.ts'
import { decodePng, encodePalettePng, type Image } from '../pictures/png.ts'
import { coloursOf, noVirtualDisplay, openVirtualDisplay } from '../support/virtual-display.ts'
import { openWindow } from './hosts.ts'
import { npmStart } from './npm-start.ts'
import { addArtifacts, addShown } from './seeded-artifacts.ts'
import { type LiveRuns, type SeededRuns, seedRuns, wakeRuns } from './seeded-runs.ts'

const PICTURES = path.join(ROOT, 'docs/pictures')
const { values, positionals: WANTED } = parseArgs({
  options: { to: { type: 'string', default: PICTURES } },
  allowPositionals: true,
})
const FOLDER = path.resolve(values.to)
/** The same in every run, because the window names it; another one where pictures are only tried, maybe by several at once. */
const WORK = path.join(os.tmpdir(), FOLDER === PICTURES ? 'triptych-pictures' : `triptych-pictures-${process.pid}`)
const COLOURS = 32
/** An empty screen has one colour, a page with text hundreds. */
const DRAWN_COLOURS = 100
const UNCHANGED_MS = 8_000

interface Picture {
  name: string
  /** After `#/`. */
  place: string
  /** Where the person is, once the view is there. */
  prepare?(page: Page): Promise<void>
  /** What would stay open is closed again. */
  leave?(page: Page): Promise<void>
  /** In CSS pixels; without it `USUAL`. */
  size?: { width: number; height: number }
  /** As for a person who asks the system for more contrast. */
  contrast?: true
}

const USUAL = { width: 1440, height: 900 }

const pictures = (
  { runs }: SeededRuns,
  { working, permission }: LiveRuns,
  logId: string,
  ids: ReadonlyMap<string, string>,
): Picture[] => [
  { name: 'home', place: '', prepare: selectResult },
  { name: 'inbox', place: 'inbox' },
  { name: 'new-run', place: 'new', prepare: fillNewRun },
  { name: 'usage', place: 'usage' },
  { name: 'run', place: `run/${working}` },
  { name: 'run-contrast', place: `run/${working}`, contrast: true },
  { name: 'run-small', place: `run/${working}`, size: { width: 1024, height: 700 } },
  { name: 'run-wide', place: `run/${working}`, size: { width: 1920, height: 1080 } },
  { name: 'run-diff', place: `run/${working}`, prepare: pressD, leave: pressD },
  { name: 'steering', place: `run/${working}`, prepare: writeMessages },
  { name: 'plan', place: `run/${runs.plan}/plan` },
  { name: 'permission', place: `run/${permission}` },
  { name: 'blocked', place: `run/${runs.blocked}` },
  { name: 'review', place: `run/${runs.review}/review?item=src/split.ts` },
  { name: 'artifacts', place: `run/${runs.review}/artifacts?item=${logId}` },
  { name: 'artifacts-compare', place: `run/${runs.review}/artifacts?item=${logId}`, prepare: pressX },
  {
    name: 'artifacts-image',
    place: `run/${runs.blocked}/artifacts?item=${ids.get('warnings-after.png')}`,
    prepare: pressX,
  },
  { name: 'artifacts-table', place: `run/${runs.blocked}/artifacts?item=${ids.get('shipments.csv')}` },
  { name: 'artifacts-page', place: `run/${runs.blocked}/artifacts?item=${ids.get('coverage.html')}`, prepare: pressR },
  { name: 'artifacts-bytes', place: `run/${runs.blocked}/artifacts?item=${ids.get('tool.bin')}` },
  { name: 'settings', place: 'settings' },
  { name: 'storage', place: 'settings/storage', prepare: pickEnded },
  { name: 'appearance', place: 'settings/appearance' },
  { name: 'timeline', place: `run/${runs.review}/timeline`, prepare: (page) => page.keyboard.press('[') },
  { name: 'timeline-fork', place: `run/${runs.review}/timeline`, prepare: openFork, leave: pressEscape },
  { name: 'plan-changes', place: `run/${runs.review}/plan`, prepare: openChange },
  { name: 'plan-split', place: `run/${runs.plan}/plan`, prepare: (page) => page.keyboard.press('s') },
  // After the others of this view, because how a diff is read is kept.
  {
    name: 'review-split',
    place: `run/${runs.review}/review?item=src/split.ts`,
    prepare: (page) => page.keyboard.press('s'),
  },
  { name: 'palette', place: `run/${working}`, prepare: openPalette, leave: pressEscape },
  { name: 'shortcuts', place: `run/${working}`, prepare: (page) => page.keyboard.press('?'), leave: pressEscape },
]

const pressD = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Diff so far' }).waitFor()
  await page.keyboard.press('d')
}
const pressEscape = (page: Page): Promise<void> => page.keyboard.press('Escape')
const pressR = (page: Page): Promise<void> => page.keyboard.press('r')
const pressX = (page: Page): Promise<void> => page.keyboard.press('x')

async function openChange(page: Page): Promise<void> {
  const changes = page.getByRole('list', { name: /^Changes since version/ })
  await changes.waitFor()
  // A task that is new in it has nothing to open.
  const folded = changes.getByRole('button', { expanded: false })
  if ((await folded.count()) > 0) await folded.first().click()
}

async function pickEnded(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Select all that have ended/ }).click()
}

async function fillNewRun(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'harbour-api' }).click()
  await page.getByRole('textbox', { name: 'Goal' }).fill('Answer 410 where a cursor has expired, and test it')
  const file = { name: 'expired-cursors.md', mimeType: 'text/markdown', buffer: Buffer.from('# Expired cursors') }
  await page.getByLabel('Files to attach').setInputFiles([file])
  await page.getByRole('button', { name: 'Remove expired-cursors.md' }).waitFor()
}

/** The run whose result waits, with what that rests on beside the list. */
async function selectResult(page: Page): Promise<void> {
  const runs = page.getByRole('table', { name: 'Runs' })
  await runs.getByRole('link', { name: /^Get tally ready/ }).focus()
  await page.getByText(/^The result stays on triptych/).waitFor()
}

/** One is kept for the next turn, the other is being written. */
async function writeMessages(page: Page): Promise<void> {
  const field = page.getByLabel('Message to Implementation')
  await field.fill('Keep the old name as an alias.')
  await page
    .getByRole('region', { name: /^Implementation/ })
    .getByRole('button', { name: 'For the next turn' })
    .click()
  await page.getByText('Waits for the next turn.').waitFor()
  await field.fill('And say in the changelog until when offset works.')
}

async function openFork(page: Page): Promise<void> {
  await page.keyboard.press('[')
  await page.getByRole('button', { name: /^Fork a new run/ }).waitFor()
  await page.keyboard.press('f')
  await page.getByText('This run stays as it is.').waitFor()
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('re')
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

/** All, where no names were asked for. */
const isWanted = (name: string): boolean => WANTED.length === 0 || WANTED.some((word) => name.includes(word))

async function take(page: Page, name: string, hasContrast = false): Promise<void> {
  if (!isWanted(name)) return
  const contrast = hasContrast ? 'more' : 'no-preference'
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce', contrast })
    const image = decodePng(await page.screenshot({ type: 'png', animations: 'disabled' }))
    const file = encodePalettePng(image, quantise(image.rgb, COLOURS))
    writeFileSync(path.join(FOLDER, `${name}-${theme}.png`), file)
    console.log(`${name}-${theme}.png ${Math.ceil(file.length / 1024)} kB`)
  }
}

/** What was read is there, and nothing is drawn over it any more. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
  await page.waitForFunction(() => !/Reading [^…]{1,60}…/.test(document.body.textContent ?? ''))
  await page.waitForTimeout(700)
}

async function main(): Promise<void> {
  rmSync(WORK, { recursive: true, force: true })
  mkdirSync(WORK, { recursive: true })
  mkdirSync(FOLDER, { recursive: true })
  try {
    const apart = [
      { name: 'first-visit', work: takeFirstVisit },
      { name: 'npm-start', work: takeNpmStart },
    ]
    // Whoever wants nothing else waits for no runs.
    const isApart = (word: string): boolean => apart.some(({ name }) => name.includes(word))
    if (WANTED.length === 0 || !WANTED.every(isApart)) await takeViews()
    for (const { name, work } of apart) if (isWanted(name)) await work()
  } finally {
    rmSync(WORK, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function takeViews(): Promise<void> {
  const seeded = await seedRuns(WORK)
  const ids = seedArtifacts(seeded)
  const window = await openWindow('serve', seeded.home, seeded.env)
  try {
    const { page } = window
    await settled(page)
    const live = await wakeRuns(seeded)
    for (const { name, place, prepare, leave, size, contrast } of pictures(seeded, live, failedLog(seeded), ids)) {
      if (!isWanted(name)) continue
      await page.setViewportSize(size ?? USUAL)
      await page.evaluate((hash) => location.assign(`#/${hash}`), place)
      await settled(page)
      await prepare?.(page)
      // A pointer that rests somewhere would light up what is under it.
      await page.mouse.move(0, 0)
      await settled(page)
      await take(page, name, contrast)
      await leave?.(page)
    }
    await page.setViewportSize(USUAL)
    await takeReport(page, seeded)
    if (window.problems.length > 0) throw new Error(`The console was not silent:\n${window.problems.join('\n')}`)
  } finally {
    await window.close()
  }
}

/** Those that no demo agent makes, in the blocked run; their ids by name. */
function seedArtifacts({ home, runs }: SeededRuns): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  const store = openStore(databaseFile(home))
  try {
    const to = { home, store, runId: runs.blocked, ids }
    addArtifacts(to, '<h1>Coverage</h1><p>142 of 150 lines, 94.7 %</p><ul><li>src/split.ts: 100 %</li></ul>')
    addShown(to)
    return ids
  } finally {
    store.close()
  }
}

/** The report of a run that has ended, as it is given away. */
async function takeReport(page: Page, { home, runs }: SeededRuns): Promise<void> {
  const store = openStore(databaseFile(home))
  try {
    const exports = createExports({
      ...{ store, home, version: '0.1.0', now: () => new Date().toISOString() },
      places: ({ run }) => [
        { folder: home, name: '<data folder>' },
        { folder: run.repoPath, name: '<repository>' },
      ],
      redact: () => (text) => text,
    })
    const report = path.join(WORK, 'report.html')
    const written = await exports.write(runs.completed, { report }, new AbortController().signal)
    if (!written.ok) throw new Error(written.error.message)
    await page.goto(pathToFileURL(report).href)
    await take(page, 'report')
  } finally {
    store.close()
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

/** The screen itself, as `npm start` fills it: in Chromium, from the local server. */
async function takeNpmStart(): Promise<void> {
  const problem = noVirtualDisplay()
  if (problem !== null) return console.log(`npm-start.png stays as it was: ${problem}.`)
  const folder = path.join(WORK, 'start')
  mkdirSync(folder)
  const display = await openVirtualDisplay()
  const { child, said, ended } = npmStart(folder, { DISPLAY: display.name })
  try {
    while (!said.stdout.includes('For another browser') || coloursOf(display.picture()) < DRAWN_COLOURS) {
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}\n${said.stderr}`)
      await pause(200)
    }
    const image = await unchanged(() => display.picture())
    writeFileSync(path.join(FOLDER, 'npm-start.png'), encodePalettePng(image, quantise(image.rgb, COLOURS)))
    console.log('npm-start.png')
  } finally {
    child.kill('SIGTERM')
    await ended
    await display.close()
  }
}

/** What was drawn first says that the page reads. Once nothing has changed for a while it has read. */
async function unchanged(picture: () => Image): Promise<Image> {
  let [before, since] = [picture(), Date.now()]
  while (Date.now() - since < UNCHANGED_MS) {
    await pause(500)
    const now = picture()
    if (!Buffer.from(now.rgb).equals(before.rgb)) since = Date.now()
    before = now
  }
  return before
}

await main()
