import { describe, expect, it } from 'vitest'
import { type DiffFile, parseDiff } from '../../../renderer/viewers/diff.ts'
import {
  answeredComments,
  commentAt,
  commentProblem,
  parseComments,
  sentComments,
  withComment,
} from '../../../renderer/views/review/comment-drafts.ts'
import {
  answeredBy,
  answerLook,
  answersCount,
  earlierPlaces,
  isEarlier,
} from '../../../renderer/views/review/earlier-comments.ts'
import { citedLine, criteriaCount, evidenceFacts } from '../../../renderer/views/review/evidence-facts.ts'
import {
  flaggedFirst,
  laterText,
  protectedChanges,
  protectedText,
} from '../../../renderer/views/review/protected-files.ts'
import {
  approveText,
  deliveryTitle,
  dockLine,
  firstDelivery,
  requestText,
} from '../../../renderer/views/review/review-words.ts'
import {
  fileKey,
  isFileSeen,
  isHunkSeen,
  nextUnseen,
  parseSeen,
  toggleFile,
  toggleHunk,
} from '../../../renderer/views/review/seen-files.ts'
import type { Delivery } from '../../../shared/config.ts'
import type { DeliveryOption, EarlierComment } from '../../../shared/views.ts'

const COMMIT = 'a'.repeat(40)
const forward: Delivery = { kind: 'fast_forward', branch: 'main', expectedCommit: COMMIT }

describe('comments', () => {
  const place = { path: 'src/a.ts', side: 'new', line: 3 } as const
  const first = withComment([], place, 'Why?')

  it('has one per line: written, changed, taken away', () => {
    expect(first).toEqual([{ ...place, text: 'Why?' }])
    const second = withComment(withComment(first, { ...place, side: 'old' }, 'Gone'), place, 'Why not?')
    expect(second.map(({ text }) => text)).toEqual(['Why not?', 'Gone'])
    expect(commentAt(second, place)).toBe('Why not?')
    expect(withComment(second, place, '').map(({ text }) => text)).toEqual(['Gone'])
    expect(withComment([], place, '')).toEqual([])
  })

  it('sends no empty ones, and nothing but what is asked for', () => {
    const noted = { ...place, text: ' a ', extra: true }
    expect(sentComments([noted, { ...place, line: 4, text: '  ' }])).toEqual([{ ...place, text: 'a' }])
  })

  it('sends the lines that it is about, as they were seen', () => {
    const [range] = withComment([], { path: 'a.ts', side: 'new', line: 9, fromLine: 1 }, 'Both?')
    const sent = range === undefined ? [] : sentComments([range], [TWO_HUNKS])
    expect(sent).toEqual([{ path: 'a.ts', side: 'new', line: 9, fromLine: 1, excerpt: 'b\nd', text: 'Both?' }])
  })

  it('names one that is too long', () => {
    expect(commentProblem(first)).toBeNull()
    expect(commentProblem(withComment([], place, 'x'.repeat(8_001)))).toContain('8,000')
  })

  it.each(['', 'x', '{}', '[{"path":1}]', '[{"path":"a","side":"left","line":1,"text":"b"}]'])(
    'kept in another form (%j) are none',
    (text) => expect(parseComments(text)).toEqual([]),
  )

  it('come back as they were kept, and out of the answer they went with', () => {
    expect(parseComments(JSON.stringify(first))).toEqual(first)
    expect(answeredComments({ gateId: 'g', decision: { comments: [{ ...first[0], id: 'c1' }] } })).toEqual([
      { ...place, text: 'Why?', id: 'c1' },
    ])
    expect(answeredComments({ gateId: 'g' })).toEqual([])
  })
})

