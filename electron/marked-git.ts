import type { GitRepository } from './git/git.ts'
import type { ChildMarkers } from './process/child-markers.ts'
import { MARKER_VARIABLE } from './process/environment.ts'

export interface MarkedGit {
  /** The same repository, whose commands carry the owner's marker while there is one. */
  repository(repository: GitRepository): GitRepository
  /** Call it as the owner of the data folder. */
  begin(): void
  end(): void
}

/**
 * A git command that outlives a killed owner would go on writing into a worktree, or move a ref, under the eyes of the next one. With a
 * marker it is among the leftovers that the next owner ends before it drives anything.
 */
export function createMarkedGit(markers: ChildMarkers): MarkedGit {
  let marker: string | null = null
  return {
    repository: (repository) => ({
      ...repository,
      run: (args, options = {}) => {
        if (marker === null) return repository.run(args, options)
        return repository.run(args, { ...options, env: { ...options.env, [MARKER_VARIABLE]: marker } })
      },
    }),
    begin: () => {
      marker ??= markers.open()
    },
    end: () => {
      if (marker !== null) markers.close(marker)
      marker = null
    },
  }
}
