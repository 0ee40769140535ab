/** Where Electron's program comes from when it is fetched. Pure. */
import path from 'node:path'

const OFFICIAL = 'https://github.com/electron/electron/releases/download/'

/** @param {NodeJS.ProcessEnv} env @param {readonly string[]} names */
const first = (env, names) =>
  names.map((name) => env[name]).find((value) => value !== undefined && value !== '') ?? null

/** As its installer chooses it. @param {NodeJS.ProcessEnv} env */
export function mirrorOf(env) {
  return first(env, ['npm_config_electron_mirror', 'NPM_CONFIG_ELECTRON_MIRROR', 'ELECTRON_MIRROR'])
}

/**
 * The proxy for an address of this protocol, from the environment or from npm's own settings.
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} isSecure
 */
export function proxyOf(env, isSecure) {
  return isSecure
    ? first(env, ['https_proxy', 'HTTPS_PROXY', 'npm_config_https_proxy', 'npm_config_proxy'])
    : first(env, ['http_proxy', 'HTTP_PROXY', 'npm_config_proxy'])
}

/**
 * What is asked, by which way, and the environment for Electron's installer. `words`: for people, without a password.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ host: string, isDirect: boolean, words: string, env: NodeJS.ProcessEnv }}
 */
export function electronSource(env) {
  const mirror = mirrorOf(env)
  const address = URL.parse(mirror ?? OFFICIAL)
  const isSecure = address?.protocol !== 'http:'
  const proxy = proxyOf(env, isSecure)
  const by = proxy === null ? '' : ` through the proxy ${URL.parse(proxy)?.host ?? 'that is set'}`
  const set = proxy === null ? {} : { ELECTRON_GET_USE_PROXY: '1', [isSecure ? 'HTTPS_PROXY' : 'HTTP_PROXY']: proxy }
  return {
    // A mirror that is no address is reached by nobody, and named as it was given.
    host: address?.hostname ?? mirror ?? '',
    isDirect: proxy === null,
    words: `${mirror === null ? '' : 'the mirror '}${address?.host ?? mirror}${by}`,
    env: { ...env, ...set },
  }
}

/**
 * Where its installer keeps what it fetched once, as it chooses it for each system.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform
 * @param {string} home the person's folder
 */
export function electronCache(env, platform, home) {
  const named = env['electron_config_cache']
  if (named) return named
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] || path.win32.join(home, 'AppData', 'Local')
    return path.win32.join(local, 'electron', 'Cache')
  }
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Caches', 'electron')
  return path.posix.join(env['XDG_CACHE_HOME'] || path.posix.join(home, '.cache'), 'electron')
}
