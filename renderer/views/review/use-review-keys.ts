import type { RefObject } from 'react'
import { useCommands } from '../../keys/commands.tsx'
import type { DiffHandle } from '../../viewers/diff-viewer.tsx'

/** The keys that move through a diff and mark it. */
export function useReviewKeys(keys: {
  handle: RefObject<DiffHandle | null>
  markSeen: () => void
  toUnseen: () => void
  canComment: boolean
}): void {
  const { handle, markSeen, toUnseen, canComment } = keys
  const group = 'Review'
  useCommands([
    { keys: 'j', label: 'next file', group, hint: true, run: () => handle.current?.moveFile(1) },
    { keys: 'k', label: 'previous file', group, run: () => handle.current?.moveFile(-1) },
    { keys: 'n', label: 'next change', group, hint: true, run: () => handle.current?.moveChange(1) },
    { keys: 'p', label: 'previous change', group, run: () => handle.current?.moveChange(-1) },
    { keys: 'v', label: 'seen', group, hint: true, run: markSeen },
    { keys: 'shift+j', label: 'next unseen file', group, run: toUnseen },
    ...(canComment ? [{ keys: 'c', label: 'comment', group, hint: true, run: () => handle.current?.comment() }] : []),
  ])
}
