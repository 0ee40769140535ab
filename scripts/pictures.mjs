import { buildIfNewer } from './build.mjs'
import { node24, ROOT, runInherited } from './child.mjs'
import { provideChromium } from './chromium.mjs'
import { say } from './say.mjs'

/**
 * `npm run pictures`: the pictures of the documentation, made anew. Its exit code.
 * @param {string[]} args
 */
export async function takePictures(args) {
  if (args.length > 0) {
    say('npm run pictures takes no arguments.')
    return 2
  }
  if (!(await buildIfNewer({ force: false }))) return 1
  const chromium = await provideChromium()
  if (chromium === null) return 1
  const env = { ...process.env, CHROMIUM_PATH: chromium }
  return runInherited(node24(), [`${ROOT}/test/e2e/take-pictures.ts`], { env })
}
