import type { ArtifactRecord } from '../../../shared/domain.ts'
import { viewerFor } from '../../viewers/viewer-kind.ts'
import { factsOf } from './facts.ts'

/** How two artifacts can be compared; null: not at all. */
export type Comparison = 'text' | 'json' | 'log' | 'image'

export function comparisonOf(artifact: Pick<ArtifactRecord, 'kind' | 'path' | 'metadata'>): Comparison | null {
  const { mime, bytes } = factsOf(artifact)
  const viewer = viewerFor({ kind: artifact.kind, path: artifact.path, mime: mime ?? '', bytes: bytes ?? 0 })
  if (viewer === 'summary') return null
  return viewer === 'image' || viewer === 'json' || viewer === 'log' ? viewer : 'text'
}

/**
 * What an artifact can be compared with: of its kind, and comparable in the same way. Those that are versions of the same (its step,
 * plan, diff …) come first, the nearest earlier one before all; the rest newest first. `artifacts` oldest first.
 */
export function comparables(artifact: ArtifactRecord, artifacts: readonly ArtifactRecord[]): ArtifactRecord[] {
  const way = comparisonOf(artifact)
  if (way === null) return []
  const at = artifacts.findIndex(({ id }) => id === artifact.id)
  return artifacts
    .map((other, index) => ({ other, index, isVersion: isVersion(artifact, other) }))
    .filter(({ other }) => other.id !== artifact.id && other.kind === artifact.kind && comparisonOf(other) === way)
    .sort((one, two) => rank(one, at) - rank(two, at) || two.index - one.index)
    .map(({ other }) => other)
}

const rank = ({ isVersion: is, index }: { isVersion: boolean; index: number }, at: number): number =>
  is ? (index < at ? 0 : 1) : 2

function isVersion(one: ArtifactRecord, other: ArtifactRecord): boolean {
  const [mine, its] = [factsOf(one), factsOf(other)]
  return one.role === other.role && mine.taskId === its.taskId && mine.label === its.label
}

/** An artifact's place in the address, with what it is compared with: `<id>` or `<id>~<id>`. */
export const placeOf = (id: string, other: string | null): string => (other === null ? id : `${id}~${other}`)

export function partsOf(item: string | null): { item: string | null; other: string | null } {
  const [own = '', other = ''] = (item ?? '').split('~', 2)
  return { item: own === '' ? null : own, other: other === '' ? null : other }
}
