import { type ReactElement, StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { createClient } from '../../renderer/client.ts'
import { type AppData, createAppData } from '../../renderer/data/app-data.tsx'
import type { RunView } from '../../shared/views.ts'
import { CASES, type CaseName, SMALL, type Variant } from './cases.ts'
import { plainBlocks, plainRows } from './floor.ts'
import { Diff, Log, ManyEvents, Markdown } from './shown.tsx'
import { streaming } from './stream.tsx'
import { diffText, eventOfRow, logText, markdownText } from './texts.ts'

/** One case in one variant, ready to be drawn: whatever it shows is in memory. */
export interface Prepared {
  /** Draws the view with little in it, as a window that is in use has done before. */
  warm(): void
  /** Draws it with all of it; reading the text is part of it. */
  show(): void
  step(): void
  longTurn(): void
}

/** The runs whose events are shown. */
export interface EventRuns {
  small: string
  large: string
}

export async function prepare(
  root: HTMLElement,
  name: CaseName,
  variant: Variant,
  runs: EventRuns | null,
): Promise<Prepared> {
  const { view, size, files } = CASES[name]
  const isView = variant === 'view'
  switch (view) {
    case 'events':
      return isView
        ? eventViews(root, runs)
        : plain(root, (isSmall) => plainEvents(root, isSmall ? SMALL.events : size))
    case 'diff': {
      const texts = { small: diffText(SMALL.lines, 1), large: diffText(size, files) }
      return isView ? drawn(root, (text) => <Diff text={text} />, texts) : plainTexts(root, plainLines, texts)
    }
    case 'log': {
      const texts = { small: logText(SMALL.bytes), large: logText(size) }
      return isView ? drawn(root, (text) => <Log text={text} />, texts) : plainTexts(root, plainLines, texts)
    }
    case 'markdown': {
      const texts = { small: markdownText(SMALL.bytes), large: markdownText(size) }
      return isView ? drawn(root, (text) => <Markdown text={text} />, texts) : plainTexts(root, plainBlocks, texts)
    }
    case 'stream': {
      if (!isView) return plainStream(root)
      const { element, ...live } = streaming()
      return { ...drawn(root, (part) => (part === 'small' ? <p>It begins.</p> : element), BOTH), ...live }
    }
  }
}

interface Both<T> {
  small: T
  large: T
}
const BOTH: Both<'small' | 'large'> = { small: 'small', large: 'large' }

function nothing(): void {}

/**
 * With React, below one root: what is measured takes the place of what warmed it. `isAtOnce`: within the person's click, as whatever
 * has all that it needs is drawn; else as it is when an answer has come.
 */
function drawn<T>(root: HTMLElement, view: (part: T) => ReactElement, parts: Both<T>, isAtOnce = false): Prepared {
  const reactRoot = createRoot(root)
  const show = (key: keyof Both<T>): void => {
    const render = (): void => reactRoot.render(<StrictMode key={key}>{view(parts[key])}</StrictMode>)
    if (isAtOnce) flushSync(render)
    else render()
  }
  return { step: nothing, longTurn: nothing, warm: () => show('small'), show: () => show('large') }
}

function plain(root: HTMLElement, draw: (isSmall: boolean) => void, step = nothing): Prepared {
  const show = (isSmall: boolean): void => {
    root.replaceChildren()
    draw(isSmall)
  }
  return { step, longTurn: nothing, warm: () => show(true), show: () => show(false) }
}

/** The runs are open, as they are when a person comes to their events: the newest are there, the others are found and read from the store. */
async function eventViews(root: HTMLElement, runs: EventRuns | null): Promise<Prepared> {
  if (runs === null) throw new Error('There are no runs with events.')
  const data = createAppData(createClient())
  const [small, large] = await Promise.all([opened(data, runs.small), opened(data, runs.large)])
  return drawn(root, (view) => <ManyEvents data={data} view={view} />, { small, large }, true)
}

async function opened({ client }: AppData, runId: string): Promise<RunView> {
  const reply = await client.call('runs.get', { runId })
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value
}

const eventLine = (row: number): string => {
  const { ts, source, kind, message } = eventOfRow(row)
  return `${ts.slice(11, 19)}  ${source}  ${kind}  ${message}`
}

const plainEvents = (root: HTMLElement, count: number): void =>
  plainRows(root, { count, rowPx: 28, isAtEnd: true }, eventLine)

const plainTexts = (root: HTMLElement, draw: (root: HTMLElement, text: string) => void, texts: Both<string>) =>
  plain(root, (isSmall) => draw(root, isSmall ? texts.small : texts.large))

function plainLines(root: HTMLElement, text: string): void {
  const lines = text.split('\n')
  plainRows(root, { count: lines.length, rowPx: 20 }, (row) => lines[row] ?? '')
}

/** The same words at the same pace at the end of one text. */
function plainStream(root: HTMLElement): Prepared {
  let text = document.createElement('pre')
  const draw = (): void => {
    text = document.createElement('pre')
    root.append(text)
    text.append('Make it work. ')
  }
  return plain(root, draw, () => text.append('It moves the rounding to the end, where the sum is known. '))
}
