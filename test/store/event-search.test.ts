import { expect, test } from 'vitest'
import { openStore } from '../../electron/store/store.ts'
import { EVENT_GROUPS, type EventFilter, passesFilter } from '../../shared/event-filter.ts'

const ALL: EventFilter = { group: 'all', source: null, text: '', kinds: [] }
const KINDS = [
  'agent_output',
  'tool_call',
  'gate_opened',
  'turn_started',
  'delivered',
  'checkpoint_made',
  'handoff_done',
]
const TEXTS = ['Page 100% read', 'GRÖSSE_1 gelesen', 'größe', 'a\\b', 'plain', 'STRASSE', '']

/** A run with a hundred events, those of another run between them. */
function world() {
  const store = openStore(':memory:')
  const [run, other] = [store.runStore.createRun('Goal', '/repo'), store.runStore.createRun('Other', '/repo')]
  for (let n = 0; n < 100; n += 1) {
    store.addEvent(other.id, 'system', 'tool_call', 'größe', {})
    const source = n % 3 === 0 ? 'system' : 'checker'
    store.addEvent(run.id, source, KINDS[n % KINDS.length] ?? '', TEXTS[n % 5] ?? TEXTS[6] ?? '', { n })
  }
  const events = store.listEvents(run.id, 1_000)
  const search = (filter: EventFilter, direction: 'down' | 'up', scan: number): number[] => {
    const found: number[] = []
    let at: number | null = direction === 'down' ? Number.MAX_SAFE_INTEGER : 0
    while (at !== null) {
      const piece = store.findEvents(run.id, filter, direction === 'down' ? { before: at } : { after: at }, scan)
      expect(piece.ids).toEqual([...piece.ids].sort((a, b) => a - b))
      expect(piece.ids.length).toBeLessThanOrEqual(scan)
      if (direction === 'down') found.unshift(...piece.ids)
      else found.push(...piece.ids)
      at = piece.next
    }
    return found
  }
  return { store, runId: run.id, otherId: other.id, events, search }
}

const filters: EventFilter[] = [
  ...EVENT_GROUPS.map((group) => ({ ...ALL, group })),
  { ...ALL, source: 'system' },
  { ...ALL, group: 'output', source: 'checker' },
  ...['100%', 'größe', 'GRÖßE', 'Größe', '_', 'a\\b', 'PLAIN', 'nowhere', "'; --"].map((text) => ({ ...ALL, text })),
  { ...ALL, text: 'nowhere', kinds: ['gate_opened'] },
  { ...ALL, text: 'größe', kinds: ['gate_opened'] },
]

test.each(filters)('piece by piece, in both directions, the same is found: %o', (filter) => {
  const { events, search } = world()
  const expected = events.filter((event) => passesFilter(event, filter)).map(({ id }) => id)
  for (const scan of [1, 7, 1_000]) {
    expect(search(filter, 'down', scan)).toEqual(expected)
    expect(search(filter, 'up', scan)).toEqual(expected)
  }
})

test('events are read by id, of this run only', () => {
  const { store, runId, otherId, events } = world()
  const foreign = store.listEvents(otherId, 1)[0]?.id ?? 0
  const [first, second] = [events[3]?.id ?? 0, events[50]?.id ?? 0]
  expect(store.listEventsById(runId, [second, foreign, 999_999, first]).map(({ id }) => id)).toEqual([first, second])
})

test('the newest event at or before a moment; before all of them, the first', () => {
  const { store, runId, events } = world()
  store.database.run(`UPDATE events SET ts = strftime('%Y-%m-%dT%H:%M:%fZ', seq, 'unixepoch')`)
  for (const event of [events[0], events[41], events.at(-1)]) {
    const { id = 0 } = event ?? {}
    expect(store.eventAt(runId, id * 1_000)?.id).toBe(id)
    expect(store.eventAt(runId, id * 1_000 + 999)?.id).toBe(id)
  }
  expect(store.eventAt(runId, 0)?.id).toBe(events[0]?.id)
  expect(store.eventAt('none', 5)).toBeNull()
})
