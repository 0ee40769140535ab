import { spawnSync } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { node24, ROOT, runInherited } from './child.mjs'
import { electronCache, electronSource } from './electron-source.mjs'
import { say } from './say.mjs'
import { missingLibraries } from './start-plan.mjs'

const PACKAGE = path.join(ROOT, 'node_modules', 'electron')
const DNS_TIMEOUT_MS = 4_000
/** @type {Record<string, string>} */
const NAMES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }

/**
 * Electron's program: in its package, or in the folder that `ELECTRON_OVERRIDE_DIST_PATH` names. Null where it is not there.
 * @param {{ env: NodeJS.ProcessEnv, platform: string, packageFolder: string }} system
 * @returns {string | null}
 */
export function findElectron({ env, platform, packageFolder }) {
  const named = path.join(packageFolder, 'path.txt')
  const program = existsSync(named) ? readFileSync(named, 'utf8').trim() : (NAMES[platform] ?? 'electron')
  const file = path.join(env['ELECTRON_OVERRIDE_DIST_PATH'] || path.join(packageFolder, 'dist'), program)
  return isProgram(file) ? file : null
}

/** A folder of that name, or a file that nobody may run, is none. @param {string} file */
function isProgram(file) {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Electron, found or fetched; with what this system lacks to run it.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [packageFolder]
 * @returns {Promise<import('./start-plan.mjs').FoundElectron>}
 */
export async function provideElectron(env, packageFolder = PACKAGE) {
  if (env['TRIPTYCH_ELECTRON'] === '0') return { binary: null, why: 'TRIPTYCH_ELECTRON=0' }
  const find = () => findElectron({ env, platform: process.platform, packageFolder })
  const given = env['ELECTRON_OVERRIDE_DIST_PATH']
  const there = find()
  // Whoever names a folder wants that Electron and no other.
  if (there === null && given)
    return { binary: null, why: `ELECTRON_OVERRIDE_DIST_PATH names ${given}, where it is not` }
  const fetched = there === null ? await fetchElectron(env, packageFolder) : null
  const binary = there ?? find()
  if (binary === null) return { binary, why: `its binary is not here, and ${fetched}` }
  const missing = process.platform === 'linux' ? missingLibraries(ldd(binary)) : []
  if (missing.length > 0) return { binary: null, why: `this system lacks ${missing.join(', ')}` }
  return { binary, why: given ? `from ELECTRON_OVERRIDE_DIST_PATH, ${given}` : (fetched ?? 'as installed') }
}

/** @param {string} binary */
const ldd = (binary) => spawnSync('ldd', [binary], { encoding: 'utf8' }).stdout ?? ''

/**
 * Electron's own installer, which checks what it got against the sums in its package. What came of it.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} packageFolder
 */
async function fetchElectron(env, packageFolder) {
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'))
  const { host, isDirect, words, env: forInstaller } = electronSource(env)
  if (isDirect && !isCached(env, version) && !(await answersDns(host))) return `${words} cannot be reached`
  say(`Fetching Electron ${version} (about 110 MB, from ${words} or the cache; TRIPTYCH_ELECTRON=0 does without).`)
  const options = { env: forInstaller, output: /** @type {const} */ ('as_errors') }
  const code = await runInherited(node24(), [path.join(packageFolder, 'install.js')], options)
  return code === 0 ? `fetched from ${words} or the cache` : `it could not be fetched from ${words}`
}

/** @param {NodeJS.ProcessEnv} env @param {string} version */
function isCached(env, version) {
  const folder = electronCache(env, process.platform, os.homedir())
  if (!existsSync(folder)) return false
  const name = `electron-v${version}-${process.platform}-${process.arch}.zip`
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((file) => path.basename(file) === name)
}

/** @param {string} host */
async function answersDns(host) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, DNS_TIMEOUT_MS, false)
  })
  const answer = lookup(host).then(
    () => true,
    () => false,
  )
  const answered = await Promise.race([answer, late])
  clearTimeout(timer)
  return answered === true
}
