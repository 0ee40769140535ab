import { type ReactElement, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createClient } from '../../renderer/client.ts'
import { createAppData } from '../../renderer/data/app-data.tsx'
import { CASES, type CaseName, type Variant } from './cases.ts'
import { floorOf } from './floor-reads.ts'
import type { Shown } from './seed.ts'
import { View } from './shown.tsx'
import { streaming } from './stream.tsx'

/** One case in one variant, ready to be opened. */
export interface Prepared {
  /** Opens it with little in it, as a window that is in use has done before. */
  warm(): void
  /** Opens it with all of it: nothing of that was read before. */
  show(): void
  /** When all of it had been read. */
  readAt(): number
  step(): void
  longTurn(): void
}

export function prepare(root: HTMLElement, name: CaseName, variant: Variant, shown: Shown | null): Prepared {
  if (shown === null) return variant === 'view' ? streamView(root) : plainStream(root)
  let readAt = 0
  const onRead = (): void => {
    readAt = performance.now()
  }
  const live = { readAt: () => readAt, step: nothing, longTurn: nothing }
  if (variant === 'floor') {
    const draw = floorOf(root, CASES[name], onRead)
    return { ...live, warm: () => draw(shown.small, true), show: () => draw(shown.large, false) }
  }
  const data = createAppData(createClient())
  const draw = drawer(root)
  const view = (id: string): void => draw(id, <View data={data} name={name} id={id} onRead={onRead} />)
  return { ...live, warm: () => view(shown.small), show: () => view(shown.large) }
}

function nothing(): void {}

/** With React, below one root: another key takes the place of what was there before. */
function drawer(root: HTMLElement): (key: string, element: ReactElement) => void {
  const reactRoot = createRoot(root)
  return (key, element) => reactRoot.render(<StrictMode key={key}>{element}</StrictMode>)
}

function streamView(root: HTMLElement): Prepared {
  const { element, ...live } = streaming()
  const draw = drawer(root)
  return {
    ...live,
    readAt: () => 0,
    warm: () => draw('small', <p>It begins.</p>),
    show: () => draw('large', element),
  }
}

/** The same words at the same pace at the end of one text. */
function plainStream(root: HTMLElement): Prepared {
  let text = document.createElement('pre')
  const draw = (words: string) => (): void => {
    text = document.createElement('pre')
    root.replaceChildren(text)
    text.append(words)
  }
  const step = (): void => text.append('It moves the rounding to the end, where the sum is known. ')
  return { step, longTurn: nothing, readAt: () => 0, warm: draw('It begins. '), show: draw('Make it work. ') }
}
