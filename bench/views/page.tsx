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
  /** Draws the view with little in it, as a window that is in use has done before. */
  warm(): void
  /** Draws; the text is there already, and reading it is part of it. */
  show(): void
  step(): void
  longTurn(): void
}

/** What warms a view: rows, lines, bytes. */
const SMALL = { events: 60, lines: 60, bytes: 4_000 } as const
const WARMED_FRAMES = 30

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

/** With React, below one root: what is measured takes the place of what warmed it. */
function drawn(small: ReactElement, large: ReactElement, live: Partial<Prepared> = {}): Prepared {
  const reactRoot = createRoot(root)
  const show = (element: ReactElement, key: string): void =>
    reactRoot.render(<StrictMode key={key}>{element}</StrictMode>)
  return {
    step: nothing,
    longTurn: nothing,
    ...live,
    warm: () => show(small, 'small'),
    show: () => show(large, 'large'),
  }
}

function plain(draw: (isSmall: boolean) => void, step = nothing): Prepared {
  const show = (isSmall: boolean): void => {
    root.replaceChildren()
    draw(isSmall)
  }
  return { step, longTurn: nothing, warm: () => show(true), show: () => show(false) }
}

function prepare(name: CaseName, variant: Variant): Prepared {
  const { view, size, files } = CASES[name]
  const isView = variant === 'view'
  switch (view) {
    case 'events':
      if (isView) return drawn(<ManyEvents count={SMALL.events} />, <ManyEvents count={size} />)
      return plain((isSmall) => void plainRows(root, isSmall ? SMALL.events : size, 28, eventLine))
    case 'diff': {
      const [small, large] = [diffText(SMALL.lines, 1), diffText(size, files)]
      if (isView) return drawn(<Diff text={small} />, <Diff text={large} />)
      return plain((isSmall) => plainLines(isSmall ? small : large))
    }
    case 'log': {
      const [small, large] = [logText(SMALL.bytes), logText(size)]
      if (isView) return drawn(<Log text={small} />, <Log text={large} />)
      return plain((isSmall) => plainLines(isSmall ? small : large))
    }
    case 'markdown': {
      const [small, large] = [markdownText(SMALL.bytes), markdownText(size)]
      if (isView) return drawn(<Markdown text={small} />, <Markdown text={large} />)
      return plain((isSmall) => void plainBlocks(root, isSmall ? small : large))
    }
    case 'stream': {
      if (!isView) return plainStream()
      const { element, ...live } = streaming()
      return drawn(<p>It begins.</p>, element, live)
    }
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

/** The same words at the same pace at the end of one text. */
function plainStream(): Prepared {
  let text = document.createElement('pre')
  const draw = (): void => {
    text = document.createElement('pre')
    root.append(text)
    text.append('It begins. ')
  }
  return plain(draw, () => text.append('It moves the rounding to the end, where the sum is known. '))
}

const bench = {
  prepare: async (name: CaseName, variant: Variant): Promise<void> => {
    prepared = prepare(name, variant)
    prepared.warm()
    for (let rest = 0; rest < WARMED_FRAMES; rest += 1) await frame()
  },
  /** Milliseconds from the text in memory to the first picture that has some of it. */
  firstPaint: async (name: CaseName, variant: Variant): Promise<number> => {
    const seen = CASES[name].seen[variant]
    const before = root.firstElementChild
    const from = performance.now()
    prepared?.show()
    for (;;) {
      const at = await painted()
      const isNew = before === null || !root.contains(before)
      if (isNew && (root.textContent ?? '').includes(seen)) return at - from
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
