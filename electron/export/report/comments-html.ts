import type { ApprovalRecord } from '../../../shared/domain.ts'
import type { CommentAnswer } from '../../../shared/views.ts'
import { commentedLines, newestAnswers, recordedComments, stands } from '../../engine/comments.ts'
import { quoted } from './evidence-html.ts'
import type { ReportFacts } from './facts.ts'
import { type Html, html } from './html.ts'

type CommentFacts = Pick<ReportFacts, 'hide'> & { run: Pick<ReportFacts['run'], 'attempts' | 'tasks'> }

/** What a person wrote on lines with this answer of theirs, as they wrote it, and what the implementation said to each. */
export function commentsHtml(facts: CommentFacts, approval: ApprovalRecord): readonly Html[] {
  const comments = recordedComments([approval])
  if (comments.length === 0) return []
  const attempts = facts.run.attempts.filter((attempt) => !attempt.setAside && stands(attempt))
  const answers = newestAnswers(attempts.toSorted((one, other) => one.createdAt.localeCompare(other.createdAt)))
  return comments.map(({ comment, isWork }) => {
    const { id, path, side, text } = comment
    const place = `${path}:${commentedLines(comment)}${side === 'old' ? ' (old side)' : ''}`
    return html`<p>${id} · <code>${place}</code></p><blockquote>${text}</blockquote>${
      isWork ? answerHtml(facts, answers.get(id)) : null
    }`
  })
}

function answerHtml(facts: CommentFacts, answer: CommentAnswer | undefined): Html {
  if (answer === undefined)
    return html`<p class="warn">No task that was completed since has said anything about it.</p>`
  const number = facts.run.tasks.findIndex(({ id }) => id === answer.taskId) + 1
  const who = `Implementation, task ${number}, attempt ${answer.attemptNumber}`
  return quoted(facts, `${who}, answered (${answer.outcome}) and`, answer.text)
}
