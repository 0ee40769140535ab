import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '..')
const FORWARDED_SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

export const isNode24 = () => Number.parseInt(process.versions.node, 10) >= 24

/**
 * Node 24: the platform package pinned by the lock file, else the Node that runs this. Null where neither is new enough.
 * @returns {string | null}
 */
export function findNode24() {
  const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  const system = process.platform === 'win32' ? 'win' : process.platform
  // Where we are installed as a package ourselves, npm puts it beside us.
  const folders = [path.join(ROOT, 'node_modules'), path.dirname(ROOT)]
  const pinned = folders.map((folder) => path.join(folder, `node-${system}-${process.arch}`, binary)).find(existsSync)
  return pinned ?? (isNode24() ? process.execPath : null)
}

/** Only after set-up, which ends where there is none. */
export function node24() {
  const found = findNode24()
  if (found === null) throw new Error('Node 24 is missing after set-up')
  return found
}

/**
 * Where a command of the person starts: npm runs scripts in the project's folder and keeps the person's own in INIT_CWD.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} cwd
 */
export function personsFolder(env, cwd) {
  const byNpm = env['npm_lifecycle_event'] === 'triptych' && path.resolve(cwd) === ROOT
  return byNpm ? (env['INIT_CWD'] ?? cwd) : cwd
}

/** @type {Record<'own' | 'as_errors' | 'errors', import('node:child_process').StdioOptions>} */
const OUTPUTS = { own: 'inherit', as_errors: ['ignore', 2, 2], errors: ['ignore', 'ignore', 2] }

/**
 * One step of set-up or of the tests, with our streams; resolves with its exit code, 1 where a signal ended it. A signal that we get
 * meanwhile ends the step and then us: what would come next is not begun.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, output?: 'own' | 'as_errors' | 'errors' | number }} [options]
 *   `as_errors`: what it prints goes to standard error, which is where set-up talks; `errors`: only its errors do; a number: all of it goes
 *   to that open file
 * @returns {Promise<number>}
 */
export async function runInherited(command, args, options = {}) {
  const { output = 'own' } = options
  const child = spawn(command, args, {
    cwd: options.cwd ?? ROOT,
    env: options.env ?? process.env,
    stdio: typeof output === 'number' ? ['ignore', output, output] : OUTPUTS[output],
  })
  const { code, received } = await ended(child)
  if (received !== null) await endBy(received)
  return code ?? 1
}

/**
 * Runs a source file with Node 24 as if it had been started itself: arguments, streams, signals and the way it ends are its own.
 * @param {string} node
 * @param {string} file relative to the project
 * @param {string[]} args
 */
export async function pass(node, file, args) {
  const cwd = personsFolder(process.env, process.cwd())
  const env = { NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules/.cache/compile'), ...process.env }
  const child = spawn(node, [path.join(ROOT, file), ...args], { cwd, env, stdio: 'inherit' })
  const { code, signal } = await ended(child)
  if (signal !== null) await endBy(signal)
  return code ?? 1
}

/** @param {NodeJS.Signals} signal */
async function endBy(signal) {
  process.kill(process.pid, signal)
  // The signal arrives with a later turn of the event loop; nothing may end this process before it.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
}

/**
 * How a child ended, and the signal that we got and forwarded meanwhile.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, received: NodeJS.Signals | null }>}
 */
function ended(child) {
  /** @type {NodeJS.Signals | null} */
  let received = null
  const listeners = FORWARDED_SIGNALS.map((signal) => {
    const forward = () => {
      received = signal
      // A terminal sends Ctrl-C to the whole foreground group, so the child has it already.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    process.on(signal, forward)
    return () => process.off(signal, forward)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const remove of listeners) remove()
      resolve({ code, signal, received })
    })
  })
}
