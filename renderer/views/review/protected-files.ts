import { runsLater } from '../../../shared/runs-later.ts'
import type { DiffFile } from '../../viewers/diff.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/review.ts'
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
  const locks = count(COMMON.lockFiles)
  const automation = count(COMMON.automationAndGitsOwnFiles)
  return [
    tests > 0 && TEXT.haveChanged(tests === 1 ? TEXT.existingTestWas : TEXT.existingTestsWere(tests)),
    locks > 0 && TEXT.haveChanged(locks === 1 ? TEXT.lockFileWas : TEXT.lockFilesWere(locks)),
    automation > 0 && TEXT.ofAutomationOrGitChanged(automation === 1 ? TEXT.aFile : TEXT.files(automation)),
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
    const more = paths.length > MAX_NAMED ? TEXT.andMore(paths.length - MAX_NAMED) : ''
    return `${paths.slice(0, MAX_NAMED).join(', ')}${more}: ${kind}.`
  })
}

const MAX_NAMED = 5
