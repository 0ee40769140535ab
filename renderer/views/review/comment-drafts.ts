import type { Comment } from '../../../shared/evidence.ts'
import { integerOf, jsonOf, listOf, recordOf, textOf } from '../../../shared/unknown-value.ts'
import { type CommentPlace, type DiffFile, placeKey } from '../../viewers/diff.ts'
import { excerptOf } from '../../viewers/diff-rows.ts'
import * as TEXT from '../../words/texts/review.ts'

/** Longer ones are refused. */
export const MAX_COMMENT = 8_000
/** Of the lines that a comment is about. */
const MAX_EXCERPT = 2_000

/** The comments with the one at this place as `text`; an empty text takes it away. One comment per line; it keeps the lines it is about. */
export function withComment(comments: readonly Comment[], place: CommentPlace, text: string): Comment[] {
  const at = comments.findIndex((comment) => placeKey(comment) === placeKey(place))
  const known = comments[at]
  if (text === '') return known ? comments.toSpliced(at, 1) : [...comments]
  if (known) return comments.with(at, { ...known, text })
  const { path, side, line, fromLine } = place
  return [...comments, { path, side, line, ...(fromLine === undefined ? {} : { fromLine }), text }]
}

export const commentOf = (comments: readonly Comment[], place: CommentPlace): Comment | null =>
  comments.find((comment) => placeKey(comment) === placeKey(place)) ?? null

export const commentAt = (comments: readonly Comment[], place: CommentPlace): string =>
  commentOf(comments, place)?.text ?? ''

/** What is sent: without those that hold only space, each with the lines it is about as `files` show them. */
export const sentComments = (comments: readonly Comment[], files: readonly DiffFile[] = []): Comment[] =>
  comments.flatMap((comment) => {
    const { path, side, line, fromLine } = comment
    const text = comment.text.trim()
    const excerpt = excerptOf(files, comment)?.slice(0, MAX_EXCERPT)
    const range = fromLine === undefined ? {} : { fromLine }
    return text === '' ? [] : [{ path, side, line, ...range, ...(excerpt === undefined ? {} : { excerpt }), text }]
  })

export const commentProblem = (comments: readonly Comment[]): string | null =>
  comments.some(({ text }) => text.length > MAX_COMMENT)
    ? TEXT.commentIsLongerThanCharacters(MAX_COMMENT.toLocaleString('en'))
    : null

/** Comments that went with an answer; none if it had none. */
export const answeredComments = (payload: unknown): Comment[] =>
  listOf(recordOf(recordOf(payload)?.['decision'])?.['comments'], parseComment) ?? []

/** Comments that were kept as text; none if it has another form. */
export const parseComments = (text: string): Comment[] => listOf(jsonOf(text), parseComment) ?? []

function parseComment(value: unknown): Comment | null {
  const record = recordOf(value)
  const path = textOf(record?.['path'])
  const side = record?.['side']
  const line = integerOf(record?.['line'])
  const fromLine = integerOf(record?.['fromLine'])
  const id = textOf(record?.['id'])
  const text = textOf(record?.['text'])
  if (path === null || line === null || text === null || (side !== 'old' && side !== 'new')) return null
  return { path, side, line, ...(fromLine === null ? {} : { fromLine }), ...(id === null ? {} : { id }), text }
}
