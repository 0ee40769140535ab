import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitEvenly } from '../src/split.ts'

test('a bill that divides evenly gives equal shares', () => {
  assert.deepEqual(splitEvenly(900, 3), [300, 300, 300])
})

test('no cent is lost', () => {
  for (const cents of [0, 1, 100, 1_000, 99_999]) {
    const shares = splitEvenly(cents, 3)
    const sum = shares.reduce((left, right) => left + right, 0)
    assert.equal(sum, cents, `${cents} cents among 3 people became ${sum} cents`)
  }
})

test('the first people pay the extra cents', () => {
  assert.deepEqual(splitEvenly(1_000, 3), [334, 333, 333])
})

test('nobody cannot share a bill', () => {
  assert.throws(() => splitEvenly(100, 0), RangeError)
})
