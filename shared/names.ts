/** Names that people meet: docs/contracts.md, section 7. */
const MAX_SLUG_LENGTH = 40

/** A goal as a piece of a branch name: ASCII lower case letters and digits, `-` for everything else; `run` if nothing is left. */
export function slug(goal: string): string {
  const words = goal
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, MAX_SLUG_LENGTH)
    .replace(/-+$/, '')
  return words === '' ? 'run' : words
}

/** The first 8 hexadecimal digits of a run's id: its folder's name. */
export function shortId(runId: string): string {
  return runId.replaceAll('-', '').slice(0, 8).toLowerCase()
}

/** Git cannot have `triptych/…` beside a branch called `triptych`. Without `refs/heads/`. */
export function branchName(goal: string, runId: string, hasTriptychBranch: boolean): string {
  return `triptych${hasTriptychBranch ? '-' : '/'}${slug(goal)}-${shortId(runId)}`
}

/** Keeps a checkpoint's commit alive; number 0 is the base of the run. */
export function checkpointRef(runId: string, number: number): string {
  return `refs/triptych/${runId}/${number}`
}

/** Keeps alive what a checkpoint of a history that was lost stood on. */
export function lostRef(runId: string, commit: string): string {
  return `refs/triptych/${runId}/lost/${commit}`
}
