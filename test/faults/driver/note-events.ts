import { z } from 'zod'
import type { Store } from '../../../electron/store/store.ts'
import { type AckFile, eventHash, ownerOf, readAcks } from './acks.ts'

const EVENTS_AT_ONCE = 500
const payloadSchema = z.looseObject({ command: z.string().nullable().default(null) })

/** Notes everything that was committed and not noted yet, now and after each commit: from then on it must not be lost. */
export function noteEvents(store: Store, runId: string, file: string, acks: AckFile): void {
  let lastId = readAcks(file).reduce((last, ack) => (ack.kind === 'event' ? Math.max(last, ack.id) : last), 0)
  const note = (): void => {
    const owner = ownerOf(store, runId)
    const events = store.listEventsAfter(runId, lastId, EVENTS_AT_ONCE)
    acks.write(
      ...events.map((event) => {
        const { command } = payloadSchema.parse(event.payload ?? {})
        return { kind: 'event', id: event.id, hash: eventHash(event), event: event.kind, owner, command } as const
      }),
    )
    lastId = events.at(-1)?.id ?? lastId
  }
  store.subscribe(note)
  note()
}
