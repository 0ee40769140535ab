import { writeFileSync } from 'node:fs'

/** Of a test that was left out without saying why. */
export const NO_REASON = 'no reason given'

/**
 * Counts for `npm test`, as a vitest reporter beside the human one: vitest's JSON leaves out why a test was skipped and the errors
 * outside of tests. Writes a `SuiteReport` to the file named in TRIPTYCH_TEST_REPORT; does nothing without it.
 *
 * @typedef {{ name: string, reason: string }} Told
 * @typedef {{ passed: number, failed: Told[], retried: string[], skipped: Told[] }} SuiteReport `retried`: passed, but at the second try
 */
export function countingReporter() {
  const file = process.env['TRIPTYCH_TEST_REPORT']
  return {
    /**
     * @param {ReadonlyArray<import('vitest/node').TestModule>} modules
     * @param {ReadonlyArray<unknown>} unhandledErrors
     */
    onTestRunEnd(modules, unhandledErrors) {
      if (file) writeFileSync(file, JSON.stringify(countTests(modules, unhandledErrors)))
    },
  }
}

/**
 * A file that could not be loaded, a failing hook and an error outside of tests count as one failure each.
 * @param {ReadonlyArray<import('vitest/node').TestModule>} modules
 * @param {ReadonlyArray<unknown>} unhandledErrors
 * @returns {SuiteReport}
 */
function countTests(modules, unhandledErrors) {
  /** @type {SuiteReport} */
  const report = {
    passed: 0,
    failed: unhandledErrors.map((error) => ({ name: 'outside of tests', reason: firstLine(error) })),
    retried: [],
    skipped: [],
  }
  for (const module of modules) {
    for (const suite of [module, ...module.children.allSuites()]) {
      const [error] = suite.errors()
      const name = suite === module ? module.relativeModuleId : `${module.relativeModuleId}: ${nameOf(suite)}`
      if (error !== undefined) report.failed.push({ name, reason: firstLine(error) })
    }
    for (const test of module.children.allTests()) {
      const name = `${module.relativeModuleId}: ${test.fullName}`
      const result = test.result()
      if (test.diagnostic()?.flaky) report.retried.push(name)
      if (result.state === 'passed') report.passed += 1
      else if (result.state === 'skipped') report.skipped.push({ name, reason: result.note ?? NO_REASON })
      else report.failed.push({ name, reason: firstLine(result.errors?.[0]) })
    }
  }
  return report
}

/** @param {import('vitest/node').TestModule | import('vitest/node').TestSuite} suite */
const nameOf = (suite) => ('fullName' in suite ? suite.fullName : '')

/** @param {unknown} error */
function firstLine(error) {
  const message = error instanceof Object && 'message' in error ? String(error.message) : String(error)
  return message.split('\n', 1)[0] ?? ''
}
