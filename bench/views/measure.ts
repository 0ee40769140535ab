/** `npm run bench -- views`: what a person looks at, with very much in it, beside a plain page in the same Chromium. */
import os from 'node:os'
import { type Browser, chromium, type Page } from 'playwright'
import { type Figure, figureTable, holds } from '../figures.ts'
import { writeSection } from '../report.ts'
import { CASE_NAMES, CASES, type CaseName, VARIANTS, type Variant } from './cases.ts'
import { figuresOf, type Measured, type Paint, REACHED_ROWS } from './judge.ts'
import { openWorld, type World } from './world.ts'

const USAGE = `usage: npm run bench -- views [--only <case>,…] [--repeat <n>] [--once] [--keep]
  cases: ${CASE_NAMES.join(', ')}
  --once shows each page once, for a few frames: it tells whether this works, and judges nothing
  --keep writes what was found into docs/performance.md`

/** How long each page is looked at. */
interface Look {
  frames: number
  pixels: number
  streamedMs: number
}
const LONG: Look = { frames: 150, pixels: 400, streamedMs: 6_000 }
const SHORT: Look = { frames: 5, pixels: 400, streamedMs: 500 }

interface Asked {
  only: readonly CaseName[]
  repeat: number
  keep: boolean
  /** Too little to judge by. */
  once: boolean
}

function parse(args: readonly string[]): Asked | null {
  const asked: Asked = { only: CASE_NAMES, repeat: 7, keep: false, once: false }
  for (let place = 0; place < args.length; place += 1) {
    const value = args[place + 1] ?? ''
    if (args[place] === '--keep') asked.keep = true
    else if (args[place] === '--once') asked.once = true
    else if (args[place] === '--repeat' && /^[1-9]\d?$/.test(value)) asked.repeat = Number(value)
    else if (args[place] === '--only' && value !== '')
      asked.only = CASE_NAMES.filter((name) => value.split(',').includes(name))
    else return null
    if (args[place] === '--repeat' || args[place] === '--only') place += 1
  }
  if (asked.only.length === 0 || (asked.once && asked.keep)) return null
  return asked.once ? { ...asked, repeat: 1 } : asked
}

async function main(): Promise<number> {
  const asked = parse(process.argv.slice(2))
  if (asked === null) {
    console.error(USAGE)
    return 2
  }
  const world = await openWorld(asked.only)
  try {
    return await measureAll(world, asked)
  } finally {
    await world.close()
  }
}

async function measureAll(world: World, { only, repeat, keep, once }: Asked): Promise<number> {
  const groups: { title: string; figures: Figure[] }[] = []
  for (const name of only) {
    const measured = await measureCase(world, name, repeat, once ? SHORT : LONG)
    const figures = figuresOf(name, measured)
    groups.push({ title: CASES[name].title, figures })
    console.log(`\n${figureTable(groups.slice(-1))}`)
  }
  if (once) {
    console.log('\nEach was shown once: too little to judge by.')
    return 0
  }
  const missed = groups.flatMap(({ figures }) => figures).filter((figure) => !holds(figure)).length
  console.log(`\n${missed === 0 ? 'Every goal holds.' : `${missed} of the goals do not hold.`}`)
  const day = new Date().toISOString().slice(0, 10)
  if (keep) writeSection('views', `Measured on ${day}, ${machine()}, ${repeat} times each.\n\n${figureTable(groups)}`)
  return missed === 0 ? 0 : 1
}

const machine = (): string =>
  `${os.cpus().length} cores (${os.cpus()[0]?.model.trim() ?? 'unknown'}), Chromium without a GPU`

/** Without a limit of frames a first picture is timed to less than a frame; with it, frames are counted as a person gets them. */
const UNLIMITED = ['--disable-gpu-vsync', '--disable-frame-rate-limit']

async function measureCase(world: World, name: CaseName, repeat: number, look: Look): Promise<Measured> {
  const measured: Measured = {
    paints: { view: [], floor: [] },
    frames: { view: [], floor: [] },
    reached: [],
    heaps: [],
  }
  // Each round has a Chromium of its own: what all pages of one are timed to differs by a third from what those of another one are.
  for (let round = 0; round < repeat; round += 1)
    await inChromium(UNLIMITED, async (browser) => {
      // Not counted: it is still starting.
      await onPage(browser, world, async (page) => void (await shown(page, world, name, 'floor')))
      for (const variant of inTurn(round))
        await onPage(browser, world, async (page) => {
          measured.paints[variant].push(await shown(page, world, name, variant))
        })
    })
  await inChromium([], async (browser) => {
    for (let round = 0; round < Math.ceil(repeat / 2); round += 1)
      for (const variant of inTurn(round))
        await onPage(browser, world, async (page) => {
          await shown(page, world, name, variant)
          measured.frames[variant].push(...(await framesOf(page, name, look)))
          if (variant === 'view' && round === 0) await reachRows(page, name, measured)
        })
  })
  return measured
}

/** Neither is always the one that comes first. */
const inTurn = (round: number): readonly Variant[] => (round % 2 === 0 ? VARIANTS : VARIANTS.toReversed())

async function shown(page: Page, world: World, name: CaseName, variant: Variant): Promise<Paint> {
  const parts = [name, variant, world.shown(name)] as const
  await page.evaluate(([asked, as, what]) => window.bench.prepare(asked, as, what), parts)
  return page.evaluate((asked) => window.bench.firstPaint(asked), name)
}

async function framesOf(page: Page, name: CaseName, look: Look): Promise<number[]> {
  if (CASES[name].view === 'stream') return page.evaluate((ms) => window.bench.stream(ms), look.streamedMs)
  return page.evaluate(({ frames, pixels }) => window.bench.scroll(frames, pixels), look)
}

/** Rows all over the list, its first and its last. */
async function reachRows(page: Page, name: CaseName, measured: Measured): Promise<void> {
  const { view, size } = CASES[name]
  if (view !== 'events') return
  await page.evaluate((pixels) => window.bench.whole(pixels), Math.min(28 * size, 28_000_000))
  const rows = Array.from({ length: REACHED_ROWS }, (_, place) => rowAt(place, size))
  measured.reached = await page.evaluate(([wanted, count]) => window.bench.reach(wanted, count), [rows, size] as const)
  measured.heaps.push(await heapOf(page))
}

/** The first and the last row, then others from all over the list, in no order. */
const rowAt = (place: number, size: number): number =>
  place < 2 ? place * (size - 1) : Math.floor(((place * Math.SQRT2) % 1) * size)

/** Megabytes that the page holds after everything that can go is gone. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1_000_000
}

async function inChromium(flags: readonly string[], work: (browser: Browser) => Promise<void>): Promise<void> {
  const executablePath = process.env['CHROMIUM_PATH']
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', ...flags],
  })
  try {
    await work(browser)
  } finally {
    await browser.close()
  }
}

/** A page of its own each time: what was compiled for the one before is not there. */
async function onPage(browser: Browser, world: World, work: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } })
  try {
    page.on('pageerror', (error) => console.error(error))
    await page.goto(world.address())
    await work(page)
  } finally {
    await page.close()
  }
}

process.exitCode = await main()
