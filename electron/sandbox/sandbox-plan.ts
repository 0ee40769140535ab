import path from 'node:path'
import type { SandboxPlan } from './bubblewrap.ts'

/** Where a child works, and whose machine it is. */
export interface Confined {
  worktree: string
  /** The throw-away repository that the worktree's `.git` names. */
  gitDir: string
  /** An agent's own folders and files, in the person's home or under the data folder: its log-in, its sessions. */
  own: readonly string[]
  /** Programs and files that the child must be able to read wherever they lie. */
  needed: readonly string[]
  dataFolder: string
  /** The person's home. */
  home: string
}

/** What is at a path: its real path without links, and its kind; null if nothing is there. */
export type LookUp = (path: string) => { realPath: string; kind: 'folder' | 'file' } | null

/** Credentials in a person's home. Package managers' own (`.npmrc`, `.cargo`) stay: without them nothing can be installed. */
const SECRET_PLACES = [
  '.ssh .gnupg .aws .azure .kube .docker .password-store .netrc .git-credentials .pgpass .vault-token .terraform.d',
  '.config/gcloud .config/gh .config/git/credentials .config/op .config/sops .local/share/keyrings',
  '.mozilla .thunderbird .config/google-chrome .config/chromium .config/BraveSoftware .config/microsoft-edge',
]
  .join(' ')
  .split(' ')

/** Sockets of other programs lie in /run, Docker's among them, and a read-only mount keeps nobody from speaking to them. */
const RUNTIME_FOLDER = '/run'
/** What programs look up there: name resolution, and the packages of NixOS. */
const RUNTIME_NEEDED = [
  '/run/systemd/resolve',
  '/run/NetworkManager',
  '/run/resolvconf',
  '/run/current-system',
  '/run/wrappers',
]

/** Pure but for `lookUp`. What is not there is left out: nobody can make it, because everything around it is read-only. */
export function sandboxPlan(confined: Confined, lookUp: LookUp): SandboxPlan {
  const { worktree, gitDir, own, needed, dataFolder, home } = confined
  const found = (paths: readonly string[], kind?: 'folder' | 'file'): string[] => {
    const all = paths.flatMap((wanted) => lookUp(wanted) ?? [])
    return [
      ...new Set(all.filter((entry) => kind === undefined || entry.kind === kind).map(({ realPath }) => realPath)),
    ]
  }
  const secrets = SECRET_PLACES.map((place) => path.join(home, place))
  const writable = found([worktree, ...own])
  const [realWorktree = worktree] = found([worktree])
  return {
    writable,
    readOnly: found([path.join(realWorktree, '.git'), gitDir, ...needed, ...RUNTIME_NEEDED]).filter(
      (shown) => !writable.includes(shown),
    ),
    hiddenFolders: found([dataFolder, RUNTIME_FOLDER, ...secrets], 'folder'),
    hiddenFiles: found(secrets, 'file'),
    temporary: found(['/tmp', '/var/tmp', '/dev/shm'], 'folder'),
    cwd: realWorktree,
  }
}
