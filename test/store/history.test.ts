/** The mark outside the database, and what it shows of a history that is another one than it was. */
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { RefusedDatabase } from '../../electron/store/file-kind.ts'
import { highWaterFile, openHighWater } from '../../electron/store/high-water.ts'
import { MARK_WITHIN_MS } from '../../electron/store/history.ts'
import { DamagedDatabase, sealOf } from '../../electron/store/integrity.ts'
import { lookAt } from '../../electron/store/look-file.ts'
import { LATEST_VERSION } from '../../electron/store/migrations.ts'
import { RunStore } from '../../electron/store/run-store.ts'
import { openStore, type Store, type StoreOptions } from '../../electron/store/store.ts'
import { runWithTasks, startScript, temporaryFolder } from './support.ts'

const newFile = (): string => path.join(temporaryFolder(), 'triptych.sqlite')

function open(file: string, options: StoreOptions = {}): Store {
  const store = openStore(file, options)
  let isOpen = true
  onTestFinished(() => {
    if (isOpen) store.close()
  })
  return {
    ...store,
    close: () => {
      isOpen = false
      store.close()
    },
  }
}

/** As the owner ends: everything in the file, marked and sealed. */
function endWell(store: Store): void {
  store.seal()
  store.close()
}

function markOf(file: string) {
  const read = openHighWater(file).read()
  return read.kind === 'mark' ? read.mark : expect.fail(`the mark is ${read.kind}`)
}

/** What a killed process leaves: the file and its log as they are now, in a folder of their own. */
function asKilled(file: string): string {
  const copy = newFile()
  for (const suffix of ['', '-wal', '-high-water']) {
    if (existsSync(file + suffix)) copyFileSync(file + suffix, copy + suffix)
  }
  return copy
}

/** A run with events, in a log that is not in the file yet. */
function lived(file: string): { store: Store; runId: string } {
  const store = open(file)
  const { runId } = runWithTasks(store, 'a', 'b')
  for (let n = 0; n < 20; n++) store.addEvent(runId, 'system', 'note', `Event ${n}`, { n })
  return { store, runId }
}

test('the mark follows the commits within 250 ms, at once after a decision or a finished effect, and when it is closed', () => {
  const file = newFile()
  const timers: { work: () => void; delayMs: number }[] = []
  const store = open(file, {
    setTimer: (work, delayMs) => {
      timers.push({ work, delayMs })
      return () => undefined
    },
  })
  const { runId } = runWithTasks(store, 'a')
  expect(timers).toMatchObject([{ delayMs: MARK_WITHIN_MS }])
  expect(MARK_WITHIN_MS).toBeLessThanOrEqual(250)
  expect(markOf(file).lastEventId).toBe(0)
  timers[0]?.work()
  const last = (): number => store.listEvents(runId, 1)[0]?.id ?? 0
  expect(markOf(file)).toMatchObject({ lastEventId: last(), anchor: { id: last() } })

  store.addEvent(runId, 'system', 'note', 'later', {})
  expect(markOf(file).lastEventId).toBe(last() - 1)
  const effect = store.intendEffect(runId, 'run_ref', 'key', 'commit')
  store.finishEffect(effect.id)
  expect(markOf(file).lastEventId).toBe(last())

  const gate = store.openGate({
    runId,
    kind: 'plan',
    taskId: null,
    attemptId: null,
    turnId: null,
    question: 'So?',
    subject: {},
    subjectHash: 'sha256:x',
  })
  let seenByListener = 0
  store.subscribe(() => {
    seenByListener = markOf(file).lastEventId
  })
  store.transaction(() => {
    const approval = store.addApproval(runId, 'human', 'approved', '', {})
    store.decideGate(gate.id, 'sha256:x', approval.id)
    store.addEvent(runId, 'system', 'gate_decided', 'Yes.', {})
  })
  expect(seenByListener).toBe(last())

  store.addEvent(runId, 'system', 'note', 'last', {})
  const expected = last()
  store.close()
  expect(markOf(file).lastEventId).toBe(expected)
  expect(statSync(highWaterFile(file)).size).toBe(4_096)
  if (process.platform !== 'win32') expect(statSync(highWaterFile(file)).mode & 0o777).toBe(0o600)
})

