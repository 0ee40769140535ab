import { type DragEvent, useState } from 'react'
import type { GivenBlob } from '../../data/upload.ts'

type Transfer = Pick<DataTransfer, 'items' | 'files'>

/** The files that were dropped or pasted; null: a folder is among them, which is no file but perhaps a repository. */
export function filesIn(transfer: Transfer): GivenBlob[] | null {
  const hasFolder = [...transfer.items].some(
    (item) => item.kind === 'file' && item.webkitGetAsEntry?.()?.isDirectory === true,
  )
  return hasFolder ? null : [...transfer.files]
}

/** Handlers for an element that files can be dropped on. A folder goes on to the window around it. */
export function useDrop(onFiles: (files: readonly GivenBlob[]) => void) {
  const [isOver, setOver] = useState(false)
  const onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.stopPropagation()
    setOver(true)
  }
  return {
    isOver,
    handlers: {
      onDragEnter: onDrag,
      onDragOver: onDrag,
      onDragLeave: ({ currentTarget, relatedTarget }: DragEvent): void => {
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(false)
      },
      onDrop: (event: DragEvent): void => {
        setOver(false)
        if (!event.dataTransfer.types.includes('Files')) return
        // Whatever is dropped, it never takes the place of the page.
        event.preventDefault()
        const files = filesIn(event.dataTransfer)
        if (files === null) return
        event.stopPropagation()
        onFiles(files)
      },
    },
  }
}
