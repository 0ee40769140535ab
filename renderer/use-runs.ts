import { useEffect, useState } from 'react'
import type { Client, RpcError } from '../shared/contract.ts'
import { err, type Result } from '../shared/result.ts'
import { loadRuns, PAGE_SIZE, type RunList } from './run-list.ts'

export interface RunsView {
  /** Null until the first answer. Kept while a later reading fails. */
  list: RunList | null
  /** What the last reading failed with. */
  error: RpcError | null
  refresh(): void
  showMore(): void
}

/** The list of runs, read again whenever the window gets the focus. */
export function useRuns(client: Client): RunsView {
  const [list, setList] = useState<RunList | null>(null)
  const [error, setError] = useState<RpcError | null>(null)
  // A new object is a new reading, of as many rows or more.
  const [reading, setReading] = useState({ wanted: PAGE_SIZE })

  useEffect(() => {
    let isCurrent = true
    const show = (reply: Result<RunList, RpcError>): void => {
      if (!isCurrent) return
      if (reply.ok) setList(reply.value)
      setError(reply.ok ? null : reply.error)
    }
    loadRuns((input) => client.call('runs.list', input), reading.wanted).then(show, (reason: unknown) =>
      show(err({ code: 'internal', message: String(reason) })),
    )
    return () => {
      isCurrent = false
    }
  }, [client, reading])

  useEffect(() => {
    const readAgain = (): void => setReading(({ wanted }) => ({ wanted }))
    window.addEventListener('focus', readAgain)
    return () => window.removeEventListener('focus', readAgain)
  }, [])

  return {
    list,
    error,
    refresh: () => setReading(({ wanted }) => ({ wanted })),
    showMore: () => setReading(({ wanted }) => ({ wanted: wanted + PAGE_SIZE })),
  }
}
