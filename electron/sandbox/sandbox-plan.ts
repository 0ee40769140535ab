import path from 'node:path'
import type { SandboxPlan, Shown } from './bubblewrap.ts'

/** Where a child works, and whose machine it is. */
export interface Confined {
  worktree: string
  /** The throw-away repository that the worktree's `.git` names. */
  gitDir: string
  /** What else it may write: an agent's own folders and files (its log-in, its sessions), caches of package managers. */
  own: readonly string[]
  /** Programs and files that the child must be able to read wherever they lie. */
  needed: readonly string[]
  dataFolder: string
  /** The person's home, and what the child takes for it. */
  homes: readonly string[]
}

/** What is at a path: its real path without links, and its kind; null if nothing is there. */
export type LookUp = (path: string) => { realPath: string; kind: 'folder' | 'file' } | null

/** Credentials in a person's home. Package managers' own (`.npmrc`, `.cargo`) stay: without them nothing can be installed. */
const SECRET_PLACES = [
  '.ssh .gnupg .aws .azure .kube .docker .password-store .netrc .git-credentials .pgpass .vault-token .terraform.d',
  '.config/gcloud .config/gh .config/git/credentials .config/op .config/sops .local/share/keyrings',
  '.mozilla .thunderbird .librewolf .config/google-chrome .config/google-chrome-beta .config/google-chrome-unstable',
  '.config/chromium .config/BraveSoftware .config/microsoft-edge .config/vivaldi .config/opera',
  'snap/firefox snap/thunderbird snap/chromium snap/brave snap/opera .var/app',
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

const TEMPORARY_FOLDERS = ['/tmp', '/var/tmp', '/dev/shm']

/** Pure but for `lookUp`. What is not there is left out: nobody can make it, because everything around it is read-only. */
export function sandboxPlan(confined: Confined, lookUp: LookUp): SandboxPlan {
  const { worktree, gitDir, own, needed, dataFolder, homes } = confined
  const found = (paths: readonly string[], kind?: 'folder' | 'file'): string[] => {
    const all = paths.flatMap((wanted) => lookUp(wanted) ?? [])
    return [
      ...new Set(all.filter((entry) => kind === undefined || entry.kind === kind).map(({ realPath }) => realPath)),
    ]
  }
  const secrets = homes.flatMap((home) => SECRET_PLACES.map((place) => path.join(home, place)))
  const writable = found([worktree, ...own])
  const [realWorktree = worktree] = found([worktree])
  const hiddenFolders = found([dataFolder, RUNTIME_FOLDER, ...secrets], 'folder')
  const temporary = found(TEMPORARY_FOLDERS, 'folder')
  const shown = shownAgain([...needed, ...RUNTIME_NEEDED], [...hiddenFolders, ...temporary], lookUp)
  return {
    writable,
    readOnly: [
      ...found([path.join(realWorktree, '.git'), gitDir]).map((real) => ({ from: real, at: real })),
      ...shown.filter(({ at }) => !writable.includes(at)),
    ],
    hiddenFolders,
    hiddenFiles: found(secrets, 'file'),
    temporary,
    cwd: realWorktree,
  }
}

/** Those of the wanted paths that lie below a covered folder, by their name, by their real path, or by both. */
function shownAgain(wanted: readonly string[], covered: readonly string[], lookUp: LookUp): Shown[] {
  const isCovered = (file: string): boolean => covered.some((folder) => isBelow(file, folder))
  const all = wanted.flatMap((name) => {
    const there = lookUp(name)
    const places = there === null ? [] : [path.resolve(name), there.realPath].filter(isCovered)
    return places.map((at): [string, string] => [at, there?.realPath ?? at])
  })
  const shown = [...new Map(all)].map(([at, from]) => ({ from, at }))
  return shown.filter(({ at }) => {
    const [cover = ''] = covered.filter((folder) => isBelow(at, folder)).sort((a, b) => b.length - a.length)
    // Within another that is shown it is there already, and nothing could be mounted through a link in that one.
    return !shown.some((outer) => isBelow(at, outer.at) && outer.at.length > cover.length)
  })
}

/** Strictly: a folder is not below itself, so that nobody can name a covered folder to see all of it. */
const isBelow = (file: string, folder: string): boolean =>
  file !== folder && file.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
