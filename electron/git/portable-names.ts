import type { Refusal } from '../../shared/result.ts'

/** What a system cannot hold of a commit. */
export interface NameProblems {
  /** Groups of paths that are one and the same there. */
  readonly collisions: readonly (readonly string[])[]
  /** Names that the system keeps for itself, or whose characters it does not allow. */
  readonly reserved: readonly string[]
  /** Longer than the system takes below the worktree. */
  readonly long: readonly string[]
  /** With a name that is longer than the system takes of one. */
  readonly longNames: readonly string[]
}

/** Characters on Windows, bytes of UTF-8 elsewhere (PATH_MAX without its NUL). */
const PATH_LENGTH = { win32: 259, darwin: 1_023, other: 4_095 }
/** In the same units (NAME_MAX). */
const NAME_LENGTH = 255
const WINDOWS_RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i
const WINDOWS_FORBIDDEN = /[<>:"|?*\\\p{Cc}]|[. ]$/u

/** Pure. `platform` decides by what its usual disks do: macOS and Windows ignore case, macOS composition of characters too. */
export function nameProblems(paths: readonly string[], worktree: string, platform: NodeJS.Platform): NameProblems {
  const isWindows = platform === 'win32'
  const foldsNames = isWindows || platform === 'darwin'
  const lengthOf = (text: string): number => (isWindows ? text.length : Buffer.byteLength(text))
  const longest = platform === 'win32' || platform === 'darwin' ? PATH_LENGTH[platform] : PATH_LENGTH.other
  return {
    collisions: foldsNames ? collisions(paths, platform) : [],
    reserved: isWindows ? paths.filter((file) => file.split('/').some(isReserved)) : [],
    long: paths.filter((file) => lengthOf(`${worktree}/${file}`) > longest),
    longNames: paths.filter((file) => file.split('/').some((name) => lengthOf(name) > NAME_LENGTH)),
  }
}

const isReserved = (name: string): boolean => WINDOWS_RESERVED.test(name) || WINDOWS_FORBIDDEN.test(name)

/** Of files and of the folders above them: `a/x` and `A/y` are two folders here and one there. */
function collisions(paths: readonly string[], platform: NodeJS.Platform): string[][] {
  const fold = (name: string): string =>
    (platform === 'darwin' ? name.normalize('NFD') : name).toLowerCase().toUpperCase()
  const all = new Set<string>()
  for (const file of paths) {
    const parts = file.split('/')
    for (let count = 1; count <= parts.length; count++) all.add(parts.slice(0, count).join('/'))
  }
  const groups = new Map<string, string[]>()
  for (const place of all) groups.set(fold(place), [...(groups.get(fold(place)) ?? []), place])
  return [...groups.values()].filter((group) => group.length > 1)
}

/** Pure. Why a commit cannot be checked out here as it is; null: it can. */
export function nameRefusal({ collisions, reserved, long, longNames }: NameProblems): Refusal | null {
  const [first] = collisions
  if (first !== undefined) {
    const message = `${first.join(' and ')} are one name on this system${more(collisions.length)}, so a worktree cannot hold both.`
    return { code: 'name_collision', message, remedy: 'Rename one of them, commit, and start from that commit.' }
  }
  if (reserved[0] !== undefined) {
    const message = `${reserved[0]} is a name that Windows does not allow${more(reserved.length)}.`
    return { code: 'name_reserved', message, remedy: 'Rename it, commit, and start from that commit.' }
  }
  if (longNames[0] !== undefined) {
    const message = `${start(longNames[0])} has a name that is longer than this system takes, ${NAME_LENGTH}${more(longNames.length)}.`
    return { code: 'name_too_long', message, remedy: 'Rename it, commit, and start from that commit.' }
  }
  if (long[0] !== undefined) {
    const message = `${start(long[0])} would be a longer path in the worktree than this system takes${more(long.length)}.`
    return { code: 'path_too_long', message, remedy: 'Set TRIPTYCH_HOME to a shorter path, such as C:\\t.' }
  }
  return null
}

const SHOWN_CHARACTERS = 120
/** Enough to know it by. */
const start = (file: string): string => (file.length > SHOWN_CHARACTERS ? `${file.slice(0, SHOWN_CHARACTERS)}…` : file)

const more = (count: number): string => (count > 1 ? ` (and ${count - 1} more)` : '')
