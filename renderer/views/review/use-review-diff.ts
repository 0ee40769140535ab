import { useMemo } from 'react'
import type { RpcError } from '../../../shared/contract.ts'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import { useArtifactText } from '../../data/use-artifact.ts'
import { useHashCheck } from '../../data/use-hash.ts'
import { type DiffFile, parseDiff } from '../../viewers/diff.ts'
import { bytesText } from '../../words/numbers.ts'
import type { Evidence } from '../gates/readiness.ts'
import { recordOf, textOf } from '../gates/unknown-value.ts'

export interface ReviewDiff {
  /** Null until it is read. */
  files: readonly DiffFile[] | null
  error: RpcError | null
  /** How much has been read, or that only a part is shown. */
  note: string | null
  evidence: Evidence[]
  reload(): void
}

const DIFFERS: RpcError = {
  code: 'internal',
  message: 'The diff is not the one that was recorded: its SHA-256 differs.',
  remedy: 'Nothing can be approved with it. Request changes or reject; the next review writes a new one.',
}

/** The diff that the gate's evidence covers, compared with the hash that was recorded. `undefined`: not known yet; null: there is none. */
export function useReviewDiff(artifact: ArtifactRecord | null | undefined): ReviewDiff {
  const read = useArtifactText(artifact?.id ?? null)
  const recorded = textOf(recordOf(artifact?.metadata)?.['sha256'])
  // A part of the bytes has another hash, and bytes without a recorded one cannot be compared.
  const canCheck = read.cut === null && recorded !== null
  const check = useHashCheck(canCheck ? read.bytes : null, recorded)
  const files = useMemo(() => (read.text === null ? null : parseDiff(read.text)), [read.text])
  const isRead = files !== null
  return {
    files,
    error: check === 'differs' ? DIFFERS : read.error,
    note: noteOf(read, canCheck && check === 'unknown'),
    evidence: [
      { what: 'The diff', state: isRead ? 'ready' : read.error || artifact === null ? 'failed' : 'reading' },
      {
        what: 'The diff',
        state: hashState(isRead, canCheck, check),
        problem: check === 'differs' ? DIFFERS.message : null,
      },
    ],
    reload: read.reload,
  }
}

function hashState(isRead: boolean, canCheck: boolean, check: ReturnType<typeof useHashCheck>): Evidence['state'] {
  if (check === 'differs') return 'failed'
  if (!isRead) return 'reading'
  return canCheck && check === 'reading' ? 'reading' : 'ready'
}

function noteOf(read: ReturnType<typeof useArtifactText>, isUnchecked: boolean): string | null {
  if (read.cut !== null) return `${read.cut} The rest is among the artifacts; its hash was not compared here.`
  if (read.bytes === null && read.total !== null) {
    return `Reading the diff: ${bytesText(read.loadedBytes)} of ${bytesText(read.total)}.`
  }
  return isUnchecked ? 'This window cannot compute hashes, so the diff was not compared with the recorded one.' : null
}