test('nothing is marked that was rolled back, nor what another connection has not committed', () => {
  const file = newFile()
  const { store, runId } = lived(file)
  const other = open(file)
  store.database.exec('BEGIN IMMEDIATE')
  store.database.exec('ROLLBACK')
  const before = store.listEvents(runId, 1)[0]?.id ?? 0
  const fail = (): void =>
    store.transaction(() => {
      store.addEvent(runId, 'system', 'note', 'never', {})
      throw new Error('undone')
    })
  expect(fail).toThrow('undone')
  other.addEvent(runId, 'system', 'note', 'beside', {})
  other.close()
  expect(markOf(file).lastEventId).toBe(before + 1)
  store.close()
  expect(markOf(file).lastEventId).toBe(before + 1)
})

test('two processes mark beside each other, and the mark never goes back', async () => {
  const file = newFile()
  const { store, runId } = lived(file)
  const script = startScript('mark-beside.ts', file, runId, '60')
  expect(await script.firstLine).toBe('open')
  const seen: number[] = []
  const stop = store.database.watch(20)
  let ended = false
  void script.lines.then(() => {
    ended = true
  })
  while (!ended) {
    store.addEvent(runId, 'system', 'note', 'from here', {})
    store.finishEffect(store.intendEffect(runId, 'kind', `key ${seen.length}`, 'x').id)
    seen.push(markOf(file).lastEventId)
    // Both write without a pause otherwise, and whoever tries again later gets no turn.
    await sleep(3)
  }
  stop()
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  store.close()
  const again = open(file)
  expect(again.openLosses()).toEqual([])
  expect(markOf(file).lastEventId).toBe(again.listEvents(runId, 1)[0]?.id)
})

test.each(['shortened', 'emptied', 'deleted'] as const)(
  'a log that is %s opens without an error; the person is told and every unfinished run is paused [fault 37, 38]',
  (how) => {
    const file = newFile()
    const first = open(file)
    const { runId: early } = runWithTasks(first, 'early')
    first.close()
    const { store, runId } = lived(file)
    store.finishEffect(store.intendEffect(early, 'run_ref', 'key', 'x').id)
    const copy = asKilled(file)
    const expected = markOf(copy).lastEventId
    const log = `${copy}-wal`
    if (how === 'deleted') rmSync(log)
    else truncateSync(log, how === 'emptied' ? 0 : Math.floor(statSync(log).size / 2))

    const after = open(copy)
    const [loss, ...others] = after.openLosses()
    expect(others).toEqual([])
    expect(loss).toMatchObject({ kind: 'shortened', expectedEventId: expected, acknowledgedAt: null })
    expect(loss?.foundEventId).toBeLessThan(expected)
    expect(after.blockingLoss()?.id).toBe(loss?.id)
    for (const run of after.runStore.listRuns()) {
      expect(run).toMatchObject({ control: 'pause' })
      expect(after.getInternals(run.id).controlReason).toBe('history')
      expect(after.listEvents(run.id).at(-1)).toMatchObject({ kind: 'run_paused', payload: { reason: 'history' } })
    }
    expect(after.runStore.listRuns().map(({ id }) => id)).toContain(early)
    expect(after.runStore.listRuns().some(({ id }) => id === runId) || how !== 'shortened').toBe(true)
    after.close()

    const next = open(copy)
    expect(next.openLosses()).toMatchObject([{ id: loss?.id }])
    expect(next.acknowledgeLosses()).toBe(1)
    expect([next.openLosses(), next.blockingLoss()]).toEqual([[], null])
    next.close()
    expect(open(copy).openLosses()).toEqual([])
  },
)

test('an older copy in the place of the database is told, also once it has grown past the mark [fault 38]', () => {
  const file = newFile()
  const { store, runId } = lived(file)
  endWell(store)
  const older = newFile()
  copyFileSync(file, older)
  const later = open(file)
  for (let n = 0; n < 5; n++) later.addEvent(runId, 'system', 'note', `Later ${n}`, {})
  endWell(later)
  copyFileSync(older, file)
  expect(open(file).openLosses()).toMatchObject([{ kind: 'shortened' }])

  const grown = newFile()
  copyFileSync(older, grown)
  const copy = new RunStore(grown)
  for (let n = 0; n < 9; n++) copy.addEvent(runId, 'system', 'note', `Elsewhere ${n}`, {})
  copy.close()
  const there = newFile()
  const original = open(there)
  original.close()
  copyFileSync(grown, there)
  copyFileSync(highWaterFile(file), highWaterFile(there))
  expect(open(there).openLosses()).toMatchObject([{ kind: 'replaced' }])
})

