import { setImmediate } from 'node:timers/promises'

/** Lets everything that waits in the event loop have its turn: timers, windows, agents. For long work in pieces. */
export const nextTurn = (): Promise<void> => setImmediate()
