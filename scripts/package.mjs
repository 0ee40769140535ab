import path from 'node:path'
import { buildIfNewer } from './build.mjs'
import { node24, ROOT, runInherited } from './child.mjs'
import { installPackages } from './install.mjs'
import { feedOptions } from './package-plan.mjs'
import { say } from './say.mjs'

const FOLDER = path.join(ROOT, 'packaging')

/** electron-builder, by a lock file of its own: nobody else needs it. */
export const installPackaging = () =>
  installPackages(FOLDER, { what: 'what makes installers', flags: ['--strict-allow-scripts'] })

/**
 * `npm run package`: installers of this system in `dist/`, or what electron-builder's options say. Its exit code.
 * @param {string[]} args for electron-builder
 */
export async function makePackage(args) {
  const feed = feedOptions(process.env)
  if ('problem' in feed) {
    say(feed.problem)
    return 2
  }
  // What goes to people is built anew; for a look at its files, what is built of these sources already is as good.
  if (!(await installPackaging()) || !(await buildIfNewer({ force: !args.includes('--dir') }))) return 1
  const tool = path.join(FOLDER, 'node_modules/electron-builder/cli.js')
  const options = ['--config', 'packaging/electron-builder.yml', '--publish', 'never', ...feed.options, ...args]
  const code = await runInherited(node24(), [tool, ...options])
  if (code !== 0)
    say(`electron-builder ended with ${code}. It fetches Electron and the tools of each format from GitHub.`)
  return code
}
