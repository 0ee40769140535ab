import { useMemo, useState } from 'react'
import { useCall } from '../../data/app-data.tsx'
import { type DiffFile, parseDiff } from '../../viewers/diff.ts'
import * as TEXT from '../../words/texts/review.ts'
import { flaggedFirst } from './protected-files.ts'

/** What was changed since the round before, where there was one. */
export interface Since {
  /** "Since attempt 1"; null: there was nothing before, or it is not known yet. */
  name: string | null
  /** Why it cannot be shown. */
  problem: string | null
  isShown: boolean
  toggle(): void
  files: readonly DiffFile[]
}

/** `gateId` null: nobody asks. */
export function useSince(gateId: string | null): Since {
  const { value, error } = useCall('gates.since', gateId === null ? null : { gateId })
  const [isWished, setIsWished] = useState(false)
  const text = value?.text ?? null
  const files = useMemo(() => (text === null ? [] : flaggedFirst(parseDiff(text))), [text])
  const isShown = isWished && text !== null
  return {
    name: value === null ? null : value.attempt === null ? TEXT.sinceYourReview : TEXT.sinceAttempt(value.attempt),
    problem: error?.message ?? (value !== null && text === null ? TEXT.itIsLargerThanCanBeShown : null),
    isShown,
    toggle: () => setIsWished(!isWished && text !== null),
    files,
  }
}
