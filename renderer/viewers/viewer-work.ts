import type { PaintedLine } from './diff-paint.ts'
import type { Piece } from './pieces.ts'

export type ViewerAsk =
  | { kind: 'paint'; lines: readonly PaintedLine[]; language: string | null }
  | { kind: 'highlight'; text: string; language: string }

/** What goes to the thread beside the page, and what comes back. */
export interface ViewerQuestion {
  id: number
  ask: ViewerAsk
}
export type ViewerAnswer = { id: number; lines: Piece[][] } | { id: number; problem: string }

/** The part of a worker that is used. */
export interface ViewerThread {
  postMessage(question: ViewerQuestion): void
  addEventListener(type: 'message', listener: (event: { data: ViewerAnswer }) => void): void
  addEventListener(type: 'error', listener: (event: { message?: string }) => void): void
}

/** Asks the thread, which is started with the first question. A thread that broke answers nothing more: every question is refused. */
export function viewerWork(start: () => ViewerThread): (ask: ViewerAsk) => Promise<Piece[][]> {
  const waiting = new Map<number, { resolve(lines: Piece[][]): void; reject(error: Error): void }>()
  let thread: ViewerThread | null = null
  let broken: Error | null = null
  let nextId = 0
  const started = (): ViewerThread => {
    const fresh = start()
    fresh.addEventListener('message', ({ data }) => {
      const known = waiting.get(data.id)
      waiting.delete(data.id)
      if ('lines' in data) known?.resolve(data.lines)
      else known?.reject(new Error(data.problem))
    })
    fresh.addEventListener('error', ({ message }) => {
      broken = new Error(message ?? 'The thread for texts could not be started.')
      for (const { reject } of waiting.values()) reject(broken)
      waiting.clear()
    })
    return fresh
  }
  return (ask) =>
    new Promise((resolve, reject) => {
      if (broken) {
        reject(broken)
        return
      }
      thread ??= started()
      const id = nextId++
      waiting.set(id, { resolve, reject })
      thread.postMessage({ id, ask })
    })
}
