import type { ArtifactRecord } from '../../../shared/domain.ts'

/** As many as an open run holds when it is read; with fewer there are no older ones. */
export const VIEW_LIMIT = 200

/** Both oldest first; what is in both counts once, as `newer` has it. */
export function joinArtifacts(
  older: readonly ArtifactRecord[],
  newer: readonly ArtifactRecord[],
): readonly ArtifactRecord[] {
  if (older.length === 0) return newer
  const known = new Set(newer.map(({ id }) => id))
  return [...older.filter(({ id }) => !known.has(id)), ...newer]
}
