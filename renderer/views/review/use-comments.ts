import { useMemo, useState } from 'react'
import type { Comment } from '../../../shared/evidence.ts'
import { useDraft } from '../../data/draft.ts'
import { type CommentPlace, placeKey } from '../../viewers/diff.ts'
import { answeredComments, commentAt, commentOf, parseComments, withComment } from './comment-drafts.ts'

export interface Comments {
  /** `draft`: can be written; `sent` with the answer; `unsent`: the question was closed without them. */
  state: 'draft' | 'sent' | 'unsent'
  list: readonly Comment[]
  /** The same array as long as no comment came or went: what the diff has to make room for. */
  places: readonly Comment[]
  /** The line whose editor is open. */
  editedAt: CommentPlace | null
  edit(place: CommentPlace | null): void
  /** Null: there is none at this line. */
  at(place: CommentPlace): Comment | null
  write(place: CommentPlace, text: string): void
  clear(): void
}

/** Comments on lines, kept on this machine until they are sent with the answer. */
export function useComments(gateId: string): Comments & { state: 'draft' } {
  const [kept, keep, clear] = useDraft(`comments.${gateId}`)
  const [editedAt, setEditedAt] = useState<CommentPlace | null>(null)
  const list = useMemo(() => parseComments(kept), [kept])
  const [places, setPlaces] = useState<readonly Comment[]>(list)
  if (keysOf(places) !== keysOf(list)) setPlaces(list)
  const save = (next: readonly Comment[]): void => {
    if (next.length === 0) clear()
    else keep(JSON.stringify(next))
  }
  return {
    state: 'draft',
    list,
    places,
    editedAt,
    edit: (place) => {
      // An editor that is left without a word leaves nothing behind.
      if (editedAt && commentAt(list, editedAt).trim() === '') save(withComment(list, editedAt, ''))
      setEditedAt(place)
    },
    at: (place) => commentOf(list, place),
    write: (place, text) => save(withComment(list, place, text)),
    clear: () => {
      clear()
      setEditedAt(null)
    },
  }
}

/** What is left to read once the question is closed: what was sent with the answer, else the drafts that were not. */
export function useClosedComments(drafts: Comments, payload: unknown): Comments {
  const sent = useMemo(() => answeredComments(payload), [payload])
  if (sent.length === 0) return { ...drafts, state: 'unsent', editedAt: null }
  return {
    ...drafts,
    state: 'sent',
    list: sent,
    places: sent,
    editedAt: null,
    at: (place) => commentOf(sent, place),
  }
}

const keysOf = (comments: readonly Comment[]): string => comments.map(placeKey).join('\n')
