import { describe, expect, test } from 'vitest'
import {
  answersProblem,
  commentedLines,
  commentReason,
  newestAnswers,
  recordedComments,
  withCommentIds,
} from '../../electron/engine/comments.ts'
import { commentsPart } from '../../electron/engine/prompts/comment-parts.ts'
import type { AttemptDetail } from '../../electron/engine/records.ts'
import type { ApprovalRecord } from '../../shared/domain.ts'
import type { Comment } from '../../shared/evidence.ts'
import { attempt } from './prompts/history.ts'

const comment = (text: string, more: Partial<Comment> = {}): Comment => ({
  path: 'src/a.ts',
  side: 'new',
  line: 3,
  text,
  ...more,
})

describe('ids', () => {
  test('go on after the known ones, whatever was given', () => {
    const payload = { delivery: 'x', comments: [comment('a'), comment('b', { id: 'c1' })] }
    expect(withCommentIds(payload, () => 4)).toEqual({
      delivery: 'x',
      comments: [comment('a', { id: 'c5' }), comment('b', { id: 'c6' })],
    })
  })

  test.each([undefined, {}, { comments: [] }, { comments: 'none' }, 'text', null])('%j has none to give', (payload) =>
    expect(withCommentIds(payload, () => 0)).toBe(payload),
  )

  test('are read from what people asked for; comments of before there were ids are none', () => {
    const approval = (change: Partial<ApprovalRecord>, comments: Comment[]): ApprovalRecord => ({
      id: 'a',
      runId: 'r',
      source: 'human',
      verdict: 'changes_requested',
      rationale: '',
      payload: { gateId: 'g', kind: 'final', decision: { comments } },
      createdAt: '2026-01-01T00:00:00.000Z',
      ...change,
    })
    const known = [
      approval({}, [comment('one', { id: 'c1' }), comment('old')]),
      approval({ verdict: 'approved' }, [comment('approved', { id: 'c2' })]),
      approval({ source: 'checker' }, [comment('an agent', { id: 'c3' })]),
      approval({ payload: { review: 'r' } }, []),
      approval({ payload: null }, []),
      approval({ verdict: 'rejected' }, [comment('why not', { id: 'c4' })]),
    ]
    expect(recordedComments(known).map(({ comment: { id }, isWork }) => [id, isWork])).toEqual([
      ['c1', true],
      ['c4', false],
    ])
  })
})

const answering = (number: number, id: string, answer: string): AttemptDetail =>
  attempt(number, 'task-1', {
    result: { report: { outcome: 'done', summary: 's', comments: [{ id, outcome: 'done', answer }] } },
  })

test('the newest answer counts', () => {
  const answers = newestAnswers([answering(1, 'c1', 'first'), answering(2, 'c1', 'second'), attempt(3, 'task-1', {})])
  expect(answers.get('c1')).toMatchObject({ attemptNumber: 2, text: 'second' })
  expect(answers.size).toBe(1)
})

test('an answer to what was not asked, or twice, is told to the model', () => {
  const open = [comment('a', { id: 'c1' })]
  const report = (...ids: string[]) => ({
    outcome: 'done' as const,
    summary: 's',
    comments: ids.map((id) => ({ id, outcome: 'done' as const, answer: 'a' })),
  })
  expect(answersProblem({ outcome: 'done', summary: 's' }, open)).toBeNull()
  expect(answersProblem(report('c1'), open)).toBeNull()
  expect(answersProblem(report('c2'), open)).toBe('comments: "c2" is no comment that you were given; there are c1')
  expect(answersProblem(report('c1', 'c1'), open)).toBe('comments: c1 is answered twice')
  expect(answersProblem(report('c1'), [])).toContain('there is none to answer')
})

test('lines are named as people write them', () => {
  expect(commentedLines({ line: 3 })).toBe('3')
  expect(commentedLines({ line: 5, fromLine: 3 })).toBe('3-5')
  expect(commentReason(comment('Why?', { id: 'c2', fromLine: 1, side: 'old' }))).toBe(
    'c2 src/a.ts:1-3 (old side): Why?',
  )
  expect(commentReason(comment('Why?'))).toBe('src/a.ts:3: Why?')
})

test('a prompt gives each comment under its id, with its lines, and nothing where there are none', () => {
  expect(commentsPart([])).toBeNull()
  const part = commentsPart([comment('No.\nReally.', { id: 'c1', excerpt: 'const a\nconst b', fromLine: 2 })])
  expect(part).toContain('```text\n- c1 · "src/a.ts" · line 2-3 · new\n  | const a\n  | const b\n  No.\n  Really.\n```')
})
