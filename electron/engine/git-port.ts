import type { Delivery } from '../../shared/config.ts'
import type { Refusal } from '../../shared/result.ts'

/** What the engine needs of git; implemented in `git/`. */

/** Where a run's files are. `agentGitDir` is a throw-away repository that the agent sees; the application never reads it. */
export interface Workplace {
  runId: string
  repoPath: string
  worktree: string
  agentGitDir: string
  /** Private index of the application. */
  indexFile: string
}

export interface Candidate {
  commit: string
  tree: string
  /** Repository-relative, `/`, sorted. A rename is its two paths. */
  changes: PathChange[]
}
export interface PathChange {
  path: string
  kind: 'added' | 'modified' | 'deleted'
  /** `nested_repository`: an embedded `.git` that the agent made; never allowed. */
  note?: 'nested_repository'
}

export interface GitPort {
  /** Why the run cannot work with its repository, and what to do: it is gone, is another one, or has lost this commit. Null: it can. */
  repositoryProblem(place: Workplace, commit: string): Promise<string | null>
  /** Idempotent: whatever was there is put aside and made anew from `commit`. */
  createWorktree(place: Workplace, commit: string): Promise<void>
  /** Tracked files as in `commit`, untracked files removed, ignored files kept. */
  resetWorktree(place: Workplace, commit: string): Promise<void>
  /**
   * Puts back what differs from `commit` in its own files; new files stay. Tells all that differed, new files among it, ignored ones
   * not. Writes nothing into the repository.
   */
  putBackChanged(place: Workplace, commit: string): Promise<PathChange[]>
  /**
   * A fresh throw-away `.git` for the agent at `commit`: whatever an agent did to the last one is gone. `heldBack`: what is missing below
   * these paths is no change to its git.
   */
  prepareAgentGit(place: Workplace, commit: string, heldBack?: readonly string[]): Promise<void>
  /** Tree id of the files as they are now. */
  worktreeTree(place: Workplace, base: string): Promise<string>
  /** What differs from a commit in the files as they are; ignored ones not. Writes nothing into the repository. */
  worktreeChanges(place: Workplace, commit: string): Promise<PathChange[]>
  /** The candidate commit of the files as they are. The same files, base and attempt give the same id, for ever. */
  makeCandidate(
    place: Workplace,
    commit: { base: string; message: string; attemptId: string; at: string },
  ): Promise<Candidate>
  /** Unified diff as bytes of a `.diff` file. */
  diff(place: Workplace, base: string, head: string): Promise<Uint8Array>
  /** Paths that differ between two trees or commits. */
  changedPaths(place: Workplace, base: string, head: string): Promise<PathChange[]>
  commitTree(place: Workplace, commit: string): Promise<string>
  /** Full id a ref points to, or null. */
  readRef(place: Workplace, ref: string): Promise<string | null>
  /** Compare-and-set; `from` null: the ref must not exist. `moved: false` tells where it is instead. */
  moveRef(
    place: Workplace,
    ref: string,
    to: string,
    from: string | null,
  ): Promise<{ moved: true } | { moved: false; actual: string | null }>
  /** Deletes every ref of a run below `refs/triptych/<run>/`; how many. Safe to repeat. */
  removeRefs(place: Workplace, prefix: string): Promise<number>
  /** `refused` leaves everything as it was and names both commit ids. */
  deliver(
    place: Workplace,
    delivery: Delivery,
    run: { branch: string; base: string; head: string },
  ): Promise<{ kind: 'delivered'; detail: string; patch?: Uint8Array } | { kind: 'refused'; refusal: Refusal }>
  /** Whether an agent may touch these paths, see docs/contracts.md section 7. */
  outsidePaths(changes: readonly PathChange[], allowedPaths: readonly string[]): string[]
  /** Copies ignored files (such as `.env`) from the checkout; names those that are not there. */
  copyIgnored(place: Workplace, paths: readonly string[]): Promise<{ copied: string[]; missing: string[] }>
}
