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

const STORY_HOSTS = ['stand-in', 'electron', 'serve']

/**
 * What `npm run story` was asked for; null: something else.
 * @param {string[]} args
 * @returns {{ times: number, host: string } | null}
 */
export function readStoryArgs(args) {
  const asked = { times: '1', host: 'stand-in' }
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = [args[at], args[at + 1]]
    if (value === undefined) return null
    if (name === '--times') asked.times = value
    else if (name === '--host') asked.host = value
    else return null
  }
  const times = /^[1-9]\d{0,3}$/.test(asked.times) ? Number(asked.times) : 0
  return times >= 1 && times <= 1_000 && STORY_HOSTS.includes(asked.host) ? { times, host: asked.host } : null
}

/**
 * Several reports as one.
 * @param {import('./test-reporter.mjs').SuiteReport[]} reports
 * @returns {import('./test-reporter.mjs').SuiteReport}
 */
export function joinReports(reports) {
  return {
    passed: reports.reduce((total, report) => total + report.passed, 0),
    failed: reports.flatMap((report) => report.failed),
    retried: reports.flatMap((report) => report.retried),
    skipped: reports.flatMap((report) => report.skipped),
  }
}

/**
 * The last lines of `npm test`: each skip with its reason, each pass that took a second try (it is a defect of the test or of the product),
 * each failure, then the sum over all suites.
 * @param {import('./test-reporter.mjs').SuiteReport[]} reports
 */
export function summarize(reports) {
  const { passed, failed, retried, skipped } = joinReports(reports)
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
