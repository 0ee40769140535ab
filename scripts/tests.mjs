import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildIfNewer } from './build.mjs'
import { runChecks } from './checks.mjs'
import { node24, ROOT, runInherited } from './child.mjs'
import { provideChromium } from './chromium.mjs'
import { installPackages, npmCommand } from './install.mjs'
import { withoutNetwork } from './loopback.mjs'
import { installPackaging } from './package.mjs'
import { say } from './say.mjs'
import { joinReports, matchesFilters, splitTestArgs, summarize } from './test-plan.mjs'
import { noteTried, TRIED } from './tried.mjs'

/** @typedef {import('./test-reporter.mjs').SuiteReport} SuiteReport */

const AGENT_TESTS = 'test/agents'
const WINDOW_TESTS = 'test/e2e'
const PACKAGING_TESTS = 'test/packaging'
/** Installed by `npm test`, and what `npm run agents` needs besides. */
const SHORT_AGENTS = { folder: AGENT_TESTS, what: 'the real agents that tests run against' }
const MORE_AGENTS = { folder: `${AGENT_TESTS}/more`, what: 'more real agents' }

/** @type {SuiteReport} */
const NO_TESTS = { passed: 0, failed: [], retried: [], skipped: [] }

/** @param {{ name: string, passed: boolean }[]} checks @returns {SuiteReport} */
function reportOfChecks(checks) {
  const failed = checks.filter((check) => !check.passed).map(({ name }) => ({ name, reason: 'see above' }))
  return { passed: checks.length - failed.length, failed, retried: [], skipped: [] }
}

/**
 * One vitest project.
 * @param {string} project
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [extraEnv]
 * @returns {Promise<SuiteReport>}
 */
export async function runSuite(project, args, extraEnv = {}) {
  return runVitest(project, args, extraEnv, (command, given) => ({ command, args: given }))
}

/**
 * @param {string} project
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} extraEnv
 * @param {typeof withoutNetwork} surround what is really run for a command
 * @returns {Promise<SuiteReport>}
 */
async function runVitest(project, args, extraEnv, surround) {
  const tool = path.join(ROOT, 'node_modules/vitest/vitest.mjs')
  const run = surround(node24(), [tool, 'run', '--project', project, '--passWithNoTests', ...args])
  return reportedBy((env) => runInherited(run.command, run.args, { env: { ...env, ...extraEnv } }))
}

/**
 * A process that writes its report. One that ended without it, or badly though no test failed, counts as one failure.
 * @param {(env: NodeJS.ProcessEnv) => Promise<number>} run resolves with its exit code
 * @returns {Promise<SuiteReport>}
 */
function reportedBy(run) {
  return withTemporaryFolder(async (folder) => {
    const file = path.join(folder, 'report.json')
    const code = await run({ ...process.env, TRIPTYCH_TEST_REPORT: file })
    const isThere = existsSync(file)
    /** @type {SuiteReport} */
    const report = isThere ? JSON.parse(readFileSync(file, 'utf8')) : NO_TESTS
    if ((code === 0 && isThere) || report.failed.length > 0) return report
    const reason = `its process ended with ${code}${isThere ? '' : ' and without a report'}`
    return { ...report, failed: [{ name: 'a suite', reason }] }
  })
}

