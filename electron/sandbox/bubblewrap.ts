/**
 * What a child may see and change, and the arguments of bubblewrap (https://github.com/containers/bubblewrap) that make it so. Pure:
 * what is there was looked up before. The order matters: a later mount covers an earlier one.
 */

/** Existing absolute paths without symbolic links. What lies nowhere below them can be read and not be written. */
export interface SandboxPlan {
  /** Readable and writable: the worktree, an agent's own folders. */
  writable: readonly string[]
  /** Cannot be changed, though they lie below something writable; shown although they lie below something hidden. */
  readOnly: readonly string[]
  /** Folders that look empty. */
  hiddenFolders: readonly string[]
  /** Files that look empty. */
  hiddenFiles: readonly string[]
  /** Folders for temporary files that start empty, are private to the child, and are gone with it. */
  temporary: readonly string[]
  cwd: string
}

/**
 * The arguments before the child's own command. Its own process namespace, which ends with its first process and with the
 * application; no new privileges; the network is the machine's.
 */
export function bubblewrapArguments(plan: SandboxPlan): string[] {
  return [
    ...['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...mounts(plan).flatMap(({ path, how }) => mountArguments(how, path)),
    // Empty, and nothing can be left in it that somebody might take for real; only now, because the mounts below it were made in it.
    ...plan.hiddenFolders.flatMap((path) => ['--remount-ro', path]),
    ...['--chdir', plan.cwd, '--'],
  ]
}

type Mount = 'writable' | 'read_only' | 'hidden_folder' | 'hidden_file' | 'temporary'

/** Outer paths first, so that an inner one stands; of two mounts on one path the stricter comes last. */
function mounts(plan: SandboxPlan): { path: string; how: Mount }[] {
  const order: readonly Mount[] = ['temporary', 'hidden_folder', 'writable', 'read_only', 'hidden_file']
  const all = [
    ...plan.temporary.map((path) => ({ path, how: 'temporary' as const })),
    ...plan.hiddenFolders.map((path) => ({ path, how: 'hidden_folder' as const })),
    ...plan.writable.map((path) => ({ path, how: 'writable' as const })),
    ...plan.readOnly.map((path) => ({ path, how: 'read_only' as const })),
    ...plan.hiddenFiles.map((path) => ({ path, how: 'hidden_file' as const })),
  ]
  return all.sort((a, b) => depth(a.path) - depth(b.path) || order.indexOf(a.how) - order.indexOf(b.how))
}

const depth = (path: string): number => path.split('/').filter((name) => name !== '').length

function mountArguments(how: Mount, path: string): string[] {
  switch (how) {
    case 'writable':
      return ['--bind', path, path]
    case 'read_only':
      return ['--ro-bind', path, path]
    case 'hidden_file':
      return ['--ro-bind', '/dev/null', path]
    case 'hidden_folder':
      return ['--perms', '0500', '--tmpfs', path]
    case 'temporary':
      return ['--perms', '1777', '--tmpfs', path]
  }
}
