import { spawnSync } from 'node:child_process'
import { say } from './say.mjs'

/** What the shell does in the new network: its loopback is down at first. */
const RAISE_LOOPBACK = 'ip link set lo up'

/**
 * The command as it runs in a network of its own that has nothing but loopback.
 * @param {{ command: string, args: string[], asRoot: boolean }} wanted
 */
export function onLoopbackOnly({ command, args, asRoot }) {
  // Only root may do so as itself; others become root of a user namespace of their own.
  const flags = asRoot ? ['--net'] : ['--map-root-user', '--net']
  return { command: 'unshare', args: [...flags, 'sh', '-c', `${RAISE_LOOPBACK} && exec "$@"`, 'sh', command, ...args] }
}

/**
 * A command that meets nothing but this machine, where this system can do that; else as it is. Says which.
 * @param {string} command
 * @param {string[]} args
 */
export function withoutNetwork(command, args) {
  const asRoot = process.getuid?.() === 0
  const tried = onLoopbackOnly({ command: 'true', args: [], asRoot })
  const works = process.platform === 'linux' && spawnSync(tried.command, tried.args, { stdio: 'ignore' }).status === 0
  if (!works) {
    say('Real agents run with the network of this machine: it allows no network of their own (unshare, ip).')
    return { command, args }
  }
  say('Real agents run in a network of their own that has nothing but loopback.')
  return onLoopbackOnly({ command, args, asRoot })
}
