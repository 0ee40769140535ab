/** Half a million events, 190 MB: opened, checked and read in bounded time. */
import { statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../electron/store/store.ts'
import { temporaryFolder } from './support.ts'

const EVENTS = 500_000
const PAGE = 200

const timed = <T>(work: () => T): [value: T, ms: number] => {
  const began = performance.now()
  const value = work()
  return [value, performance.now() - began]
}

test('a very large store is opened after an unclean and a clean end, and a page of it is read at once [fault 40]', () => {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  const store = openStore(file)
  const { id } = store.runStore.createRun('Translate the whole manual', '/srv/manual')
  store.database.run(
    `INSERT INTO events (run_id, ts, source, kind, message, payload_json)
     WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
     SELECT ?, '2026-01-01T00:00:00.000Z', 'implementation', 'agent_output', 'Page ' || n || ' is translated.',
       '{"text":"' || hex(zeroblob(100)) || '"}' FROM numbers`,
    ...[EVENTS, id],
  )
  store.close()
  expect(statSync(file).size).toBeGreaterThan(150_000_000)

  // Generous for a loaded machine; alone it is 0.3 s and below 1 ms.
  const [unclean, uncleanMs] = timed(() => openStore(file))
  expect(unclean.openLosses()).toEqual([])
  expect(uncleanMs).toBeLessThan(10_000)
  const pages = Array.from({ length: 20 }, (_, n) => timed(() => unclean.listEventsAfter(id, n * 20_000, PAGE)))
  expect(pages.every(([events]) => events.length === PAGE)).toBe(true)
  expect(Math.min(...pages.map(([, ms]) => ms))).toBeLessThan(100)
  unclean.seal()
  unclean.close()
  const [clean, cleanMs] = timed(() => openStore(file))
  expect(clean.openLosses()).toEqual([])
  expect(cleanMs).toBeLessThan(10_000)
  clean.close()
}, 120_000)
