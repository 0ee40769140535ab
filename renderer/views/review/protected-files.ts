import { runsLater } from '../../../shared/runs-later.ts'
import type { DiffFile } from '../../viewers/diff.ts'
import { protectedKind, type Reach } from '../plan/pattern-reach.ts'

/** A file that decides what "verified" means, changed by an agent. */
interface ProtectedChange {
  path: string
  reach: Reach
}

/** Existing tests, and lock files and automation even where they are new. A new test is free to add. */
export function protectedChanges(files: readonly DiffFile[]): ProtectedChange[] {
  return files.flatMap(({ path, oldPath, change }) => {
    const reach = protectedKind(path) ?? (oldPath === null ? null : protectedKind(oldPath))
    return reach === null || (reach === 'tests' && change === 'added') ? [] : [{ path, reach }]
  })
}

/** "2 existing tests were changed.": one sentence per kind. */
export function protectedText(changes: readonly ProtectedChange[]): string[] {
  const count = (reach: Reach): number => changes.filter((change) => change.reach === reach).length
  const tests = count('tests')
  const locks = count('lock files')
  const automation = count('automation and git’s own files')
  return [
    tests > 0 && `${tests === 1 ? 'An existing test was' : `${tests} existing tests were`} changed.`,
    locks > 0 && `${locks === 1 ? 'A lock file was' : `${locks} lock files were`} changed.`,
    automation > 0 && `${automation === 1 ? 'A file' : `${automation} files`} of automation or git changed.`,
  ].filter((sentence) => sentence !== false)
}

/** Of a changed file that is not deleted: what it is that will run on the person's machine; null: nothing is known to. */
export const laterKind = ({ path, change }: DiffFile): string | null => (change === 'deleted' ? null : runsLater(path))

/** Those that will run later, then the rest; each in the diff's order. */
export function flaggedFirst(files: readonly DiffFile[]): DiffFile[] {
  const later = files.filter((file) => laterKind(file) !== null)
  return [...later, ...files.filter((file) => !later.includes(file))]
}

/** "package.json: commands of a build or of a package.": a sentence for each kind. */
export function laterText(files: readonly DiffFile[]): string[] {
  const kinds = new Map<string, string[]>()
  for (const file of files) {
    const kind = laterKind(file)
    if (kind !== null) kinds.set(kind, [...(kinds.get(kind) ?? []), file.path])
  }
  return [...kinds].map(([kind, paths]) => {
    const more = paths.length > MAX_NAMED ? ` and ${paths.length - MAX_NAMED} more` : ''
    return `${paths.slice(0, MAX_NAMED).join(', ')}${more}: ${kind}.`
  })
}

const MAX_NAMED = 5
