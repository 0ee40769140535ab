import { z } from 'zod'
import type { ReportAnswer } from '../../shared/answers.ts'
import type { ApprovalRecord } from '../../shared/domain.ts'
import type { Comment } from '../../shared/evidence.ts'
import type { AskedComment, CommentAnswer } from '../../shared/views.ts'
import type { AttemptDetail } from './records.ts'
import type { EngineStore } from './store-port.ts'

/** With one answer. */
export const MAX_COMMENTS = 200

/** As it crosses the boundary, and as it is recorded: then with its id. */
export const commentSchema = z.strictObject({
  path: z.string().max(4_096),
  side: z.enum(['old', 'new']),
  line: z.int().positive(),
  fromLine: z.int().positive().exactOptional(),
  excerpt: z.string().max(4_000).exactOptional(),
  text: z.string().max(8_000),
  id: z.string().exactOptional(),
})

const commented = z.looseObject({ comments: z.array(z.unknown()).min(1) })
/** An answer that asked for changes with comments, as it is recorded. */
const asked = z.looseObject({ gateId: z.string(), decision: z.looseObject({ comments: z.array(commentSchema) }) })

/** The payload of an answer with an id for each comment, going on after the run's; anything else as it is. `countKnown`: of the run, asked where there are comments. */
export function withCommentIds(payload: unknown, countKnown: () => number): unknown {
  const given = commented.safeParse(payload).data
  if (!given || given.comments.length === 0) return payload
  const known = countKnown()
  return {
    ...given,
    comments: given.comments.map((comment, index) =>
      typeof comment === 'object' && comment !== null ? { ...comment, id: `c${known + index + 1}` } : comment,
    ),
  }
}

/** As it was recorded. `isWork`: with requested changes; what went with a rejection is only why. */
type Recorded = Pick<AskedComment, 'comment' | 'gateId' | 'askedAt'> & { isWork: boolean }

/** What people wrote on lines, in the order of the ids. Comments that were recorded without one are not among them. */
export function recordedComments(approvals: readonly ApprovalRecord[]): Recorded[] {
  return approvals.flatMap(({ source, verdict, payload, createdAt }) => {
    const { gateId, decision } = asked.safeParse(payload).data ?? {}
    if (source !== 'human' || verdict === 'approved' || gateId === undefined || !decision) return []
    const isWork = verdict === 'changes_requested'
    return decision.comments.flatMap((comment) =>
      comment.id === undefined ? [] : [{ comment: { ...comment, id: comment.id }, gateId, askedAt: createdAt, isWork }],
    )
  })
}

/** Pure. The newest answer to each comment, by its id, of the attempts that are given (oldest first). */
export function newestAnswers(attempts: readonly AttemptDetail[]): Map<string, CommentAnswer> {
  const answers = new Map<string, CommentAnswer>()
  for (const { id: attemptId, taskId, attemptNumber, result } of attempts)
    for (const { id, outcome, answer } of result.report?.comments ?? [])
      answers.set(id, { attemptId, taskId, attemptNumber, outcome, text: answer })
  return answers
}

/** Whether what an attempt answered still counts. */
export const stands = ({ status }: Pick<AttemptDetail, 'status'>): boolean =>
  status === 'completed' || status === 'running'

const subjectIds = z.looseObject({
  base: z.string().nullish(),
  head: z.string().nullish(),
  commit: z.string().nullish(),
  tree: z.string().nullish(),
})

/** Ids of what the diff of a gate's subject is between: commits, or a tree where nothing was committed yet; null where it names none. */
export function commitsOf(subject: unknown): { base: string | null; head: string | null } {
  const { base, head, commit, tree } = subjectIds.safeParse(subject).data ?? {}
  return { base: base ?? null, head: head ?? commit ?? tree ?? null }
}

/** Every comment of a person on this run, oldest first, with what became of it: answers of attempts that failed or do not stand are none. */
export function runComments(store: EngineStore, runId: string): AskedComment[] {
  const comments = recordedComments(store.listApprovals(runId)).filter(({ isWork }) => isWork)
  if (comments.length === 0) return []
  const answers = newestAnswers(store.listRunAttempts(runId).filter(stands))
  return comments.map(({ comment, gateId, askedAt }) => {
    const { taskId, subject } = store.getGate(gateId)
    return { comment, gateId, askedAt, taskId, on: commitsOf(subject), answer: answers.get(comment.id) ?? null }
  })
}

/**
 * The comments that a turn of this task is given: those on its own attempts and on the whole result that no completed attempt has
 * answered. What was asked of a task that is no more goes to whoever works next.
 */
export function openComments(store: EngineStore, runId: string, task: { id: string }): Comment[] {
  const statusOf = new Map(store.listTasks(runId).map(({ id, status }) => [id, status]))
  const isFor = (taskId: string | null): boolean =>
    taskId === null || taskId === task.id || ['abandoned', 'blocked'].includes(statusOf.get(taskId) ?? '')
  return runComments(store, runId)
    .filter(({ answer }) => answer === null || store.getAttempt(answer.attemptId).status !== 'completed')
    .flatMap(({ taskId, comment }) => (isFor(taskId) ? [comment] : []))
}

/** What is wrong with the answers of a report, for the model that gave it; null: nothing. */
export function answersProblem(report: ReportAnswer, open: readonly Comment[]): string | null {
  const given = (report.comments ?? []).map(({ id }) => id)
  const known = open.flatMap(({ id }) => (id === undefined ? [] : [id]))
  const unknown = given.filter((id) => !known.includes(id))
  const twice = given.filter((id, index) => given.indexOf(id) !== index)
  const names = known.length === 0 ? 'there is none to answer' : `there are ${known.join(', ')}`
  const problems = [
    ...unknown.map((id) => `comments: ${JSON.stringify(id)} is no comment that you were given; ${names}`),
    ...twice.map((id) => `comments: ${id} is answered twice`),
  ]
  return problems.length === 0 ? null : problems.join('\n')
}

/** "12" or "10-12". */
export const commentedLines = ({ fromLine, line }: Pick<Comment, 'line' | 'fromLine'>): string =>
  fromLine === undefined || fromLine === line ? String(line) : `${fromLine}-${line}`

/** As it stands among the reasons why something was not accepted. */
export function commentReason(comment: Comment): string {
  const { id, path, side, text } = comment
  const place = `${path}:${commentedLines(comment)}${side === 'old' ? ' (old side)' : ''}`
  return `${id === undefined ? '' : `${id} `}${place}: ${text}`
}
