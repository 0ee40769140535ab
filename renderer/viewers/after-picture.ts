/**
 * Does later what the next picture can be drawn without: in a task of its own, after the frame that can begin once that picture was
 * handed on. A window that nobody sees draws none, and waits. Returns its undo.
 */
export function afterPicture(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      timer = setTimeout(work)
    })
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
