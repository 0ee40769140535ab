/** How `npm start` shows the window. Pure. */

/** @typedef {{ binary: string | null, why: string }} FoundElectron `why`: no binary, or where it is from; without a full stop, to stand in brackets */
/** @typedef {{ kind: 'electron' | 'chromium' | 'browser' | 'address' | 'refused', line: string }} Choice */

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform
 */
export function hasDisplay(env, platform) {
  return platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

/**
 * The best way that is there, and the line that says which and why.
 * @param {{ mustBeElectron: boolean, display: boolean, electron: FoundElectron, chromium: string | null, asRoot: boolean }} found
 * @returns {Choice}
 */
export function chooseWindow({ mustBeElectron, display, electron, chromium, asRoot }) {
  const why = display ? electron.why : 'there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set'
  // Neither of them runs as root in a sandbox of its own.
  const rights = asRoot ? ', as root and so without its sandbox' : ''
  if (display && electron.binary !== null) {
    return { kind: 'electron', line: `Showing the window in Electron (${electron.why})${rights}.` }
  }
  if (mustBeElectron) return { kind: 'refused', line: `TRIPTYCH_ELECTRON=1, but Electron cannot be used (${why}).` }
  const instead = `Electron is not used (${why})`
  if (!display) return { kind: 'address', line: `${instead}; open this address in a browser of this machine:` }
  if (chromium !== null) {
    return { kind: 'chromium', line: `${instead}; showing the window in Chromium from the local server${rights}.` }
  }
  return { kind: 'browser', line: `${instead}, and no Chromium was found; opening your browser at the local server.` }
}

/** Nobody listens there: where Chromium asks its maker by itself, in spite of all the switches that are to keep it from that. */
const NOBODY = 'http://127.0.0.1:9/'

/**
 * A window of its own without bars, with a profile that lives as long as it does, and nothing that Chromium does besides: it asks this
 * machine only.
 * @param {{ address: string, profile: string, asRoot: boolean }} window
 */
export function chromiumArgs({ address, profile, asRoot }) {
  const quiet = ['no-first-run', 'no-default-browser-check', 'no-pings', 'metrics-recording-only', 'use-mock-keychain']
  const off = ['background-networking', 'component-update', 'domain-reliability', 'extensions', 'sync', 'breakpad']
  return [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--window-size=1440,900',
    '--class=Triptych',
    '--password-store=basic',
    '--disable-features=Translate,MediaRouter,OptimizationHints,NetworkTimeServiceQuerying',
    `--gaia-url=${NOBODY}`,
    `--component-updater=url-source=${NOBODY}`,
    ...quiet.map((name) => `--${name}`),
    ...off.map((name) => `--disable-${name}`),
    // Chromium does not start as root without the first; the second leaves its warning bar out.
    ...(asRoot ? ['--no-sandbox', '--test-type'] : []),
  ]
}

/**
 * The address in a line that `serve` prints.
 * @param {string} line
 */
export const addressIn = (line) => /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(line)?.[0] ?? null

/**
 * What `ldd` says is missing.
 * @param {string} printed
 */
export const missingLibraries = (printed) =>
  [...printed.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name ?? '')