/** @template T @param {(folder: string) => Promise<T>} work @returns {Promise<T>} */
async function withTemporaryFolder(work) {
  const folder = mkdtempSync(path.join(tmpdir(), 'triptych-test-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * A command of the documents, as a person types it: what `npm test` is made of is what they tell.
 * @param {string} command `npm run …`
 * @param {string[]} [more] what only this run wants of it
 * @param {number} [output] an open file that gets what it prints
 * @returns {Promise<SuiteReport>}
 */
async function runNamed(command, more = [], output) {
  const { command: npm, first } = npmCommand()
  const args = [...first, ...command.split(' ').slice(1), ...more]
  const report = await reportedBy((env) => runInherited(npm, args, { env, output: output ?? 'own' }))
  if (more.length === 0 && report.failed.length === 0 && report.passed > 0) noteTried(command)
  return report
}

/** Types of every program; format and lint of every file. */
export async function runAllChecks() {
  return end([reportOfChecks(await runChecks())])
}

/**
 * The window's tests, then those of its packages, which are driven as well.
 * @param {ReturnType<typeof splitTestArgs>} asked @returns {Promise<SuiteReport[]>}
 */
async function runWindowTests({ forVitest, filters }) {
  const isAsked = (/** @type {string} */ folder) => testFiles(folder).some((file) => matchesFilters(file, filters))
  if (!isAsked(WINDOW_TESTS) && !isAsked(PACKAGING_TESTS)) return []
  const built = await buildIfNewer({ force: false })
  const build = reportOfChecks([{ name: 'build (electron-vite)', passed: built }])
  if (!built) return [build]
  const chromium = await provideChromium()
  if (chromium === null) return [build, reportOfChecks([{ name: 'window tests: no Chromium', passed: false }])]
  const windows = await runSuite('e2e', forVitest, { CHROMIUM_PATH: chromium })
  if (!isAsked(PACKAGING_TESTS)) return [build, windows]
  const installed = await installPackaging()
  const packages = installed
    ? await runSuite('packaging', forVitest, { CHROMIUM_PATH: chromium })
    : reportOfChecks([{ name: 'installation of what makes installers', passed: false }])
  return [build, windows, packages]
}

/** Test files below a folder, relative to the project. @param {string} folder */
function testFiles(folder) {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !file.includes('/node_modules/'))
}

/** @param {ReturnType<typeof splitTestArgs>} asked @returns {Promise<SuiteReport>} */
async function runAgentTests({ withAgents, filters, forVitest }) {
  if (!existsSync(path.join(ROOT, AGENT_TESTS, 'package.json'))) {
    say('There are no real-agent tests.')
    return NO_TESTS
  }
  const files = testFiles(AGENT_TESTS).filter((file) => matchesFilters(file, filters))
  if (files.length === 0) return NO_TESTS
  if (!withAgents)
    return { ...NO_TESTS, skipped: files.map((name) => ({ name, reason: 'real agents, left out by --no-agents' })) }
  return runNamed('npm run agents -- --short', forVitest)
}

/** @param {(typeof SHORT_AGENTS)[]} needed @param {string[]} args @param {NodeJS.ProcessEnv} extraEnv @returns {Promise<SuiteReport>} */
async function runAgents(needed, args, extraEnv) {
  for (const { folder, what } of needed) {
    const installed = await installPackages(path.join(ROOT, folder), { what, flags: ['--ignore-scripts'] })
    if (!installed) return reportOfChecks([{ name: `installation of ${what}`, passed: false }])
  }
  return runVitest('agents', args, extraEnv, withoutNetwork)
}

/**
 * Every scenario with every real agent; a whole run writes its table into docs/agents.md. `--short`: what `npm test` runs.
 * @param {string[]} args for vitest
 */
export async function runAllAgents(args) {
  if (args.includes('--short'))
    return end([
      await runAgents(
        [SHORT_AGENTS],
        args.filter((arg) => arg !== '--short'),
        {},
      ),
    ])
  return end([await runAgents([SHORT_AGENTS, MORE_AGENTS], args, { TRIPTYCH_AGENTS: 'all' })])
}

/** Random histories of a run, 10,000 or as many as are asked for; `npm test` lives a few of them. @param {string[]} args */
export async function runHistories(args) {
  const [count = '10000'] = args
  if (args.length > 1 || !/^[1-9]\d{0,6}$/.test(count)) {
    say('usage: npm run histories -- [<how many>]')
    return 2
  }
  return end([await runSuite('unit', ['test/engine/histories.test.ts'], { TRIPTYCH_HISTORIES: count })])
}

const FAULTS = 'test/faults/faults.ts'

/**
 * The injected faults in short: every section, one test each. What they print is printed when they have ended.
 * @param {string[]} filters @returns {Promise<SuiteReport>}
 */
async function runShortFaults(filters) {
  if (!matchesFilters(FAULTS, filters)) return NO_TESTS
  return withTemporaryFolder(async (folder) => {
    const log = openSync(path.join(folder, 'output.log'), 'w+')
    try {
      return await runNamed('npm run faults -- --scale short', [], log)
    } finally {
      closeSync(log)
      process.stdout.write(readFileSync(path.join(folder, 'output.log')))
    }
  })
}

/**
 * `npm test`. With words for vitest only the files that they name; else everything, and at last whether every command of the documents
 * was tried by some of it.
 * @param {string[]} args
 */
export async function runTests(args) {
  const asked = splitTestArgs(args)
  if (args.length > 0) return end(await runAsked(asked))
  return withTemporaryFolder(async (folder) => {
    process.env[TRIED] = path.join(folder, 'tried.txt')
    noteTried('npm test')
    const reports = await runAsked(asked)
    const commands = await reportedBy((env) => runInherited(node24(), [path.join(ROOT, UNTRIED)], { env }))
    return end([...reports, commands])
  })
}

const UNTRIED = 'test/documents/untried.ts'

/** @param {ReturnType<typeof splitTestArgs>} asked */
async function runAsked(asked) {
  const hasNames = asked.filters.length > 0
  const checks = hasNames ? [] : [await runNamed('npm run check')]
  // Commands of the documents need both in the unit suite already, where nothing of this machine is around them. What fails is told by the window's tests.
  if (!hasNames && (await buildIfNewer({ force: false }))) await provideChromium()
  return [
    ...checks,
    await runSuite('unit', asked.forVitest),
    ...(await runWindowTests(asked)),
    // After the window is built: one section shows hostile content in it. Real agents are mostly waited for.
    ...(await Promise.all([runShortFaults(asked.filters), runAgentTests(asked)])),
  ]
}

/**
 * Prints what came of it; where another command wants to know, it is told.
 * @param {SuiteReport[]} reports
 */
function end(reports) {
  const { lines, exitCode } = summarize(reports)
  for (const line of lines) console.log(line)
  const file = process.env['TRIPTYCH_TEST_REPORT']
  if (file) writeFileSync(file, JSON.stringify(joinReports(reports)))
  return exitCode
}
