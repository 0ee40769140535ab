import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { buildIfNewer } from './build.mjs'
import { node24, pass, ROOT, runInherited } from './child.mjs'
import { findChromium } from './chromium.mjs'
import { provideElectron } from './electron-binary.mjs'
import { say } from './say.mjs'
import { addressIn, chooseWindow, chromiumArgs, hasDisplay } from './start-plan.mjs'

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const CLI = 'electron/cli.ts'
/** Whatever ends badly before this did not get as far as a window. */
const START_MS = 5_000
const INTERRUPTED = 130
const asRoot = process.getuid?.() === 0

/**
 * `npm start`: the window, in Electron or in what there is instead. Its exit code.
 * @param {string[]} args
 */
export async function start(args) {
  if (args.length > 0) {
    say('npm start takes no arguments. For a port of your choice: npm run -s triptych -- serve --port <n>')
    return 2
  }
  if (!(await buildIfNewer({ force: false }))) return 1
  const { env, platform } = process
  const display = hasDisplay(env, platform)
  const electron = display ? await provideElectron(env) : { binary: null, why: '' }
  return show({
    mustBeElectron: env['TRIPTYCH_ELECTRON'] === '1',
    display,
    electron,
    chromium: findChromium({ env, platform, exists: existsSync }),
    asRoot,
  })
}

/**
 * @param {Parameters<typeof chooseWindow>[0]} found
 * @returns {Promise<number>}
 */
async function show(found) {
  const { kind, line } = chooseWindow(found)
  say(line)
  if (kind === 'refused') return 1
  if (kind === 'electron' && found.electron.binary) return showInElectron(found, found.electron.binary)
  if (kind === 'chromium' && found.chromium) return showInChromium(found.chromium)
  return pass(node24(), CLI, kind === 'browser' ? ['serve', '--open'] : ['serve'])
}

/**
 * Electron may be there and yet not start: a system that allows it no sandbox, for example.
 * @param {Parameters<typeof chooseWindow>[0]} found
 * @param {string} binary
 */
async function showInElectron(found, binary) {
  const began = Date.now()
  // Set by editors that are Electron themselves: it would make ours a Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const code = await runInherited(binary, asRoot ? ['--no-sandbox', ROOT] : [ROOT], { env })
  if (code === 0 || found.mustBeElectron || Date.now() - began > START_MS) return code
  return show({ ...found, electron: { binary: null, why: `it ended at once with ${code}` } })
}

/**
 * The local server and a window for it; each ends with the other.
 * @param {string} binary
 * @returns {Promise<number>}
 */
async function showInChromium(binary) {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'triptych-chromium-'))
  const env = { NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules/.cache/compile'), ...process.env }
  const server = spawn(node24(), [path.join(ROOT, CLI), 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const serverEnd = endOf(server)
  const signals = forwardSignals([server])
  try {
    const address = await Promise.race([newestAddress(server), serverEnd.then(() => null)])
    if (address === null) return (await serverEnd).code ?? 1
    const began = Date.now()
    // What it puts into the folder for temporary files goes with the profile.
    const ownFolder = { ...process.env, TMPDIR: profile }
    const window = spawn(binary, chromiumArgs({ address: address(), profile, asRoot }), {
      stdio: 'ignore',
      env: ownFolder,
    })
    signals.children.push(window)
    const windowEnd = endOf(window)
    const first = await Promise.race([windowEnd, serverEnd])
    const failed = first.child === window && first.how !== 'exit code 0' && signals.received() === null
    if (failed && Date.now() - began < START_MS) {
      say(`Chromium did not start (${first.how}). Open this address in a browser: ${address()}`)
      return (await serverEnd).code ?? 1
    }
    window.kill()
    server.kill()
    await Promise.all([windowEnd, serverEnd])
    if (signals.received() !== null) return INTERRUPTED
    if (first.child === server) return first.code ?? 1
    if (failed) say(`Chromium ended with ${first.how}.`)
    return failed ? 1 : 0
  } finally {
    signals.stop()
    // Chromium's helpers may write for a moment longer than it lives.
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<{ child: ChildProcess, code: number | null, how: string }>}
 */
function endOf(child) {
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ child, code: null, how: message }))
    child.once('exit', (code, signal) => resolve({ child, code, how: signal ?? `exit code ${code}` }))
  })
}

/**
 * The newest address that the server printed, once there is one. It prints the first for the window, and only those after it are shown.
 * @param {ChildProcess & { stdout: import('node:stream').Readable }} server
 * @returns {Promise<() => string>}
 */
function newestAddress(server) {
  return new Promise((resolve) => {
    let newest = ''
    createInterface(server.stdout).on('line', (line) => {
      const isFirst = newest === ''
      newest = addressIn(line) ?? newest
      if (isFirst && newest !== '') resolve(() => newest)
      else process.stdout.write(`${line}\n`)
    })
  })
}

/** @param {ChildProcess[]} children grows */
function forwardSignals(children) {
  /** @type {NodeJS.Signals | null} */
  let received = null
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    received = signal
    // A terminal sends Ctrl-C to the whole foreground group, so they have it already.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) for (const child of children) child.kill(signal)
  }
  const names = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const name of names) process.on(name, forward)
  return {
    children,
    received: () => received,
    stop: () => {
      for (const name of names) process.off(name, forward)
    },
  }
}
