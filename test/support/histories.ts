/** Many random histories on the product's engine and store; without vitest, so that a process of its own can live them. */
import fc from 'fast-check'
import { openStore, type Store } from '../../electron/store/store.ts'
import { live } from './random-history.ts'
import { noTally, type Tally } from './scripted-world.ts'

/** A database in memory commits more slowly as it grows; runs do not see each other, so a fresh one changes nothing. */
const HISTORIES_PER_STORE = 20

/** Throws, with what repeats it, for the first history that does not end, waits for nothing or breaks a rule of the engine. */
export async function liveHistories(count: number, seed?: number): Promise<{ lived: number; tally: Tally }> {
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
    { numRuns: count, endOnFailure: true, ...(seed === undefined ? {} : { seed }) },
  )
  store.close()
  return { lived, tally }
}

/** What many histories must have come to: every state word, and the events that few of them reach. */
const REACHED: Readonly<Record<keyof Tally, readonly string[]>> = {
  run: ['awaiting_approval', 'cancelled', 'completed', 'failed', 'paused', 'planning', 'running'],
  task: ['abandoned', 'blocked', 'completed', 'in_progress', 'pending'],
  attempt: ['blocked', 'completed', 'failed', 'interrupted', 'running'],
  gate: ['decided', 'open', 'void'],
  outcome: [
    ...['answered', 'crashed', 'limited', 'login', 'no_answer', 'session_lost', 'silent', 'stopped', 'transport'],
  ],
  event: [
    ...['baseline_finished', 'budget_warned', 'checkpoint_restored', 'plan_edited', 'plan_tried', 'message_sent'],
    ...['session_lost', 'session_rotated', 'turn_limited'],
  ],
}

/** What none of them came to, and of states what none of these words is. */
export function unreached(tally: Tally): string[] {
  return Object.entries(REACHED).flatMap(([kind, words]) => {
    const found = tally[kind as keyof Tally]
    const missing = words.filter((word) => !found.has(word))
    const unknown = kind === 'event' ? [] : [...found].filter((word) => !words.includes(word))
    return [...missing.map((word) => `${kind} ${word} is missing`), ...unknown.map((word) => `${kind} ${word} is new`)]
  })
}
