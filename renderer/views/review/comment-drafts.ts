import type { Comment } from '../../../shared/evidence.ts'
import { type CommentPlace, placeKey } from '../../viewers/diff.ts'
import { integerOf, jsonOf, listOf, recordOf, textOf } from '../gates/unknown-value.ts'

/** Longer ones are refused. */
export const MAX_COMMENT = 8_000

/** The comments with the one at this place as `text`; an empty text takes it away. One comment per line. */
export function withComment(comments: readonly Comment[], place: CommentPlace, text: string): Comment[] {
  const { path, side, line } = place
  const at = comments.findIndex((comment) => placeKey(comment) === placeKey(place))
  if (text === '') return at < 0 ? [...comments] : comments.toSpliced(at, 1)
  const comment: Comment = { path, side, line, text }
  return at < 0 ? [...comments, comment] : comments.with(at, comment)
}

export const commentAt = (comments: readonly Comment[], place: CommentPlace): string =>
  comments.find((comment) => placeKey(comment) === placeKey(place))?.text ?? ''

/** What is sent: without those that hold only space. */
export const sentComments = (comments: readonly Comment[]): Comment[] =>
  comments
    .map(({ path, side, line, text }) => ({ path, side, line, text: text.trim() }))
    .filter(({ text }) => text !== '')

export const commentProblem = (comments: readonly Comment[]): string | null =>
  comments.some(({ text }) => text.length > MAX_COMMENT)
    ? `A comment is longer than ${MAX_COMMENT.toLocaleString('en')} characters.`
    : null

/** Comments that went with an answer; none if it had none. */
export const answeredComments = (payload: unknown): Comment[] =>
  listOf(recordOf(payload)?.['comments'], commentOf) ?? []

/** Comments that were kept as text; none if it has another form. */
export const parseComments = (text: string): Comment[] => listOf(jsonOf(text), commentOf) ?? []

function commentOf(value: unknown): Comment | null {
  const record = recordOf(value)
  const path = textOf(record?.['path'])
  const side = record?.['side']
  const line = integerOf(record?.['line'])
  const text = textOf(record?.['text'])
  if (path === null || line === null || text === null || (side !== 'old' && side !== 'new')) return null
  return { path, side, line, text }
}
