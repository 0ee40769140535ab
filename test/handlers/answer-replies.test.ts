import { expect, test } from 'vitest'
import { decideReply, editReply } from '../../electron/handlers/answer-replies.ts'

const now = new Date(2026, 10, 20, 15, 0)
const at = new Date(2026, 10, 20, 14, 7).toISOString()
const asked = { kind: 'plan', replacedBy: null, now } as const

test.each([
  ['human', 'approved', at, 'Already approved, by a person, 14:07. Your answer was not recorded.'],
  [
    'human',
    'changes_requested',
    at,
    'Already sent back with changes, by a person, 14:07. Your answer was not recorded.',
  ],
  ['policy', 'rejected', at, 'Already rejected, by the policy, 14:07. Your answer was not recorded.'],
  [
    'human',
    'approved',
    new Date(2026, 10, 19, 9, 5).toISOString(),
    'Already approved, by a person, 19 Nov 2026, 09:05. Your answer was not recorded.',
  ],
] as const)('who decided, and when: %s %s', (source, verdict, when, message) => {
  const detail = { source, verdict, at: when }
  const error = { code: 'already_decided', message, detail }
  expect(decideReply({ kind: 'already_decided', ...detail }, asked)).toEqual({ ok: false, error })
})

test('a stale answer tells the hash that counts, a void one what is asked instead', () => {
  expect(decideReply({ kind: 'stale', subjectHash: 'sha256:1' }, asked)).toMatchObject({
    error: { code: 'stale', detail: { subjectHash: 'sha256:1' }, remedy: 'Look at it again, then answer.' },
  })
  expect(decideReply({ kind: 'void' }, { ...asked, replacedBy: 'gate' })).toMatchObject({
    error: {
      code: 'stale',
      message: expect.stringMatching(/^This question no longer stands.*Your answer was not recorded\.$/),
      detail: { replacedBy: 'gate' },
    },
  })
})

test('an answer that is not offered is refused, with those that are', () => {
  expect(decideReply({ kind: 'not_offered', message: 'No.' }, { ...asked, kind: 'permission' })).toMatchObject({
    error: { code: 'refused', message: 'No. Your answer was not recorded.', remedy: 'It takes: approve, reject.' },
  })
})

test('of a run in the trash nothing is answered or edited, and both say so', () => {
  const message = expect.stringContaining('in the trash')
  expect(decideReply({ kind: 'removed' }, asked)).toMatchObject({ error: { code: 'refused', message } })
  expect(editReply({ kind: 'removed' }, 1, now)).toMatchObject({ error: { code: 'refused', message } })
})

test('an edit that came too late says what is there', () => {
  const error = (of: Parameters<typeof editReply>[0]) => editReply(of, 1, now)
  expect(error({ kind: 'stale', revision: 2 })).toMatchObject({
    error: {
      code: 'stale',
      message: 'Plan 1 was replaced by plan 2. Your changes were not saved.',
      detail: { revision: 2 },
    },
  })
  expect(error({ kind: 'stale', revision: null })).toMatchObject({ error: { code: 'stale' } })
  expect(error({ kind: 'void' })).toMatchObject({ error: { code: 'stale' } })
  expect(error({ kind: 'not_asked' })).toMatchObject({ error: { code: 'refused' } })
  expect(error({ kind: 'being_tried' })).toMatchObject({
    error: { code: 'refused', message: expect.stringContaining('are tried before it is asked about') },
  })
  expect(error({ kind: 'already_decided', source: 'human', verdict: 'approved', at })).toMatchObject({
    error: { message: 'Already approved, by a person, 14:07. Your changes were not saved.' },
  })
})
