import { useMemo } from 'react'
import type { RpcError } from '../../../shared/contract.ts'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import { recordOf, textOf } from '../../../shared/unknown-value.ts'
import { type ArtifactText, useArtifactText } from '../../data/use-artifact.ts'
import { useHashCheck } from '../../data/use-hash.ts'
import { type DiffFile, parseDiff } from '../../viewers/diff.ts'
import { bytesText } from '../../words/numbers.ts'
import * as TEXT from '../../words/texts/review.ts'
import type { Evidence } from '../gates/readiness.ts'
import { DIFFERS, diffEvidence } from './diff-evidence.ts'
import { flaggedFirst } from './protected-files.ts'

export interface ReviewDiff {
  /** Null until it is read; what will run later on the person's machine comes first. */
  files: readonly DiffFile[] | null
  error: RpcError | null
  /** How much has been read, or that only a part is shown. */
  note: string | null
  /** It is too long for the window: it cannot be approved here. */
  isCut: boolean
  evidence: Evidence[]
  reload(): void
}

/** The diff that the gate's evidence covers, compared with the hash that was recorded. `undefined`: not known yet; null: there is none. */
export function useReviewDiff(artifact: ArtifactRecord | null | undefined): ReviewDiff {
  const read = useArtifactText(artifact?.id ?? null)
  const recorded = textOf(recordOf(artifact?.metadata)?.['sha256'])
  const isCut = read.cut !== null
  const check = useHashCheck(isCut || recorded === null ? null : read.bytes, recorded)
  const files = useMemo(() => (read.text === null ? null : flaggedFirst(parseDiff(read.text))), [read.text])
  const state = files !== null ? 'ready' : read.error || artifact === null ? 'failed' : 'reading'
  return {
    files,
    error: check === 'differs' ? DIFFERS : read.error,
    note: noteOf(read, recorded !== null && check === 'unknown'),
    isCut,
    evidence: diffEvidence({ state, isCut, recorded, check }),
    reload: read.reload,
  }
}

function noteOf(read: ArtifactText, isUnchecked: boolean): string | null {
  if (read.cut !== null) return TEXT.wholeFileIsAmongArtifacts(read.cut)
  if (read.bytes === null && read.total !== null) {
    return TEXT.readingDiff(bytesText(read.loadedBytes), bytesText(read.total))
  }
  return isUnchecked ? TEXT.thisWindowCannotComputeHashes : null
}
