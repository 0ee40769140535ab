import { describe } from 'vitest'
import { probeSandbox } from '../../electron/sandbox/probe.ts'

/** What this machine has. */
export const probe = await probeSandbox()

/** Tests that need the real bubblewrap; elsewhere their name says why they are left out. */
export function inBubblewrap(tests: () => void): void {
  const name = probe.kind === 'none' ? `in bubblewrap (left out: ${probe.reason})` : 'in bubblewrap'
  describe.skipIf(probe.kind === 'none')(name, tests)
}
