/**
 * What a child may see and change, and the arguments of bubblewrap (https://github.com/containers/bubblewrap) that make it so. Pure:
 * what is there was looked up before. The order matters: a later mount covers an earlier one.
 */

/** Existing absolute paths without symbolic links. What lies nowhere below them can be read and not be written. */
export interface SandboxPlan {
  /** Readable and writable: the worktree, an agent's own folders. */
  writable: readonly string[]
  /** Cannot be changed, though they lie below something writable; shown although they lie below something hidden. */
  readOnly: readonly Shown[]
  /** Folders that look empty. */
  hiddenFolders: readonly string[]
  /** Files that look empty. */
  hiddenFiles: readonly string[]
  /** Folders for temporary files that start empty, are private to the child, and are gone with it. */
  temporary: readonly string[]
  cwd: string
}

/** What is at `from` can be read at `at`. */
export interface Shown {
  from: string
  at: string
}

/**
 * The arguments before the child's own command. Its own process namespace, which ends with its first process and with the
 * application; no new privileges; the network is the machine's.
 *
 * `asRoot`: the application runs as root, which inside goes by the number of `nobody`. A root without capabilities could make no
 * namespace, and with it no sandbox of its own, as Codex does for each command; an ordinary user can.
 */
export function bubblewrapArguments(plan: SandboxPlan, asRoot: boolean): string[] {
  return [
    ...(asRoot ? ['--unshare-user', '--uid', NOBODY, '--gid', NOBODY] : []),
    ...['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    // The kernel's settings obey root even without capabilities, whatever its number is here. Nobody else can write them.
    ...(asRoot ? ['--ro-bind', '/proc/sys', '/proc/sys'] : []),
    ...mounts(plan).flatMap(mountArguments),
    // Empty, and nothing can be left in it that somebody might take for real; only now, because the mounts below it were made in it.
    ...plan.hiddenFolders.flatMap((path) => ['--remount-ro', path]),
    ...['--chdir', plan.cwd, '--'],
  ]
}

/** In every list of users, unlike most numbers, so that programs find out who they are. */
const NOBODY = '65534'

type How = 'writable' | 'read_only' | 'hidden_folder' | 'hidden_file' | 'temporary'
type Mount = Shown & { how: How }

/** Outer paths first, so that an inner one stands; of two mounts on one path the later kind stands: what is named goes before what is hidden. */
const ORDER: readonly How[] = ['temporary', 'hidden_folder', 'hidden_file', 'writable', 'read_only']

function mounts(plan: SandboxPlan): Mount[] {
  const itself = (how: How) => (path: string) => ({ from: path, at: path, how })
  const all = [
    ...plan.temporary.map(itself('temporary')),
    ...plan.hiddenFolders.map(itself('hidden_folder')),
    ...plan.hiddenFiles.map(itself('hidden_file')),
    ...plan.writable.map(itself('writable')),
    ...plan.readOnly.map((shown) => ({ ...shown, how: 'read_only' as const })),
  ]
  return all.sort((a, b) => depth(a.at) - depth(b.at) || ORDER.indexOf(a.how) - ORDER.indexOf(b.how))
}

const depth = (path: string): number => path.split('/').filter((name) => name !== '').length

function mountArguments({ how, from, at }: Mount): string[] {
  switch (how) {
    case 'writable':
      return ['--bind', from, at]
    case 'read_only':
      return ['--ro-bind', from, at]
    case 'hidden_file':
      return ['--ro-bind', '/dev/null', at]
    case 'hidden_folder':
      return ['--perms', '0500', '--tmpfs', at]
    case 'temporary':
      return ['--perms', '1777', '--tmpfs', at]
  }
}