describe('words of a delivery', () => {
  it.each([
    [{ kind: 'branch' }, 'Keep the branch', 'Approve and keep the branch'],
    [forward, 'Move main', 'Approve and move main'],
    [{ kind: 'patch' }, 'Write a patch', 'Approve and write the patch'],
    [
      { kind: 'pull_request', remote: 'origin', base: 'main' },
      'Pull request into main',
      'Approve and open a pull request',
    ],
  ] as const)('%o', (delivery, title, approve) => {
    expect(deliveryTitle(delivery)).toBe(title)
    expect(approveText('final', delivery)).toBe(approve)
  })

  it('are those of the gate where there is no delivery', () => {
    expect(approveText('task', null)).toBe('Accept the task')
    expect(approveText('scope', null)).toBe('Allow these paths')
    expect(requestText(0)).toBe('Request changes')
    expect(requestText(2)).toBe('Request changes · 2 comments')
  })

  it('name the branch that moves, from where to where', () => {
    const ids = { branch: 'triptych/x', base: 'b'.repeat(40), head: 'c'.repeat(40) }
    expect(dockLine('final', forward, ids)).toEqual({ name: 'main', ids: 'aaaaaaa → ccccccc, fast-forward' })
    expect(dockLine('final', { kind: 'branch' }, ids)).toEqual({ name: 'triptych/x', ids: 'stays at ccccccc' })
    expect(dockLine('task', null, ids)).toEqual({ name: 'triptych/x', ids: 'bbbbbbb → ccccccc, fast-forward' })
    expect(dockLine('scope', null, ids)).toEqual({ name: 'triptych/x', ids: 'stays where it is' })
  })

  it('the first that can be chosen is offered', () => {
    const option = (delivery: Delivery, problem: string | null): DeliveryOption => ({ delivery, effect: '', problem })
    const blocked = option(forward, 'checked out')
    const free = option({ kind: 'branch' }, null)
    expect(firstDelivery([blocked, free])).toBe(free)
    expect(firstDelivery([blocked])).toBe(blocked)
    expect(firstDelivery([])).toBeNull()
  })
})

const file = (path: string, change: DiffFile['change'], oldPath: string | null = null): DiffFile => ({
  path,
  oldPath,
  change,
  oldMode: null,
  newMode: null,
  binary: false,
  additions: 0,
  deletions: 0,
  hunks: [],
  problem: null,
})

describe('protectedChanges', () => {
  it('names existing tests and every lock file; a new test is free', () => {
    const changes = protectedChanges([
      file('test/a.test.ts', 'modified'),
      file('test/b.test.ts', 'added'),
      file('src/moved.ts', 'renamed', 'test/c.test.ts'),
      file('package-lock.json', 'added'),
      file('src/a.ts', 'modified'),
    ])
    expect(changes.map(({ path }) => path)).toEqual(['test/a.test.ts', 'src/moved.ts', 'package-lock.json'])
    expect(protectedText(changes)).toEqual(['2 existing tests were changed.', 'A lock file was changed.'])
    expect(protectedText([])).toEqual([])
  })
})

describe('what runs later', () => {
  it('comes first and is named by kind; a deletion runs nothing', () => {
    const files = [
      file('README.md', 'modified'),
      file('src/a.ts', 'added'),
      file('package.json', 'modified'),
      file('.husky/pre-commit', 'deleted'),
      file('.github/workflows/ci.yml', 'added'),
      file('Makefile', 'modified'),
    ]
    expect(flaggedFirst(files).map(({ path }) => path)).toEqual([
      ...['package.json', '.github/workflows/ci.yml', 'Makefile'],
      ...['README.md', 'src/a.ts', '.husky/pre-commit'],
    ])
    expect(laterText(files)).toEqual([
      'package.json, Makefile: commands of a build or of a package.',
      '.github/workflows/ci.yml: automation and hooks.',
    ])
  })
})

const changed = (...lines: string[]): DiffFile => {
  const [read] = parseDiff(`diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n${lines.join('\n')}\n`)
  if (!read) throw new Error('no file')
  return read
}
const TWO_HUNKS = changed('@@ -1 +1 @@', '-a', '+b', '@@ -9 +9 @@', '-c', '+d')

describe('what was seen', () => {
  const keys = (marks: string[]) => new Set(marks)

  it('is a file as a whole, or hunk by hunk', () => {
    const first = toggleHunk([], TWO_HUNKS, 0)
    expect([isHunkSeen(keys(first), TWO_HUNKS, 0), isHunkSeen(keys(first), TWO_HUNKS, 1)]).toEqual([true, false])
    expect(isFileSeen(keys(first), TWO_HUNKS)).toBe(false)
    const both = toggleHunk(first, TWO_HUNKS, 1)
    expect(isFileSeen(keys(both), TWO_HUNKS)).toBe(true)
    expect(toggleFile(both, TWO_HUNKS)).toEqual([])
    const whole = toggleFile(first, TWO_HUNKS)
    expect(whole).toEqual([fileKey(TWO_HUNKS)])
    const other = toggleHunk(whole, TWO_HUNKS, 0)
    expect([isHunkSeen(keys(other), TWO_HUNKS, 0), isHunkSeen(keys(other), TWO_HUNKS, 1)]).toEqual([false, true])
  })

  it('is forgotten where the changes are others, and kept where they only moved', () => {
    const seen = keys(toggleHunk(toggleFile([], TWO_HUNKS), TWO_HUNKS, 0))
    const next = changed('@@ -1 +1 @@', '-a', '+x', '@@ -12 +12 @@', '-c', '+d')
    expect([isHunkSeen(seen, next, 0), isHunkSeen(seen, next, 1), isFileSeen(seen, next)]).toEqual([false, true, false])
    expect(isFileSeen(keys(toggleFile([], TWO_HUNKS)), next)).toBe(false)
  })

  it('is kept as text', () => {
    expect(parseSeen(JSON.stringify(['a']))).toEqual(['a'])
    expect(parseSeen('')).toEqual([])
  })

  it.each([
    ['a', [], 'b'],
    ['c', [], 'a'],
    ['a', ['b'], 'c'],
    ['a', ['b', 'c'], 'a'],
    ['a', ['a', 'b', 'c'], null],
    [null, ['a'], 'b'],
  ])('after %j, seen %o: %j', (path, seen, next) => {
    expect(nextUnseen([{ path: 'a' }, { path: 'b' }, { path: 'c' }], seen, path)).toBe(next)
  })
})

