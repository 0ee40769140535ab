import type { EarlierComment } from '../../../shared/views.ts'
import type { StateLook } from '../../ui/status.tsx'
import type { DiffComment } from '../../viewers/diff.ts'
import * as TEXT from '../../words/texts/review.ts'

/** What became of a comment. */
export function answerLook({ answer }: Pick<EarlierComment, 'answer'>): StateLook {
  if (answer === null) return { icon: 'unknown', tone: 'warning', word: TEXT.notAnswered }
  if (answer.outcome === 'declined') return { icon: 'unknown', tone: 'warning', word: TEXT.answeredNotDone }
  return { icon: 'done', tone: 'proved', word: TEXT.answered }
}

/** "2 answered · 1 not answered". */
export function answersCount(comments: readonly Pick<EarlierComment, 'answer'>[]): string {
  const answered = comments.filter(({ answer }) => answer !== null).length
  const open = comments.length - answered
  return [answered > 0 ? TEXT.answeredWith(answered) : '', open > 0 ? TEXT.notAnsweredWith(open) : '']
    .filter((part) => part !== '')
    .join(' · ')
}

/** An earlier comment at the line where it is now; where that is gone, at the one that was commented. */
export interface EarlierPlace extends DiffComment {
  earlier: EarlierComment
}

export const earlierPlaces = (comments: readonly EarlierComment[]): EarlierPlace[] =>
  comments.map((earlier) => {
    const { path, side, line, text } = earlier.comment
    const { now } = earlier
    return now === null
      ? { path, side, line, text, earlier }
      : { path: now.path, side: 'new', line: now.line, text, earlier }
  })

export const isEarlier = (comment: DiffComment): comment is EarlierPlace => 'earlier' in comment

/** Who answered: "attempt 2 of “Split a bill”". */
export const answeredBy = ({ answer, answeredIn }: Pick<EarlierComment, 'answer' | 'answeredIn'>): string =>
  answer === null ? '' : TEXT.attemptOfTask(answer.attemptNumber, answeredIn === null ? '' : TEXT.ofTask(answeredIn))
