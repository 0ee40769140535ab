import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStore, type Store } from '../../electron/store/store.ts'
import { live } from '../support/random-history.ts'
import { noTally } from '../support/scripted-world.ts'

/** `npm run histories` asks for all 10,000; every `npm test` runs a few of them, other ones each time. */
const HISTORIES = Number(process.env['TRIPTYCH_HISTORIES'] ?? 400)
/** Every word is reached for certain only by so many; a rare one may be missing among fewer. */
const ENOUGH_FOR_ALL_WORDS = 1_000
/** Of those that are asked for; left out: another one each time. */
const SEED = process.env['TRIPTYCH_HISTORIES_SEED']
/** A database in memory commits more slowly as it grows; runs do not see each other, so a fresh one changes nothing. */
const HISTORIES_PER_STORE = 20

test(`${HISTORIES} random histories: all end, none waits for nothing, many reach every state word`, async () => {
  const tally = noTally()
  let lived = 0
  let store: Store = openStore(':memory:')
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(999)), async (chance) => {
      lived += 1
      if (lived % HISTORIES_PER_STORE === 0) {
        store.close()
        store = openStore(':memory:')
      }
      await live(chance, store, tally)
    }),
    { numRuns: HISTORIES, endOnFailure: true, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
  )
  store.close()
  expect(lived).toBe(HISTORIES)
  if (HISTORIES < ENOUGH_FOR_ALL_WORDS) return
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
  expect([...tally.outcome].sort()).toEqual([
    'answered',
    'crashed',
    'limited',
    'login',
    'no_answer',
    'session_lost',
    'silent',
    'stopped',
    'transport',
  ])
  const events = [
    'baseline_finished',
    'budget_warned',
    'checkpoint_restored',
    'plan_edited',
    'plan_tried',
    'message_sent',
    'session_lost',
    'session_rotated',
    'turn_limited',
  ]
  expect(events.filter((kind) => !tally.event.has(kind))).toEqual([])
}, 1_200_000)
