import type { SuiteReport } from '../../scripts/test-reporter.mjs'
import { isTried, KNOWN, type Known } from './known.ts'

/** Pure. One test a command: somebody tried it as it stands, and it did what it must. */
export function untriedReport(noted: readonly string[], known: Readonly<Record<string, Known>> = KNOWN): SuiteReport {
  const commands = Object.entries(known).flatMap(([command, one]) => (isTried(one) ? [{ command, by: one.by }] : []))
  const failed = commands
    .filter(({ command }) => !noted.includes(command))
    .map(({ command, by }) => ({ name: `the documents: ${command}`, reason: `${by} did not try it, or it failed` }))
  return { passed: commands.length - failed.length, failed, retried: [], skipped: [] }
}
