import assert from 'node:assert/strict'
import { test } from 'node:test'
import { total } from '../src/total.ts'

test('adds up all expenses', () => {
  const expenses = [
    { day: '2026-05-01', payer: 'Ada', what: 'train tickets', cents: 8_640 },
    { day: '2026-05-01', payer: 'Ben', what: 'ice cream', cents: 1_250 },
  ]
  assert.equal(total(expenses), 9_890)
})

test('nothing spent is zero', () => {
  assert.equal(total([]), 0)
})
