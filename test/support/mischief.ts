/** What an agent of the tests may do besides its work. */
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

export const MISCHIEFS = ['none', 'orphan', 'stubborn', 'hang', 'slow', 'flood', 'crash'] as const
export type Mischief = (typeof MISCHIEFS)[number]

/** A shell in a session of its own, deaf to SIGTERM like its child, as real agents leave them behind; ends by itself after minutes. */
const ORPHAN = 'trap "" TERM; (trap "" TERM; sleep 300) & sleep 300'

/** So long goes by before the work, for whoever wants to kill the application while the orphan is there. */
const ORPHAN_HEAD_START_MS = 1_500

export function readMischief(word: string | undefined): Mischief {
  const mischief = MISCHIEFS.find((known) => known === word)
  if (mischief === undefined) throw new Error(`The mischief is one of ${MISCHIEFS.join(', ')}`)
  return mischief
}

/** Does it, before the work. `say` prints a text as the agent prints. */
export async function makeMischief(mischief: Mischief, say: (text: string) => Promise<void>): Promise<void> {
  if (mischief === 'orphan') {
    spawn('/bin/sh', ['-c', ORPHAN], { detached: true, stdio: 'ignore' }).unref()
    await sleep(ORPHAN_HEAD_START_MS)
  }
  if (mischief === 'stubborn') process.on('SIGTERM', () => undefined)
  if (mischief === 'crash') process.exit(7)
  if (mischief === 'flood') for (let count = 0; count < 200; count += 1) await say(`${'flood '.repeat(2_000)}\n`)
  if (mischief === 'slow') {
    for (let word = 1; word <= 10; word += 1) {
      await say(`word-${word} `)
      await sleep(200)
    }
  }
  if (mischief === 'stubborn' || mischief === 'hang') await sleep(300_000)
}
