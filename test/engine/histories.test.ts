import { expect, test } from 'vitest'
import { liveHistories, unreached } from '../support/histories.ts'

/** `npm run histories` asks for all 10,000; every `npm test` runs a few of them, other ones each time. */
const HISTORIES = Number(process.env['TRIPTYCH_HISTORIES'] ?? 400)
/** Every word is reached for certain only by so many; a rare one may be missing among fewer. */
const ENOUGH_FOR_ALL_WORDS = 1_000

test(`${HISTORIES} random histories: all end, none waits for nothing, many reach every state word`, async () => {
  const { lived, tally } = await liveHistories(HISTORIES)
  expect(lived).toBe(HISTORIES)
  if (HISTORIES >= ENOUGH_FOR_ALL_WORDS) expect(unreached(tally)).toEqual([])
}, 1_200_000)
