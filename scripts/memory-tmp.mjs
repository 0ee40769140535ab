import { spawnSync } from 'node:child_process'
import { freemem, tmpdir } from 'node:os'
import path from 'node:path'
import { runInherited } from './child.mjs'
import { say } from './say.mjs'

/** Below it the tests' files may be too many, and their programs have too little. */
const LEAST_BYTES = 8 * 1024 ** 3
/** Names the folder for whoever is started with it. */
const HELD = 'TRIPTYCH_MEMORY_TMP'

/**
 * The command as it runs where `folder` holds nothing and lies in memory, which nobody else sees and which ends with it. Only root may do so.
 * `bytes`: what lies there at most.
 * @param {{ command: string, args: string[], folder: string, bytes: number }} wanted
 */
export function withMemoryAt({ command, args, folder, bytes }) {
  const mount = `mkdir -p "$1" && mount -t tmpfs -o mode=1777,size=${bytes} tmpfs "$1" && shift && exec "$@"`
  return { command: 'unshare', args: ['--mount', 'sh', '-c', mount, 'sh', folder, command, ...args] }
}

/**
 * This command once more with its temporary files in memory, where this system can do that: the tests flush thousands of small files, as the
 * product must, and most of their time would be waited for a disk. Its exit code; null where it is that command already, or cannot.
 * @param {string[]} argv `process.argv`
 * @returns {Promise<number | null>}
 */
export async function againInMemory(argv) {
  if (process.env[HELD] !== undefined || process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const free = Math.min(freemem(), process.availableMemory())
  if (free < LEAST_BYTES) return null
  const bytes = Math.floor(free / 2)
  // The same each time, and empty for everybody else. Short: a socket's whole path has 107 bytes, and Chromium's in a profile of ours takes 96.
  const folder = path.join(tmpdir(), 'tt')
  const tried = withMemoryAt({ command: 'true', args: [], folder, bytes })
  if (spawnSync(tried.command, tried.args, { stdio: 'ignore' }).status !== 0) return null
  say('Temporary files of the tests lie in memory.')
  const [command = '', ...args] = argv
  const again = withMemoryAt({ command, args, folder, bytes })
  // Who installs packages meanwhile still waits for whom.
  const env = { ...process.env, TMPDIR: folder, [HELD]: folder, TRIPTYCH_INSTALL_LOCKS: tmpdir() }
  return runInherited(again.command, again.args, { env })
}