test('a database that is gone is told where its mark is left', () => {
  const file = newFile()
  const { store } = lived(file)
  store.close()
  const { lastEventId } = markOf(file)
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  const empty = open(file)
  expect(empty.blockingLoss()).toMatchObject({ kind: 'shortened', expectedEventId: lastEventId, foundEventId: 0 })
})

test('a new folder, an older file and a lost or damaged mark are no alarm; the lost mark is told', () => {
  const file = newFile()
  const { store } = lived(file)
  store.close()
  expect(open(file).openLosses()).toEqual([])

  const older = newFile()
  new RunStore(older).close()
  expect(existsSync(highWaterFile(older))).toBe(false)
  const opened = open(older)
  expect(opened.openLosses()).toEqual([])
  expect(existsSync(highWaterFile(older))).toBe(true)
  opened.close()

  for (const spoil of [() => rmSync(highWaterFile(file)), () => writeFileSync(highWaterFile(file), '')]) {
    spoil()
    const again = open(file)
    expect(again.openLosses()).toMatchObject([{ kind: 'unmarked' }])
    expect(again.blockingLoss()).toBeNull()
    expect(again.runStore.listRuns()).toMatchObject([{ control: 'run' }])
    again.acknowledgeLosses()
    again.close()
  }
})

test('a mark that was torn while it was written leaves the one before it', () => {
  const file = newFile()
  const store = open(file)
  const { runId } = runWithTasks(store, 'a')
  store.close()
  const before = markOf(file)
  const whole = readFileSync(highWaterFile(file))
  const more = open(file)
  more.addEvent(runId, 'system', 'note', 'x', {})
  more.close()
  const now = readFileSync(highWaterFile(file))
  const changed = [0, 512].find((at) => !whole.subarray(at, at + 512).equals(now.subarray(at, at + 512))) ?? 0
  now.fill(0, changed + 100, changed + 300)
  writeFileSync(highWaterFile(file), now)
  expect(markOf(file)).toEqual(before)
  expect(open(file).openLosses()).toEqual([])
})

test('what is changed while nobody has it open is seen by its hash; what our own connections change is not', () => {
  const file = newFile()
  const { store, runId } = lived(file)
  endWell(store)
  const beside = new RunStore(file)
  beside.addEvent(runId, 'system', 'note', 'beside', {})
  beside.close()
  const next = open(file)
  expect(next.openLosses()).toEqual([])
  endWell(next)

  const foreign = new DatabaseSync(file)
  foreign.exec(`UPDATE runs SET goal = 'Another goal'`)
  foreign.close()
  const changed = open(file)
  expect(changed.blockingLoss()).toMatchObject({ kind: 'changed' })
  expect(changed.getRun(runId).control).toBe('pause')
})

test('a migration of a sealed content is no change from outside, whatever becomes of the process afterwards', () => {
  const file = newFile()
  const { store } = lived(file)
  endWell(store)
  // What a migration may do to a file of an earlier version, without what it adds.
  const older = new DatabaseSync(file)
  older.exec(
    `DROP INDEX runs_to_restore; ALTER TABLE runs DROP COLUMN restore; PRAGMA user_version = ${LATEST_VERSION}`,
  )
  older.close()
  const { lastEventId, anchor } = markOf(file)
  openHighWater(file).write({ lastEventId, anchor, at: '', seal: lookAt(file, sealOf) })
  let isMigrated = false
  const kept = open(file, {
    between: {
      part: (_name, mark) => mark,
      database: (db) => ({
        ...db,
        // As `migrate` does: one transaction before anything is compared.
        get: (sql, ...values) => {
          if (!isMigrated && sql === 'PRAGMA user_version') {
            isMigrated = true
            db.transaction(() => db.exec('CREATE TABLE added_by_a_migration (id TEXT) STRICT'))
          }
          return db.get(sql, ...values)
        },
      }),
    },
  })
  expect([isMigrated, kept.openLosses()]).toEqual([true, []])
  kept.close()
  expect(open(file).openLosses()).toEqual([])
})

