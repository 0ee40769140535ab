import path from 'node:path'
import type { AgentFilesPort } from '../engine/file-ports.ts'
import type { Workplace } from '../engine/git-port.ts'
import { kindOf } from '../git/disk.ts'
import { findGitDirs } from '../git/find-git-dirs.ts'
import { openGit } from '../git/git.ts'
import { hashOfSet } from './file-set.ts'
import { giveBack, holdBack } from './hold-back.ts'
import { rootCommits } from './in-commit.ts'
import { readSet } from './on-disk.ts'
import { type Trust, trusts } from './trusted-repositories.ts'

/** What a turn finds in its place is worth nothing, so it lies beside the application's own index, out of every agent's sight. */
const asideOf = (place: Workplace): string => `${place.indexFile}.held-back`

/** `trustOf`: what the person trusts of a checkout, read anew for every turn; it throws where that cannot be read. */
export function createAgentFiles(trustOf: (root: string) => Trust | null): AgentFilesPort {
  // A history's beginning does not change.
  const known = new Map<string, Promise<readonly string[]>>()
  const rootsOf = (place: Workplace, commit: string): Promise<readonly string[]> => {
    const key = `${commit} ${place.repoPath}`
    const roots = known.get(key) ?? readRoots(place.repoPath, commit)
    known.set(key, roots)
    roots.catch(() => known.delete(key))
    return roots
  }
  return {
    async holdBack(place, { baseCommit, config }) {
      if ((await kindOf(place.worktree)) !== 'folder') return []
      const trust = trustOf(place.repoPath)
      return holdBack(place.worktree, asideOf(place), async (file) => {
        const hash = hashOfSet(await readSet(place.worktree, file))
        if (hash === null) return false
        if (config.setup.copy.includes(file) && hash === (await hashInCheckout(place, file))) return true
        return (
          trust !== null && baseCommit !== null && trusts(trust, await rootsOf(place, baseCommit), { path: file, hash })
        )
      })
    },
    giveBack: (place) => giveBack(place.worktree, asideOf(place)),
  }
}

async function readRoots(repoPath: string, commit: string): Promise<readonly string[]> {
  const { commonDir } = await findGitDirs(repoPath)
  return rootCommits(openGit(commonDir), commit)
}

/** What a person keeps in the checkout and chose to copy is theirs, as long as it is what they have there. */
async function hashInCheckout({ repoPath }: Workplace, file: string): Promise<string | null> {
  if ((await kindOf(path.join(repoPath, file))) !== 'file') return null
  return hashOfSet(await readSet(repoPath, file))
}
