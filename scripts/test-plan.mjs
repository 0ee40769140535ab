/** What `npm test` was asked for, and what it ends with. Pure. */

/**
 * `--no-agents` is ours; everything else goes to vitest, where what is no option filters the test files.
 * @param {string[]} args
 */
export function splitTestArgs(args) {
  const forVitest = args.filter((arg) => arg !== '--no-agents')
  return {
    withAgents: !args.includes('--no-agents'),
    forVitest,
    filters: forVitest.filter((arg) => !arg.startsWith('-')),
  }
}

/**
 * Whether vitest would take this file: it compares the parts of a path.
 * @param {string} file relative to the project, with `/`
 * @param {string[]} filters
 */
export function matchesFilters(file, filters) {
  return filters.length === 0 || filters.some((filter) => file.includes(filter.replace(/^\.\//, '')))
}

/**
 * The last lines of `npm test`: each skip with its reason, each pass that took a second try (it is a defect of the test or of the product),
 * each failure, then the sum over all suites.
 * @param {import('./test-reporter.mjs').SuiteReport[]} reports
 */
export function summarize(reports) {
  const skipped = reports.flatMap((report) => report.skipped)
  const retried = reports.flatMap((report) => report.retried)
  const failed = reports.flatMap((report) => report.failed)
  const passed = reports.reduce((total, report) => total + report.passed, 0)
  return {
    lines: [
      ...skipped.map(({ name, reason }) => `skipped: ${name} (${reason})`),
      ...retried.map((name) => `passed at the second try: ${name}`),
      ...failed.map(({ name, reason }) => `failed: ${name} (${reason})`),
      `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
    ],
    exitCode: failed.length === 0 ? 0 : 1,
  }
}
