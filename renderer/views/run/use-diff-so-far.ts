import { useEffect, useRef, useState } from 'react'
import type { RpcError } from '../../../shared/contract.ts'
import { useAppData } from '../../data/app-data.tsx'
import { type DiffFile, parseDiff } from '../../viewers/diff.ts'
import { restAfter } from './diff-so-far.ts'

/** What an attempt that is being written has changed, as it was looked at last. */
export interface DiffSoFar {
  /** Null: it was not looked at yet, or is longer than is shown. */
  files: readonly DiffFile[] | null
  isTooLong: boolean
  /** Why the last look failed; what was seen before stays. */
  error: RpcError | null
  /** Of the last look that came to something, ISO. */
  at: string | null
}

const NOTHING: DiffSoFar = { files: null, isTooLong: false, error: null, at: null }

/** Looks at an attempt that is being written, and again after each change. `attemptId` null: nothing is looked at. */
export function useDiffSoFar(attemptId: string | null, change: number): DiffSoFar {
  const { client } = useAppData()
  const [seen, setSeen] = useState<{ key: string; attemptId: string; diff: DiffSoFar } | null>(null)
  /** When the next look may begin, on the page's own clock. */
  const due = useRef(0)
  const isLooking = useRef(false)
  const key = `${attemptId} ${change}`
  const seenKey = seen?.key
  useEffect(() => {
    if (attemptId === null || isLooking.current || seenKey === key) return
    const look = async (): Promise<void> => {
      isLooking.current = true
      const began = performance.now()
      const reply = await client.call('attempts.soFar', { attemptId })
      isLooking.current = false
      due.current = performance.now() + restAfter(performance.now() - began)
      setSeen((before) => {
        const known = before?.attemptId === attemptId ? before.diff : NOTHING
        if (!reply.ok) return { key, attemptId, diff: { ...known, error: reply.error } }
        const { text } = reply.value
        const files = text === null ? null : parseDiff(text)
        return { key, attemptId, diff: { files, isTooLong: text === null, error: null, at: new Date().toISOString() } }
      })
    }
    const timer = setTimeout(() => void look(), Math.max(0, due.current - performance.now()))
    return () => clearTimeout(timer)
  }, [client, attemptId, key, seenKey])
  return seen?.attemptId === attemptId ? seen.diff : NOTHING
}
