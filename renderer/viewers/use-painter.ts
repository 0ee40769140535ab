import { useEffect, useMemo, useState } from 'react'
import { paintBeside } from './beside.ts'
import { type DiffPainter, diffPainter } from './diff-paint.ts'

/** One painter for as long as the view is there; it is drawn anew when lines have been painted, at most once a frame. */
export function useDiffPainter(): DiffPainter {
  const [painted, setPainted] = useState(0)
  const frame = useMemo(() => onceAFrame(() => setPainted((count) => count + 1)), [])
  useEffect(() => frame.cancel, [frame])
  const painter = useMemo(() => diffPainter(paintBeside, frame.ask), [frame])
  // Another object after each painting, so that what is drawn from it is drawn again.
  return useMemo(() => ({ painted, ...painter }), [painted, painter])
}

function onceAFrame(work: () => void): { ask(): void; cancel(): void } {
  let id: number | null = null
  return {
    ask: () => {
      id ??= requestAnimationFrame(() => {
        id = null
        work()
      })
    },
    cancel: () => {
      if (id !== null) cancelAnimationFrame(id)
      id = null
    },
  }
}
