import type { PaintedLine } from './diff-paint.ts'
import type { Piece } from './pieces.ts'

export type ViewerAsk =
  | { kind: 'paint'; lines: readonly PaintedLine[]; language: string | null }
  | { kind: 'highlight'; text: string; language: string }
  | { kind: 'failures'; text: string }
  | { kind: 'hits'; text: string; wanted: string }

/** What each kind of question is answered with: lines in pieces, or numbers of lines from 1. */
export interface ViewerAnswers {
  paint: Piece[][]
  highlight: Piece[][]
  failures: number[]
  hits: number[]
}
type Kind = keyof ViewerAnswers

export type AskViewer = <K extends Kind>(ask: Extract<ViewerAsk, { kind: K }>) => Promise<ViewerAnswers[K]>

/** What goes to the thread beside the page, and what comes back. */
export interface ViewerQuestion {
  id: number
  ask: ViewerAsk
}
export type ViewerAnswer = { id: number; value: ViewerAnswers[Kind] } | { id: number; problem: string }

// Written as a method: who asks says what the answer carries, so a narrower receiver fits.
interface Waiting {
  resolve(value: ViewerAnswers[Kind]): void
  reject(error: Error): void
}

/** The part of a worker that is used. */
export interface ViewerThread {
  postMessage(question: ViewerQuestion): void
  addEventListener(type: 'message', listener: (event: { data: ViewerAnswer }) => void): void
  addEventListener(type: 'error', listener: (event: { message?: string }) => void): void
}

/** Asks the thread, which is started with the first question. A thread that broke answers nothing more: every question is refused. */
export function viewerWork(start: () => ViewerThread): AskViewer {
  const waiting = new Map<number, Waiting>()
  let thread: ViewerThread | null = null
  let broken: Error | null = null
  let nextId = 0
  const started = (): ViewerThread => {
    const fresh = start()
    fresh.addEventListener('message', ({ data }) => {
      const known = waiting.get(data.id)
      waiting.delete(data.id)
      if ('value' in data) known?.resolve(data.value)
      else known?.reject(new Error(data.problem))
    })
    fresh.addEventListener('error', ({ message }) => {
      broken = new Error(message ?? 'The thread for texts could not be started.')
      for (const { reject } of waiting.values()) reject(broken)
      waiting.clear()
    })
    return fresh
  }
  return <K extends Kind>(ask: Extract<ViewerAsk, { kind: K }>) =>
    new Promise<ViewerAnswers[K]>((resolve, reject) => {
      if (broken) {
        reject(broken)
        return
      }
      thread ??= started()
      const id = nextId++
      waiting.set(id, { resolve: (value: ViewerAnswers[K]) => resolve(value), reject })
      thread.postMessage({ id, ask })
    })
}
