/** What runs inside Chromium: shows one case in one variant, and answers what it is asked of it. */
import { type ReactElement, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { CASES, type CaseName, type Variant } from './cases.ts'
import { plainBlocks, plainRows } from './floor.ts'
import { Diff, Log, ManyEvents, Markdown } from './shown.tsx'
import { streaming } from './stream.tsx'
import { diffText, eventOfRow, logText, markdownText } from './texts.ts'
import './bench.css'

declare global {
  interface Window {
    bench: typeof bench
  }
}

interface Prepared {
  /** Draws; the text is there already, and reading it is part of it. */
  show(): void
  step(): void
  longTurn(): void
}

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
/** After what was drawn for this frame is on the screen. */
const painted = (): Promise<number> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve(performance.now())
      port2.postMessage(null)
    })
  })

function nothing(): void {}

const draw = (element: () => ReactElement): Prepared => ({
  show: () => createRoot(root).render(<StrictMode>{element()}</StrictMode>),
  step: nothing,
  longTurn: nothing,
})
const plain = (show: () => void, step = nothing): Prepared => ({ show, step, longTurn: nothing })

function prepare(name: CaseName, variant: Variant): Prepared {
  const { view, size, files } = CASES[name]
  switch (view) {
    case 'events':
      return variant === 'view'
        ? draw(() => <ManyEvents count={size} />)
        : plain(() => void plainRows(root, size, 28, eventLine))
    case 'diff': {
      const text = diffText(size, files)
      return variant === 'view' ? draw(() => <Diff text={text} />) : plain(() => plainLines(text))
    }
    case 'log': {
      const text = logText(size)
      return variant === 'view' ? draw(() => <Log text={text} />) : plain(() => plainLines(text))
    }
    case 'markdown': {
      const text = markdownText(size)
      return variant === 'view' ? draw(() => <Markdown text={text} />) : plain(() => void plainBlocks(root, text))
    }
    case 'stream':
      return variant === 'view' ? streamed() : plainStream()
  }
}

const eventLine = (row: number): string => {
  const { ts, source, kind, message } = eventOfRow(row)
  return `${ts.slice(11, 19)}  ${source}  ${kind}  ${message}`
}

function plainLines(text: string): void {
  const lines = text.split('\n')
  plainRows(root, lines.length, 20, (row) => lines[row] ?? '')
}

function streamed(): Prepared {
  const { element, step, longTurn } = streaming()
  return { show: () => createRoot(root).render(<StrictMode>{element}</StrictMode>), step, longTurn }
}

/** The same words at the same pace at the end of one text. */
function plainStream(): Prepared {
  const text = document.createElement('pre')
  return plain(
    () => {
      root.append(text)
      text.append('It begins. ')
    },
    () => text.append('It moves the rounding to the end, where the sum is known. '),
  )
}

const bench = {
  prepare: (name: CaseName, variant: Variant): void => {
    prepared = prepare(name, variant)
  },
  /** Milliseconds from the text in memory to the first picture that has some of it. */
  firstPaint: async (name: CaseName, variant: Variant): Promise<number> => {
    const seen = CASES[name].seen[variant]
    const from = performance.now()
    prepared?.show()
    for (;;) {
      const at = await painted()
      if ((root.textContent ?? '').includes(seen)) return at - from
      if (at - from > 60_000) throw new Error(`"${seen}" was not drawn within a minute`)
    }
  },
  /** Resolves once the box is as high as all rows are. */
  whole: async (pixels: number): Promise<void> => {
    while (box().scrollHeight < pixels) await frame()
  },
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
  /** Frames until each of the rows is drawn after the box was scrolled to where it must be; null: it never was. */
  reach: async (rows: readonly number[], count: number): Promise<(number | null)[]> => {
    const scrolled = box()
    const found: (number | null)[] = []
    for (const row of rows) {
      scrolled.scrollTop = (scrolled.scrollHeight - scrolled.clientHeight) * (row / (count - 1))
      found.push(await framesUntil(() => (root.textContent ?? '').includes(`Event ${row}:`)))
    }
    return found
  },
}

async function framesUntil(isThere: () => boolean): Promise<number | null> {
  for (let frames = 0; frames < 240; frames += 1) {
    if (isThere()) return frames
    await frame()
  }
  return null
}

window.bench = bench
