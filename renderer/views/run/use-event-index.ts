import { useEffect, useMemo } from 'react'
import type { EventFilter } from '../../../shared/event-filter.ts'
import type { RunView } from '../../../shared/views.ts'
import { useAppData } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { afterPicture } from '../../viewers/after-picture.ts'
import { createEventIndex, type EventIndex, type EventIndexStore } from './event-index.ts'

/** What is known of the filtered events, and how to get at them. */
export interface ShownEvents extends EventIndex {
  index: EventIndexStore
}

/** All events of the open run that pass a filter, live. Give the same filter as long as it is the same. */
export function useEventIndex(view: RunView, filter: EventFilter): ShownEvents {
  const { client } = useAppData()
  const { runId } = view
  const index = useMemo(() => createEventIndex(client, runId, filter), [client, runId, filter])
  index.begin(view)
  useEffect(() => openedLater(index), [index])
  useEffect(() => index.take(view), [index, view])
  const state = useStore(index)
  return useMemo(() => ({ ...state, index }), [state, index])
}

/** What is at hand is drawn before more is looked for. Returns its undo. */
function openedLater(index: EventIndexStore): () => void {
  let close: (() => void) | undefined
  const cancel = afterPicture(() => {
    close = index.open()
  })
  return () => {
    cancel()
    close?.()
  }
}
