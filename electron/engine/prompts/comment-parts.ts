import type { Comment } from '../../../shared/evidence.ts'
import type { AskedComment } from '../../../shared/views.ts'
import { commentedLines } from '../comments.ts'
import { boundText } from './bounded.ts'
import { CAPS } from './caps.ts'
import { item, itemBlock, quoted } from './fence.ts'

/** Of the lines that a comment is about; the comment itself goes first. */
const EXCERPT_CHARS = 600

/** What a person wrote on lines of the diff that they reviewed, each under its id; null: nothing. */
export function commentsPart(comments: readonly Comment[]): string | null {
  if (comments.length === 0) return null
  const items = comments.map((comment) => item('- ', commentText(comment)))
  return [
    '## What the person asks for, line by line',
    'A person reviewed the work so far and wrote these comments on lines of its diff. Each is work. Do what belongs to this ' +
      'task, and answer it in `comments` of your report by its id: what you did, or why you did not. Leave out those that ' +
      'another task must answer. Line numbers are those of the diff that was reviewed (`old`: before its changes, `new`: ' +
      'after them); the lines may have moved since.',
    itemBlock(items, CAPS.comments),
  ].join('\n\n')
}

/** The first line is read by the demo agent, too. */
export function commentText(comment: Comment): string {
  const { id, path, side, excerpt, text } = comment
  const head = `${id ?? 'c?'} · ${quoted(path, 300)} · line ${commentedLines(comment)} · ${side}`
  const lines = excerpt === undefined ? [] : boundText(excerpt, EXCERPT_CHARS).split('\n')
  return [head, ...lines.map((line) => `| ${line}`), text].join('\n')
}

/** What a person asked for in comments and what was answered, for those who judge the whole result; null: nothing. */
export function answeredPart(asked: readonly Pick<AskedComment, 'comment' | 'answer'>[]): string | null {
  if (asked.length === 0) return null
  const items = asked.map(({ comment, answer }) => {
    const told = answer === null ? 'not answered' : `answered (${answer.outcome}): ${answer.text}`
    return item('- ', `${commentText(comment)}\n${told}`)
  })
  return [
    '## What the person asked for, line by line',
    'Comments of the person on lines of an earlier diff, each with what the implementation answered. An answer is a claim: look ' +
      'whether the files bear it out, and say in your summary which comments they do not.',
    itemBlock(items, CAPS.comments),
  ].join('\n\n')
}
