import type { RefObject } from 'react'
import { type Command, useCommands } from '../../keys/commands.tsx'
import type { DiffHandle } from '../../viewers/use-diff-handle.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/review.ts'
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
  const group = COMMON.review
  const comment: Command = { keys: 'c', label: TEXT.comment, group, hint: true, run: () => handle.current?.comment() }
  const toggleSince: Command = { keys: 'x', label: TEXT.sinceRoundBefore, group, run: since.toggle }
  useCommands([
    { keys: 'j', label: COMMON.nextFile, group, hint: true, run: () => handle.current?.moveFile(1) },
    { keys: 'k', label: COMMON.previousFile, group, run: () => handle.current?.moveFile(-1) },
    { keys: 'n', label: COMMON.nextChange, group, hint: true, run: () => handle.current?.moveChange(1) },
    { keys: 'p', label: COMMON.previousChange, group, run: () => handle.current?.moveChange(-1) },
    { keys: 'm', label: TEXT.nextComment, group, run: () => handle.current?.moveComment(1) },
    { keys: 'shift+m', label: TEXT.previousComment, group, run: () => handle.current?.moveComment(-1) },
    { keys: 'v', label: TEXT.seenLower, group, hint: true, run: markSeen },
    { keys: 'shift+v', label: TEXT.hunkSeen, group, run: markHunk },
    { keys: 'shift+j', label: TEXT.nextUnseenFile, group, run: toUnseen },
    { keys: 's', label: COMMON.splitLower, group, hint: true, run: options.toggleLayout },
    { keys: 'w', label: TEXT.hideWhiteSpace, group, run: options.toggleSpace },
    { keys: 'o', label: TEXT.moreContext, group, hint: true, run: () => handle.current?.more() },
    ...(since.name === null ? [] : [toggleSince]),
    ...(canComment ? [comment] : []),
  ])
}
