import { spawnSync } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { node24, ROOT, runInherited } from './child.mjs'
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
  return existsSync(file) ? file : null
}

/**
 * Electron, found or fetched; with what this system lacks to run it.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./start-plan.mjs').FoundElectron>}
 */
export async function provideElectron(env) {
  if (env['TRIPTYCH_ELECTRON'] === '0') return { binary: null, why: 'TRIPTYCH_ELECTRON=0' }
  const find = () => findElectron({ env, platform: process.platform, packageFolder: PACKAGE })
  const fetched = find() === null ? await fetchElectron(env) : null
  const binary = find()
  if (binary === null) return { binary, why: `its binary is not here, and ${fetched}` }
  const missing =
    process.platform === 'linux' ? missingLibraries(spawnSync('ldd', [binary], { encoding: 'utf8' }).stdout ?? '') : []
  return missing.length > 0 ? { binary: null, why: `this system lacks ${missing.join(', ')}` } : { binary, why: '' }
}

/**
 * Electron's own installer, which checks what it got against the sums in its package. What came of it.
 * @param {NodeJS.ProcessEnv} env
 */
async function fetchElectron(env) {
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'))
  const mirror = env['ELECTRON_MIRROR'] || env['npm_config_electron_mirror']
  const proxy = env['HTTPS_PROXY'] || env['https_proxy'] || env['ELECTRON_GET_USE_PROXY']
  const host = URL.canParse(mirror ?? '') ? new URL(mirror ?? '').hostname : 'github.com'
  if (!mirror && !proxy && !isCached(env, version) && !(await answersDns(host))) return `${host} cannot be reached`
  say(`Fetching Electron ${version} (about 110 MB, from ${host} or the cache; TRIPTYCH_ELECTRON=0 does without).`)
  const code = await runInherited(node24(), [path.join(PACKAGE, 'install.js')], {
    env: { ...env, ...(proxy ? { ELECTRON_GET_USE_PROXY: '1' } : {}) },
    output: 'as_errors',
  })
  return code === 0 ? 'its installer left none' : `it could not be fetched from ${host}`
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} version
 */
function isCached(env, version) {
  const home = os.homedir()
  /** @type {Record<string, string>} */
  const usual = {
    darwin: path.join(home, 'Library', 'Caches'),
    win32: env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'),
  }
  const caches = usual[process.platform] ?? (env['XDG_CACHE_HOME'] || path.join(home, '.cache'))
  const last = process.platform === 'win32' ? ['electron', 'Cache'] : ['electron']
  const folder = env['electron_config_cache'] || path.join(caches, ...last)
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
