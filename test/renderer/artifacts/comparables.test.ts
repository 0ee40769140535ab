import { expect, test } from 'vitest'
import { comparables, comparisonOf, partsOf, placeOf } from '../../../renderer/views/artifacts/comparables.ts'
import type { ArtifactRecord } from '../../../shared/domain.ts'

const made = (id: string, kind: string, metadata: object = {}, path = `${id}.log`): ArtifactRecord => ({
  ...{ id, runId: 'r', role: null, kind, path, createdAt: '2026-01-01T00:00:00.000Z', metadata },
})
const log = (id: string, taskId: string, attemptNumber: number, label: string): ArtifactRecord =>
  made(id, 'verification_log', { taskId, attemptNumber, label, bytes: 10 })

test('the same step of the attempt before comes first, then later ones, then other logs, newest first', () => {
  const all = [
    log('a', 't', 1, 'v1'),
    log('b', 't', 1, 'v2'),
    log('c', 't', 2, 'v1'),
    log('d', 't', 3, 'v1'),
    log('e', 'u', 1, 'v1'),
  ]
  const ids = (of: number): string =>
    comparables(all[of] ?? expect.fail(), all)
      .map(({ id }) => id)
      .join('')
  expect([ids(2), ids(3), ids(0)]).toEqual(['adeb', 'caeb', 'dceb'])
})

test('only what is of the same kind and can be compared in the same way', () => {
  const all = [
    made('a', 'attachment', { mime: 'image/png' }, 'a.png'),
    made('b', 'attachment', { mime: 'image/png' }, 'b.png'),
    made('c', 'attachment', { mime: 'text/plain' }, 'c.txt'),
    made('d', 'other', { mime: 'image/png' }, 'd.png'),
    made('e', 'attachment', { mime: 'application/zip' }, 'e.zip'),
  ]
  expect(comparables(all[0] ?? expect.fail(), all).map(({ id }) => id)).toEqual(['b'])
  expect(comparables(all[4] ?? expect.fail(), all)).toEqual([])
  expect(all.map(comparisonOf)).toEqual(['image', 'image', 'text', 'image', null])
})

test.each([
  ['one', null],
  ['one', 'two'],
])('the place %s with %s is read back from the address', (item, other) =>
  expect(partsOf(placeOf(item, other))).toEqual({ item, other }),
)

test('no place is none', () => expect(partsOf(null)).toEqual({ item: null, other: null }))
