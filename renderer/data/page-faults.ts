import type { Client, PageFault } from '../../shared/contract.ts'
import * as TEXT from '../words/texts/data.ts'

/** A fault that comes again and again fills no log. */
const MOST_NOTES = 20

/** Pure. What broke, no longer than the boundary takes. */
export function faultOf(where: string, error: unknown): PageFault {
  const stack = error instanceof Error ? (error.stack ?? null) : null
  return {
    where: where.slice(0, 200),
    message: (error instanceof Error ? error.message : String(error)).slice(0, 20_000),
    stack: stack?.slice(0, 100_000) ?? null,
  }
}

/** From now on what nobody caught in this page goes into the application's log. */
export function noteFaults(client: Pick<Client, 'call'>): void {
  let left = MOST_NOTES
  const note = (where: string, error: unknown): void => {
    if (left <= 0) return
    left -= 1
    void client.call('logs.note', { fault: faultOf(where, error) })
  }
  window.addEventListener('error', ({ error, message }) => note(TEXT.inScript, error ?? message))
  window.addEventListener('unhandledrejection', ({ reason }) => note(TEXT.inSomethingThatWasNotWaitedFor, reason))
}
