import { existsSync } from 'node:fs'
import path from 'node:path'
import { runInherited } from './child.mjs'
import { say } from './say.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
/** @type {Record<string, string[]>} */
const PLACES = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/**
 * `CHROMIUM_PATH`, else the usual places of this system, else null. A path that was named but is not there is null too.
 * @param {{ env: NodeJS.ProcessEnv, platform: string, exists: (file: string) => boolean }} system
 * @returns {string | null}
 */
export function findChromium({ env, platform, exists }) {
  const named = env['CHROMIUM_PATH']
  if (named) return exists(named) ? named : null
  const folders = platform === 'win32' ? [] : ['/usr/bin', '/usr/local/bin', '/snap/bin']
  const places = [...folders.flatMap((folder) => NAMES.map((name) => `${folder}/${name}`)), ...(PLACES[platform] ?? [])]
  return places.find(exists) ?? null
}

const find = () => findChromium({ env: process.env, platform: process.platform, exists: existsSync })

async function installByApt() {
  say('Installing Chromium for the window tests (apt-get install chromium).')
  // What apt unpacks is of no interest; its errors are.
  const options = {
    output: /** @type {const} */ ('errors'),
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  const updated = await runInherited('apt-get', ['update', '-qq'], options)
  if (updated !== 0) return
  await runInherited('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options)
}

/**
 * A Chromium for the tests: found, or on Debian as root installed. Null after saying what to install.
 * @returns {Promise<string | null>}
 */
export async function provideChromium() {
  const named = process.env['CHROMIUM_PATH']
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (find() === null && !named && canInstall) await installByApt()
  const found = find()
  if (found !== null) return path.resolve(found)
  say(
    named
      ? `There is no Chromium at CHROMIUM_PATH (${named}).`
      : 'The window tests need Chromium or Chrome: install it (Debian: apt install chromium), or name it in CHROMIUM_PATH.',
  )
  return null
}