test('whoever changes and seals the content between two looks of another process raises no alarm there', () => {
  const file = newFile()
  const { store, runId } = lived(file)
  endWell(store)
  const meanwhile = open(file, {
    between: {
      part: (_name, mark) => mark,
      // The mark was read, the content was not: the owner comes, works and ends.
      database: (db) => {
        const owner = open(file)
        owner.addEvent(runId, 'system', 'note', 'meanwhile', {})
        endWell(owner)
        return db
      },
    },
  })
  expect(meanwhile.openLosses()).toEqual([])
})

test('a mark in a later format is of a newer version: said with what to do, and nothing is changed', () => {
  const file = newFile()
  const store = open(file)
  runWithTasks(store, 'a')
  endWell(store)
  const bytes = readFileSync(file)
  const text = JSON.stringify({ v: 2, n: 9, upTo: { event: 1 } })
  const line = `${createHash('sha256').update(text).digest('hex').slice(0, 32)} ${text}`
  const block = readFileSync(highWaterFile(file))
  block.write(`${line.padEnd(511)}\n`, 512)
  writeFileSync(highWaterFile(file), block)
  expect(() => openStore(file)).toThrow(/high-water.*was written by a newer Triptych.*Install that version/)
  expect(() => openStore(file)).toThrow(RefusedDatabase)
  expect(() => openHighWater(file).write({ lastEventId: 1, anchor: null, at: '', seal: null })).toThrow(RefusedDatabase)
  expect([readFileSync(file).equals(bytes), readFileSync(highWaterFile(file)).equals(block)]).toEqual([true, true])
})

test('a damaged file is refused untouched after an unclean end, and after a clean one [fault 36]', () => {
  for (const isClean of [true, false]) {
    const file = newFile()
    const { store } = lived(file)
    if (isClean) endWell(store)
    else store.close()
    const bytes = readFileSync(file)
    // The middle of the file's pages: their headers are what SQLite's check reads.
    for (let page = 4_096 * 3; page < bytes.length; page += 4_096) bytes.fill(0xff, page, page + 16)
    writeFileSync(file, bytes)
    const mark = readFileSync(highWaterFile(file))
    const act = (): Store => open(file)
    expect(act).toThrow(DamagedDatabase)
    expect(act).toThrow(/is damaged: .*triptych restore/)
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(readFileSync(highWaterFile(file)).equals(mark)).toBe(true)
  }
})

test('a file whose beginning is gone is a damaged one, not a foreign one [fault 36]', () => {
  const file = newFile()
  const { store } = lived(file)
  endWell(store)
  const bytes = readFileSync(file)
  for (const spoil of [() => bytes.fill(0, 0, 512), () => bytes.fill(0xff, 68, 72)]) {
    const whole = Buffer.from(bytes)
    spoil()
    writeFileSync(file, bytes)
    expect(() => open(file)).toThrow(DamagedDatabase)
    whole.copy(bytes)
  }
})

test('a truncated file is refused [fault 36]', () => {
  const file = newFile()
  const { store } = lived(file)
  store.close()
  truncateSync(file, Math.floor(statSync(file).size / 2 / 4_096) * 4_096)
  expect(() => open(file)).toThrow(DamagedDatabase)
})

test('a mark that cannot be written is told, and the commit stands', () => {
  const file = newFile()
  const errors: unknown[] = []
  let marked = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  const store = open(file, {
    onMarked: () => {
      marked += 1
    },
    onError: (error) => {
      errors.push(error)
      resolve()
    },
  })
  const { runId } = runWithTasks(store, 'a')
  rmSync(highWaterFile(file))
  // A folder in its place: no file can be written there.
  mkdirSync(highWaterFile(file))
  store.addEvent(runId, 'system', 'note', 'kept', {})
  return promise.then(() => {
    expect(errors).toMatchObject([{ code: 'EISDIR' }])
    expect(store.listEvents(runId).at(-1)?.message).toBe('kept')
    rmSync(highWaterFile(file), { recursive: true })
    const before = marked
    store.finishEffect(store.intendEffect(runId, 'kind', 'key', 'x').id)
    expect(marked).toBeGreaterThan(before)
  })
})
