import type { Client, RpcError } from '../../../shared/contract.ts'
import type { EventRecord } from '../../../shared/domain.ts'

/** Events by id, read when they are wanted; those that were not looked at for longest are let go. */
export interface EventCache {
  get(id: number): EventRecord | undefined
  keep(events: readonly EventRecord[]): void
  /** Reads those that are not there, the first ones first; while a reading is under way, only what was wanted last is read next. */
  want(ids: readonly number[]): void
}

const MAX_KEPT = 3_000
const READ_AT_ONCE = 200

export interface CacheListener {
  /** What was asked for is there, or is known to be kept no more. */
  read(ids: readonly number[]): void
  failed(error: RpcError): void
}

export function createEventCache(client: Pick<Client, 'call'>, runId: string, told: CacheListener): EventCache {
  const events = new Map<number, EventRecord>()
  /** Asked for and not there: they are kept no more. */
  const gone = new Set<number>()
  let wanted: readonly number[] = []
  let isReading = false

  const keep = (added: readonly EventRecord[]): void => {
    for (const event of added) {
      events.delete(event.id)
      events.set(event.id, event)
    }
    for (const id of events.keys()) {
      if (events.size <= MAX_KEPT) break
      events.delete(id)
    }
  }
  const read = async (): Promise<void> => {
    isReading = true
    for (;;) {
      const ids = wanted.filter((id) => id > 0 && !events.has(id) && !gone.has(id)).slice(0, READ_AT_ONCE)
      if (ids.length === 0) break
      const reply = await client.call('events.read', { runId, ids })
      if (!reply.ok) {
        wanted = []
        told.failed(reply.error)
        break
      }
      keep(reply.value.events)
      for (const id of ids) if (!events.has(id)) gone.add(id)
      told.read(ids)
    }
    isReading = false
  }
  return {
    get: (id) => events.get(id),
    keep,
    want: (ids) => {
      wanted = ids
      if (!isReading) void read()
    },
  }
}
