import type { RefObject } from 'react'
import { type Command, useCommands } from '../../keys/commands.tsx'
import type { DiffHandle } from '../../viewers/use-diff-handle.ts'
import type { DiffOptions } from './diff-options.tsx'
import type { Since } from './use-since.ts'

/** The keys that move through a diff, show it in other ways and mark it. */
export function useReviewKeys(keys: {
  handle: RefObject<DiffHandle | null>
  markSeen: () => void
  markHunk: () => void
  toUnseen: () => void
  canComment: boolean
  options: DiffOptions
  since: Since
}): void {
  const { handle, markSeen, markHunk, toUnseen, canComment, options, since } = keys
  const group = 'Review'
  const comment: Command = { keys: 'c', label: 'comment', group, hint: true, run: () => handle.current?.comment() }
  const toggleSince: Command = { keys: 'x', label: 'since the round before', group, run: since.toggle }
  useCommands([
    { keys: 'j', label: 'next file', group, hint: true, run: () => handle.current?.moveFile(1) },
    { keys: 'k', label: 'previous file', group, run: () => handle.current?.moveFile(-1) },
    { keys: 'n', label: 'next change', group, hint: true, run: () => handle.current?.moveChange(1) },
    { keys: 'p', label: 'previous change', group, run: () => handle.current?.moveChange(-1) },
    { keys: 'm', label: 'next comment', group, run: () => handle.current?.moveComment(1) },
    { keys: 'shift+m', label: 'previous comment', group, run: () => handle.current?.moveComment(-1) },
    { keys: 'v', label: 'seen', group, hint: true, run: markSeen },
    { keys: 'shift+v', label: 'hunk seen', group, run: markHunk },
    { keys: 'shift+j', label: 'next unseen file', group, run: toUnseen },
    { keys: 's', label: 'split', group, hint: true, run: options.toggleLayout },
    { keys: 'w', label: 'hide white space', group, run: options.toggleSpace },
    { keys: 'o', label: 'more context', group, hint: true, run: () => handle.current?.more() },
    ...(since.name === null ? [] : [toggleSince]),
    ...(canComment ? [comment] : []),
  ])
}
