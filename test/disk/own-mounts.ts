/** Programs in a mount namespace of their own (Linux): file systems that are full or read-only, gone with the last process in them. */
import { execFile, execFileSync } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Null: it works here; else why not. */
export function noOwnMounts(): string | null {
  if (process.platform !== 'linux') return 'only Linux has mount namespaces'
  try {
    execFileSync('unshare', ['--user', '--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {
      stdio: 'pipe',
    })
    return null
  } catch (error) {
    const { stderr = '' } = error instanceof Error && 'stderr' in error ? { stderr: String(error.stderr) } : {}
    return `unshare or mount does not work here: ${stderr.trim() || String(error)}`
  }
}

/** The script's one line of JSON. `mounts`: shell commands that are run first, as root of the namespace. */
export async function inOwnMounts(mounts: string, script: string, ...args: string[]): Promise<unknown> {
  const command = `${mounts} && exec "$0" "$@"`
  const file = path.join(import.meta.dirname, script)
  const { stdout } = await run(
    'unshare',
    ['--user', '--map-root-user', '--mount', 'sh', '-ec', command, process.execPath, file, ...args],
    { env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1' }, timeout: 100_000 },
  )
  return JSON.parse(stdout)
}
