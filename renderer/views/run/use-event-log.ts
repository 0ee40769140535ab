import { useEffect, useMemo } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { useAppData } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { createEventLog, type EventLog } from './event-log.ts'

export interface LiveLog extends EventLog {
  older(): void
}

/** The events of a source of the open run (null: of all), live. */
export function useEventLog(view: RunView, source: string | null): LiveLog {
  const { client } = useAppData()
  const { runId } = view
  const log = useMemo(() => createEventLog(client, runId, source), [client, runId, source])
  useEffect(() => log.take(view), [log, view])
  const state = useStore(log)
  return useMemo(() => ({ ...state, older: log.older }), [state, log])
}
