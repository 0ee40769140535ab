import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStore } from '../../electron/store/store.ts'
import { live } from '../support/random-history.ts'
import type { Tally } from '../support/scripted-world.ts'

const HISTORIES = 10_000

test(`${HISTORIES} random histories: all end, none waits for nothing, every state word is reached`, async () => {
  const tally: Tally = { run: new Set(), task: new Set(), attempt: new Set(), gate: new Set() }
  const store = openStore(':memory:')
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(999)), async (chance) => {
      await live(chance, store, tally)
    }),
    { numRuns: HISTORIES, endOnFailure: true },
  )
  expect([...tally.run].sort()).toEqual([
    'awaiting_approval',
    'cancelled',
    'completed',
    'failed',
    'paused',
    'planning',
    'running',
  ])
  expect([...tally.task].sort()).toEqual(['abandoned', 'blocked', 'completed', 'in_progress', 'pending'])
  expect([...tally.attempt].sort()).toEqual(['blocked', 'completed', 'failed', 'interrupted', 'running'])
  expect([...tally.gate].sort()).toEqual(['decided', 'open', 'void'])
}, 300_000)
