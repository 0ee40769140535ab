import { describe, expect, test } from 'vitest'
import { waitsForEvidence } from '../../../renderer/views/gates/readiness.ts'
import { DIFFERS, type DiffReading, diffEvidence } from '../../../renderer/views/review/diff-evidence.ts'
import { approveLine } from '../../../renderer/views/review/review-words.ts'

const READ: DiffReading = { state: 'ready', isCut: false, recorded: 'sha256:aa', check: 'same' }
const CUT = 'Not all of the diff was read here, so it was not compared with its recorded hash.'

describe('what approving a diff waits for', () => {
  test.each<[name: string, reading: Partial<DiffReading>, reason: string | null]>([
    ['nothing: it is the recorded one', {}, null],
    ['it is being read', { state: 'reading', check: 'reading' }, 'Evidence 0 of 2'],
    ['it is being compared', { check: 'reading' }, 'Evidence 1 of 2'],
    ['it is another one', { check: 'differs' }, DIFFERS.message],
    ['only its beginning was read', { isCut: true, check: 'reading' }, CUT],
    ['only its beginning was read, in a window without hashes', { isCut: true, check: 'unknown' }, CUT],
    ['only its beginning was read, and no hash was recorded', { isCut: true, recorded: null, check: 'reading' }, CUT],
    ['nothing: no hash was recorded', { recorded: null, check: 'reading' }, null],
    ['nothing: the window has no means to compare', { check: 'unknown' }, null],
    [
      'it cannot be read',
      { state: 'failed', check: 'reading' },
      'The diff can’t be read, and nothing is approved unread.',
    ],
  ])('%s', (_name, reading, reason) => {
    expect(waitsForEvidence(diffEvidence({ ...READ, ...reading }))).toBe(reason)
  })
})

describe('the line that approves in a terminal', () => {
  const gate = { id: '81b2c3d4-0000-4000-8000-000000000000', subjectHash: 'sha256:ab' }
  const line = 'triptych approve 81b2c3d4 --hash sha256:ab'
  const onto = (branch: string) => ({ kind: 'fast_forward' as const, branch, expectedCommit: 'c0ffee' })

  test.each([
    { delivery: null, text: line },
    { delivery: { kind: 'branch' as const }, text: `${line} --deliver branch` },
    { delivery: { kind: 'patch' as const }, text: `${line} --deliver patch` },
    { delivery: onto('release/2.0'), text: `${line} --deliver ff:release/2.0` },
    { delivery: onto("it's;rm"), text: `${line} --deliver 'ff:it'\\''s;rm'` },
    { delivery: { kind: 'pull_request' as const, remote: 'origin', base: 'main', draft: true }, text: line },
  ])('$delivery', ({ delivery, text }) => expect(approveLine(gate, delivery)).toBe(text))
})
