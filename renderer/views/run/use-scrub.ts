import { useCallback, useMemo, useRef, useState } from 'react'
import type { RpcError } from '../../../shared/contract.ts'
import { useAppData } from '../../data/app-data.tsx'

export interface Scrub {
  /** The moment that is looked at while its event is not known yet; null: that of what is selected. */
  moment: number | null
  error: RpcError | null
  /** Looks at a moment: its newest event is selected as soon as it is found. */
  to(ms: number): void
  /** Something is selected, by whatever way. */
  release(item: string | null): void
}

/** Moving through a run's time. While an event is looked for, only the moment that was asked for last is looked for next. */
export function useScrub(runId: string, onEvent: (eventId: number) => void): Scrub {
  const { client } = useAppData()
  const [moment, setMoment] = useState<number | null>(null)
  const [error, setError] = useState<RpcError | null>(null)
  const wanted = useRef<number | null>(null)
  const isAsking = useRef(false)
  const tell = useRef(onEvent)
  tell.current = onEvent
  /** The event that was found for the moment. */
  const found = useRef<string | null>(null)

  const ask = useCallback(async () => {
    if (isAsking.current) return
    isAsking.current = true
    while (wanted.current !== null) {
      const ms = Math.max(0, Math.round(wanted.current))
      wanted.current = null
      const reply = await client.call('events.at', { runId, ms })
      setError(reply.ok ? null : reply.error)
      if (wanted.current !== null || !reply.ok || reply.value.event === null) continue
      found.current = String(reply.value.event.id)
      tell.current(reply.value.event.id)
    }
    isAsking.current = false
  }, [client, runId])
  const to = useCallback(
    (ms: number) => {
      setMoment(ms)
      wanted.current = ms
      void ask()
    },
    [ask],
  )
  // What was moved to stays the moment until something else is selected: the handle must not leave the pointer.
  const release = useCallback((item: string | null) => {
    if (item !== found.current && wanted.current === null) setMoment(null)
  }, [])
  return useMemo(() => ({ moment, error, to, release }), [moment, error, to, release])
}
