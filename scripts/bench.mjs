import { node24, ROOT, runInherited } from './child.mjs'
import { provideChromium } from './chromium.mjs'
import { say } from './say.mjs'

/** What can be measured, and the program that does. @type {Record<string, string>} */
const BENCHES = { views: 'bench/views/measure.ts' }

/**
 * `npm run bench -- <what>`: measured beside a named baseline in the same run. Its exit code is 1 where a goal does not hold.
 * @param {string[]} args
 */
export async function runBench([name = '', ...args]) {
  const file = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
  if (file === undefined) {
    say(`usage: npm run bench -- <what>, one of: ${Object.keys(BENCHES).join(', ')}`)
    return 2
  }
  const chromium = await provideChromium()
  if (chromium === null) return 1
  const env = { ...process.env, CHROMIUM_PATH: chromium }
  return runInherited(node24(), [`${ROOT}/${file}`, ...args], { env })
}
