import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { RpcError } from '../../../shared/contract.ts'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import type { RunView } from '../../../shared/views.ts'
import { useAppData, useCall } from '../../data/app-data.tsx'
import { type CommandFacts, commandFacts } from './facts.ts'
import { joinArtifacts, VIEW_LIMIT } from './pages.ts'

const PAGE = 200
/** The newest of the application's own events: far more than all commands of most runs. */
const EVENTS = 500

export interface Artifacts {
  /** Oldest first. */
  all: readonly ArtifactRecord[]
  hasOlder: boolean
  isLoading: boolean
  error: RpcError | null
  loadOlder(): void
}

/** The run's artifacts, live. Older pages are read when asked for, or until the wanted one is among them. */
export function useArtifacts(view: RunView, wanted: string | null): Artifacts {
  const { client } = useAppData()
  const { runId } = view
  const [older, setOlder] = useState<readonly ArtifactRecord[]>([])
  const [hasOlder, setHasOlder] = useState(view.artifacts.length >= VIEW_LIMIT)
  const [state, setState] = useState<{ isLoading: boolean; error: RpcError | null }>({ isLoading: false, error: null })
  const isRunning = useRef(false)
  const all = useMemo(() => joinArtifacts(older, view.artifacts), [older, view.artifacts])
  const before = all[0]?.id

  const loadOlder = useCallback(() => {
    if (isRunning.current || before === undefined) return
    isRunning.current = true
    setState({ isLoading: true, error: null })
    void client.call('artifacts.list', { runId, limit: PAGE, before }).then((reply) => {
      isRunning.current = false
      setState({ isLoading: false, error: reply.ok ? null : reply.error })
      if (!reply.ok) return
      setHasOlder(reply.value.next !== null)
      // What the view holds now is kept too: read again, it may begin later.
      setOlder(joinArtifacts(reply.value.artifacts.toReversed(), all))
    })
  }, [client, runId, before, all])

  const isMissing = wanted !== null && hasOlder && state.error === null && !all.some(({ id }) => id === wanted)
  useEffect(() => {
    if (isMissing) loadOlder()
  }, [isMissing, loadOlder])
  return { all, hasOlder, ...state, loadOlder }
}

/** What is known of the commands that wrote the run's logs, by artifact. */
export function useCommandFacts({ runId, events }: RunView): ReadonlyMap<string, CommandFacts> {
  const asked = useCall('events.list', { runId, source: 'system', limit: EVENTS }).value
  return useMemo(() => commandFacts([...(asked?.events ?? []), ...events]), [asked, events])
}
