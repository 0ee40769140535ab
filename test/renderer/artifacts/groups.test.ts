import { expect, test } from 'vitest'
import { filterArtifacts, groupArtifacts, kindCounts, otherAttempts } from '../../../renderer/views/artifacts/groups.ts'
import { joinArtifacts } from '../../../renderer/views/artifacts/pages.ts'
import { titleOf } from '../../../renderer/views/artifacts/words.ts'
import { artifact, attempt, task, turn } from './artifacts.ts'

const tasks = [task('t1', 'Encode the cursor'), task('t2', 'Accept it')]
const turns = [turn('plan', 'plan'), turn('again', 'replan'), turn('review', 'review'), turn('work', 'implement')]
const known = { tasks, turns }

test.each([
  { kind: 'verification_log', metadata: { taskId: 't2', attemptNumber: 1, label: 'v1' }, title: 'Task 2 · attempt 1' },
  { kind: 'diff', metadata: { taskId: 't1' }, title: 'Task 1' },
  { kind: 'diff', metadata: { taskId: 'gone', attemptNumber: 3 }, title: 'A task that is no longer known · attempt 3' },
  { kind: 'plan', metadata: {}, title: 'Plan' },
  { kind: 'prompt', metadata: { turnId: 'plan' }, title: 'Plan' },
  { kind: 'transcript', metadata: { turnId: 'again' }, title: 'Plan' },
  { kind: 'prompt', metadata: { turnId: 'review' }, title: 'Review' },
  { kind: 'prompt', metadata: { turnId: 'older than the turns that are held' }, title: 'The run itself' },
  { kind: 'verdict', metadata: { label: 'review' }, title: 'Review' },
  { kind: 'verification_log', metadata: { label: 't1.v2' }, title: 'Review' },
  { kind: 'setup_log', metadata: {}, title: 'The run itself' },
  { kind: 'log', metadata: null, title: 'The run itself' },
])('$kind with $metadata stands under "$title"', ({ kind, metadata, title }) => {
  expect(groupArtifacts([artifact('a', kind, metadata)], known).map((group) => group.title)).toEqual([title])
})

test('the newest group comes first; in it evidence, each newest first', () => {
  const first = { taskId: 't1', attemptNumber: 1 }
  const second = { taskId: 't1', attemptNumber: 2 }
  const groups = groupArtifacts(
    [
      artifact('plan', 'plan'),
      artifact('prompt', 'prompt', first),
      artifact('response', 'response', first),
      artifact('diff', 'diff', first),
      artifact('v1', 'verification_log', { ...first, label: 'v1' }),
      artifact('v2', 'verification_log', { ...first, label: 'v2' }, { createdAt: '2026-03-04T14:25:00.000Z' }),
      artifact('prompt 2', 'prompt', second),
    ],
    known,
  )
  expect(groups.map(({ title, detail, artifacts }) => [title, detail, artifacts.map(({ id }) => id)])).toEqual([
    ['Task 1 · attempt 2', 'Encode the cursor', ['prompt 2']],
    ['Task 1 · attempt 1', 'Encode the cursor', ['v2', 'v1', 'diff', 'response', 'prompt']],
    ['Plan', '', ['plan']],
  ])
  expect(groups[1]?.at).toBe('2026-03-04T14:25:00.000Z')
})

test('nothing gives no groups', () => expect(groupArtifacts([], known)).toEqual([]))

const some = [
  artifact('v1', 'verification_log', { label: 'v1' }),
  artifact('v2', 'verification_log', { label: 'v2' }),
  artifact('diff', 'diff'),
  artifact('shot', 'screenshot', {}, { path: 'artifacts/Slow query.png' }),
]

test.each([
  { text: '', kind: '', ids: ['v1', 'v2', 'diff', 'shot'] },
  { text: 'LOG v2', kind: '', ids: ['v2'] },
  { text: 'v2 log', kind: '', ids: ['v2'] },
  { text: 'log', kind: 'Diff', ids: [] },
  { text: '', kind: 'Verification log', ids: ['v1', 'v2'] },
  { text: '  slow ', kind: 'Other', ids: ['shot'] },
  { text: '.*', kind: '', ids: [] },
])('text "$text", kind "$kind"', ({ text, kind, ids }) => {
  expect(filterArtifacts(some, { text, kind }, titleOf).map(({ id }) => id)).toEqual(ids)
})

test('kinds are counted by their words, what is not known last', () => {
  expect(kindCounts([...some, artifact('x', 'a_new_kind')])).toEqual([
    { word: 'Diff', count: 1 },
    { word: 'Verification log', count: 2 },
    { word: 'Other', count: 2 },
  ])
})

const step = (id: string, attemptNumber: number, label = 'v2') =>
  artifact(id, 'verification_log', { taskId: 't1', attemptNumber, label })

test('the same step in other attempts, also where it is missing', () => {
  const attempts = [attempt('t1', 1), attempt('t1', 2), attempt('t1', 3), attempt('t2', 1)]
  const all = [step('one', 1), step('other step', 1, 'v1'), step('three', 3), step('three again', 3)]
  const own = step('two', 2)
  const found = otherAttempts(own, attempts, [...all, own])
  expect(found.map(({ attempt: { attemptNumber }, artifact: same }) => [attemptNumber, same?.id ?? null])).toEqual([
    [1, 'one'],
    [3, 'three again'],
  ])
  expect(otherAttempts(step('one', 1), attempts.slice(0, 2), all).map(({ artifact: same }) => same)).toEqual([null])
})

test.each([
  artifact('prompt', 'prompt', { taskId: 't1', attemptNumber: 1 }),
  artifact('review', 'diff', { label: 'review' }),
])('$id has no counterpart', (own) => {
  expect(otherAttempts(own, [attempt('t1', 1), attempt('t1', 2)], [own])).toEqual([])
})

test('older pages stand before what is held; what is in both counts once, as it is now', () => {
  const now = artifact('b', 'diff', { label: 'now' })
  const joined = joinArtifacts([artifact('a', 'plan'), artifact('b', 'diff')], [now, artifact('c', 'diff')])
  expect(joined.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect(joined[1]).toBe(now)
})
