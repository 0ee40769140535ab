import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findNode24, ROOT, runInherited } from './child.mjs'
import { alone } from './install-lock.mjs'
import { say } from './say.mjs'

/**
 * What an installation depends on. Scripts of package.json may change without a new installation.
 * @param {{ lock: string, manifest: string, platform: string, arch: string }} inputs
 */
export function installationKey({ lock, manifest, platform, arch }) {
  const { dependencies, devDependencies, optionalDependencies, allowScripts } = JSON.parse(manifest)
  const parts = [lock, dependencies, devDependencies, optionalDependencies, allowScripts, platform, arch]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** @param {string} folder */
function keyOf(folder) {
  return installationKey({
    lock: readFileSync(path.join(folder, 'package-lock.json'), 'utf8'),
    manifest: readFileSync(path.join(folder, 'package.json'), 'utf8'),
    platform: process.platform,
    arch: process.arch,
  })
}

/**
 * The stamp is written last and removed first, so an installation that was cut short is never taken for a whole one.
 * @param {string} folder
 */
const stampOf = (folder) => path.join(folder, 'node_modules', '.triptych-installed')

/** @param {string} folder */
export function isInstalled(folder) {
  const stamp = stampOf(folder)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === keyOf(folder)
}

/** npm as it runs this script, else the one on PATH (a batch file on Windows, which needs a shell). */
export function npmCommand() {
  const cli = process.env['npm_execpath']
  if (cli?.endsWith('npm-cli.js')) return { command: process.execPath, first: [cli] }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', first: [] }
}

/**
 * `npm ci` by the folder's lock file, unless that was done already.
 * @param {string} folder
 * @param {{ what: string, flags: string[] }} options
 * @returns {Promise<boolean>}
 */
export async function installPackages(folder, options) {
  if (isInstalled(folder)) return true
  return alone(folder, {
    onWait: (pid) => say(`Another Triptych command installs packages here (process ${pid}); waiting for it.`),
    work: async () => isInstalled(folder) || install(folder, options),
  })
}

/**
 * @param {string} folder
 * @param {{ what: string, flags: string[] }} options
 */
async function install(folder, { what, flags }) {
  say(`Installing ${what} (npm ci, by the lock file).`)
  rmSync(stampOf(folder), { force: true })
  const { command, first } = npmCommand()
  // `--include`: NODE_ENV=production would leave out the tools. `error`: npm warns about Node 20, which only starts Node 24 here.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error', ...flags]
  const code = await runInherited(command, [...first, ...args], { cwd: folder, output: 'as_errors' })
  if (code !== 0) {
    say(
      `npm ci ended with ${code}; nothing else was started. Solve what it says above, then run the same command again.`,
    )
    return false
  }
  writeFileSync(stampOf(folder), keyOf(folder))
  return true
}

/** Packages and Node 24. Says what it does; says nothing where nothing is to be done. */
export async function setUp() {
  if (!(await installPackages(ROOT, { what: 'packages', flags: ['--strict-allow-scripts'] }))) return false
  if (findNode24() !== null) return true
  say(
    `Triptych needs Node 24; this is ${process.version}, and there is no package of it for ${process.platform}-${process.arch}. Install Node 24 (https://nodejs.org), then run the same command again.`,
  )
  return false
}
