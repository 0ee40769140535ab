import { writeFileSync } from 'node:fs'

/**
 * Counts for `npm test`, as a vitest reporter beside the human one: vitest's JSON leaves out why a test was skipped and the errors
 * outside of tests. Writes a `SuiteReport` to the file named in TRIPTYCH_TEST_REPORT; does nothing without it.
 *
 * @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[] }} SuiteReport
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
  const report = { passed: 0, failed: unhandledErrors.length, skipped: [] }
  for (const module of modules) {
    const suites = [module, ...module.children.allSuites()]
    report.failed += suites.filter((suite) => suite.errors().length > 0).length
    for (const test of module.children.allTests()) {
      const result = test.result()
      // A pass that took a second try stays in sight: it is a defect of the test or of the product.
      if (test.diagnostic()?.flaky)
        console.log(`passed at the second try: ${module.relativeModuleId}: ${test.fullName}`)
      if (result.state === 'passed') report.passed += 1
      else if (result.state === 'skipped') {
        report.skipped.push({
          name: `${module.relativeModuleId}: ${test.fullName}`,
          reason: result.note ?? 'no reason given',
        })
      } else report.failed += 1
    }
  }
  return report
}
