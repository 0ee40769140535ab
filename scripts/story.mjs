import { buildIfNewer } from './build.mjs'
import { provideChromium } from './chromium.mjs'
import { say } from './say.mjs'
import { readStoryArgs } from './test-plan.mjs'
import { NO_REASON } from './test-reporter.mjs'
import { runSuite } from './tests.mjs'

const STORY = 'test/e2e/story.test.ts'

/**
 * `npm run story`: the window's story on the built bundles, as many times in a row, each in a fresh data folder, by mouse and by
 * keyboard in turn. Nothing is tried twice. Its exit code: 0 only if every telling passed.
 * @param {string[]} args
 */
export async function tellStories(args) {
  const asked = readStoryArgs(args)
  if (asked === null) {
    say('usage: npm run story -- [--times <1 to 1000>] [--host stand-in|electron|serve]')
    return 2
  }
  if (!(await buildIfNewer({ force: false }))) return 1
  const chromium = await provideChromium()
  if (chromium === null) return 1
  const { times, host } = asked
  const env = { CHROMIUM_PATH: chromium, TRIPTYCH_STORY_TIMES: String(times) }
  const { passed, failed, skipped } = await runSuite('e2e', [STORY, '--retry=0', `--testNamePattern=in ${host} `], env)
  // Those of other hosts have none.
  const why = skipped.find(({ reason }) => reason !== NO_REASON)?.reason
  const others = why === undefined ? '' : `; it could not be told: ${why}`
  console.log(`${passed} of ${times} stories passed in ${host}, ${failed.length} failed${others}.`)
  return passed === times && failed.length === 0 ? 0 : 1
}
