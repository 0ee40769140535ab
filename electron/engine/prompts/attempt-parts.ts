import type { Comment } from '../../../shared/evidence.ts'
import { commentedLines } from '../comments.ts'
import type { AttemptDetail } from '../records.ts'
import { boundText, newest, withMark } from './bounded.ts'
import { CAPS } from './caps.ts'
import { item, itemBlock } from './fence.ts'

const STATUS_WORDS = {
  running: 'running',
  completed: 'accepted',
  failed: 'not accepted',
  blocked: 'ended blocked',
  interrupted: 'interrupted; does not count, its changes were put aside',
} as const

/**
 * Earlier attempts, oldest first: how each ended and why, word for word. `nameOf` tells attempts of several tasks
 * apart; an empty text where all belong to one task.
 */
export function attemptListBlock(
  attempts: readonly AttemptDetail[],
  nameOf: (attempt: AttemptDetail) => string,
): string {
  const { kept, mark } = newest(attempts, CAPS.attempts.listed, 'attempt')
  const texts = kept.map((attempt) => item('- ', attemptText(attempt, nameOf(attempt))))
  return withMark(mark, itemBlock(texts, CAPS.attempts.chars))
}

function attemptText(attempt: AttemptDetail, name: string): string {
  const { failure, objection, report } = attempt.result
  const signature = failure?.signature ?? attempt.blockerSignature
  const lines = [
    `attempt ${attempt.attemptNumber}${name === '' ? '' : ` of ${name}`}: ${STATUS_WORDS[attempt.status]}${signature === null ? '' : `, ${signature}`}`,
    ...(report === undefined ? [] : [`it reported ${report.outcome}: ${report.summary}`]),
    ...(report?.blocker === undefined ? [] : [`its blocker ${report.blocker.code}: ${report.blocker.detail}`]),
    // An objection says all that its failure would say again.
    ...(objection === undefined ? (failure?.reasons ?? []).map((reason) => `reason: ${reason}`) : []),
    ...(objection === undefined ? [] : [`a person objected: ${objection.rationale}`]),
    ...(objection?.comments ?? []).map(commentText),
  ]
  // An attempt without any of these still has its summary (imported ones have nothing else).
  if (lines.length === 1 && attempt.summary !== '') lines.push(attempt.summary)
  return lines.map((line) => boundText(line, CAPS.attempts.text)).join('\n')
}

const commentText = (comment: Comment): string =>
  `comment ${comment.id === undefined ? '' : `${comment.id} `}on ${comment.path}:${commentedLines(comment)} (${comment.side} side): ${comment.text}`
