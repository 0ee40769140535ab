/** What runs inside Chromium: shows one case in one variant, and answers what it is asked of it. */
import { CASES, type CaseName, type Variant } from './cases.ts'
import type { Paint } from './judge.ts'
import { type Prepared, prepare } from './prepared.tsx'
import type { Shown } from './seed.ts'
import './bench.css'

declare global {
  interface Window {
    bench: typeof bench
  }
}

const WARMED_FRAMES = 30
/** Frames that a row may take until it is drawn. */
const MAX_FRAMES = 240
const MAX_WAIT_MS = 60_000

const root = document.getElementById('root') ?? document.body
let prepared: Prepared | null = null
const box = (): HTMLElement => {
  const found = [...root.querySelectorAll<HTMLElement>('section, div')].find(
    ({ scrollHeight, clientHeight }) => clientHeight > 200 && scrollHeight > clientHeight + 200,
  )
  if (!found) throw new Error('nothing can be scrolled')
  return found
}
const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
const shows = (text: string): boolean => (root.textContent ?? '').includes(text)

/** Looks in each frame. */
async function until(isSo: () => boolean): Promise<void> {
  const from = performance.now()
  while (!isSo()) {
    await frame()
    if (performance.now() - from > MAX_WAIT_MS) throw new Error('It did not come within a minute.')
  }
}

const bench = {
  prepare: async (name: CaseName, variant: Variant, shown: Shown | null): Promise<void> => {
    prepared = prepare(root, name, variant, shown)
    prepared.warm()
    await until(() => shows(CASES[name].seenSmall))
    for (let rest = 0; rest < WARMED_FRAMES; rest += 1) await frame()
  },
  /** To the picture that has some of it: to where the frame after it can begin. */
  firstPaint: async (name: CaseName): Promise<Paint> => {
    const before = root.firstElementChild
    const from = performance.now()
    prepared?.show()
    await until(() => (before === null || !root.contains(before)) && shows(CASES[name].seen))
    await frame()
    const at = performance.now()
    return { openedMs: at - from, drawnMs: at - (prepared?.readAt() ?? at) }
  },
  /** Resolves once the box is as high as all rows are. */
  whole: (pixels: number): Promise<void> => until(() => box().scrollHeight >= pixels),
  /** Milliseconds between frames while the box is scrolled from its beginning. */
  scroll: async (frames: number, pixels: number): Promise<number[]> => {
    const scrolled = box()
    scrolled.scrollTop = 0
    for (let rest = 0; rest < 20; rest += 1) await frame()
    const deltas: number[] = []
    let before = await frame()
    for (let count = 0; count < frames; count += 1) {
      scrolled.scrollTop += pixels
      const at = await frame()
      deltas.push(at - before)
      before = at
    }
    return deltas
  },
  /** Milliseconds between frames while text comes in, twenty times a second. */
  stream: async (ms: number): Promise<number[]> => {
    prepared?.longTurn()
    for (let rest = 0; rest < 30; rest += 1) await frame()
    const timer = setInterval(() => prepared?.step(), 50)
    const deltas: number[] = []
    let before = await frame()
    const end = before + ms
    while (before < end) {
      const at = await frame()
      deltas.push(at - before)
      before = at
    }
    clearInterval(timer)
    return deltas
  },
  /** Frames until each of the rows is in view, without a gap among its neighbours, after the box was scrolled to where it must be; null: it never was. */
  reach: async (rows: readonly number[], count: number): Promise<(number | null)[]> => {
    const scrolled = box()
    const found: (number | null)[] = []
    for (const row of rows) {
      scrolled.scrollTop = (scrolled.scrollHeight - scrolled.clientHeight) * (row / (count - 1))
      found.push(await framesUntil(() => isInView(eventsInView(scrolled), row)))
    }
    return found
  },
}

async function framesUntil(isThere: () => boolean): Promise<number | null> {
  for (let frames = 0; frames < MAX_FRAMES; frames += 1) {
    if (isThere()) return frames
    await frame()
  }
  return null
}

/** The numbers of the events whose rows a person sees, from the top down. */
function eventsInView(scrolled: HTMLElement): number[] {
  const { top, bottom } = scrolled.getBoundingClientRect()
  const texts = document.createTreeWalker(scrolled, NodeFilter.SHOW_TEXT)
  const seen: { number: number; at: number }[] = []
  while (texts.nextNode()) {
    const number = /^Event (\d+):/.exec(texts.currentNode.textContent ?? '')?.[1]
    const rect = texts.currentNode.parentElement?.getBoundingClientRect()
    if (number === undefined || rect === undefined || rect.bottom <= top || rect.top >= bottom) continue
    seen.push({ number: Number(number), at: rect.top })
  }
  return seen.sort((a, b) => a.at - b.at).map(({ number }) => number)
}

const isInView = (events: readonly number[], row: number): boolean =>
  events.includes(row) && events.every((number, place) => place === 0 || number === (events[place - 1] ?? 0) + 1)

window.bench = bench
