import { buildIfNewer } from './build.mjs'
import { node24, ROOT, runInherited } from './child.mjs'
import { provideChromium } from './chromium.mjs'

/**
 * `npm run pictures`: the pictures of the documentation, made anew; with words only those whose names have one of them, with `--to <folder>`
 * somewhere else. Its exit code.
 * @param {string[]} args
 */
export async function takePictures(args) {
  if (!(await buildIfNewer({ force: false }))) return 1
  const chromium = await provideChromium()
  if (chromium === null) return 1
  const env = { ...process.env, CHROMIUM_PATH: chromium }
  return runInherited(node24(), [`${ROOT}/test/e2e/take-pictures.ts`, ...args], { env })
}