describe('evidence', () => {
  it('of a review: both judges on the goal, and each one’s summary', () => {
    const verdict = (summary: string) => ({
      summary,
      criteria: [{ criterion: 1, status: 'met' as const, reason: 'r', evidence: ['t1.v1'] }],
    })
    const facts = evidenceFacts({
      attempt: null,
      task: null,
      review: {
        steps: [],
        record: {
          id: 'r',
          runId: 'r',
          headCommit: COMMIT,
          stepsDone: true,
          strategyVerdict: verdict('S'),
          checkerVerdict: verdict('C'),
          objections: [],
        },
      },
    })
    expect(facts.criteria.map(({ role, text }) => [role, text])).toEqual([
      ['strategy', 'The goal'],
      ['checker', 'The goal'],
    ])
    expect(facts.summaries.map(({ text }) => text)).toEqual(['S', 'C'])
    expect(criteriaCount(facts.criteria)).toBe('2 met')
  })

  it('of nothing that was judged', () => {
    expect(evidenceFacts({ attempt: null, task: null, review: null })).toEqual({
      steps: [],
      criteria: [],
      summaries: [],
      report: null,
    })
  })

  it('counts what is met and what is not', () => {
    expect(criteriaCount([{ status: 'met' }, { status: 'unclear' }, { status: 'not_met' }, { status: 'met' }])).toBe(
      '2 met · 1 not met · 1 not proved',
    )
  })

  it.each([
    ['diff:src/a.ts:52', { path: 'src/a.ts', line: 52 }],
    ['diff:src/a.ts', { path: 'src/a.ts', line: null }],
    ['diff:odd:7', { path: 'odd:7', line: null }],
    ['diff:unknown.ts:1', null],
    ['diff', null],
    ['v1:3', null],
  ])('%s leads to %o', (label, place) => {
    expect(citedLine(label, ['src/a.ts', 'odd:7'])).toEqual(place)
  })
})

describe('comments of earlier rounds', () => {
  const asked = (outcome: 'done' | 'declined' | null, now: EarlierComment['now'] = null): EarlierComment => ({
    comment: { id: 'c1', path: 'a.ts', side: 'old', line: 3, text: 'Why?' },
    gateId: 'g',
    taskId: null,
    askedAt: '',
    on: { base: null, head: null },
    answer: outcome && { attemptId: 'a', taskId: 't', attemptNumber: 2, outcome, text: 'So.' },
    answeredIn: outcome && 'Split a bill',
    now,
  })

  it('are answered, declined or not answered', () => {
    expect([asked('done'), asked('declined'), asked(null)].map((one) => answerLook(one).word)).toEqual([
      ...['Answered', 'Answered: not done', 'Not answered'],
    ])
    expect(answersCount([asked('done'), asked('declined'), asked(null)])).toBe('2 answered · 1 not answered')
    expect(answersCount([asked(null)])).toBe('1 not answered')
    expect(answeredBy(asked('done'))).toBe('attempt 2 of “Split a bill”')
    expect(answeredBy(asked(null))).toBe('')
  })

  it('stand at their line as it is now, else where they were written', () => {
    const now = { path: 'b.ts', line: 7, text: 'x', changed: true }
    const places = earlierPlaces([asked('done', now), asked(null)])
    expect(places.map(({ path, side, line }) => [path, side, line])).toEqual([
      ['b.ts', 'new', 7],
      ['a.ts', 'old', 3],
    ])
    expect(places.every(isEarlier)).toBe(true)
    expect(isEarlier({ path: 'a', side: 'new', line: 1, text: '' })).toBe(false)
  })
})
